// SPDX-License-Identifier: MIT
#include "capi/payload_types.hpp"

#include "headstock/extensions/bytestreams.hpp"
#include "headstock/extensions/feature_negotiation.hpp"
#include "headstock/extensions/file_offer.hpp"
#include "headstock/extensions/in_band.hpp"
#include "headstock/extensions/stream_initiation.hpp"

namespace headstock::capi::detail {

void add_files(std::vector<PayloadType>& all) {
    add<bytestreams::Query, feature_negotiation::Negotiation, file_offer::File, file_offer::Wanted, in_band::Open,
        in_band::Data, in_band::Close, stream_initiation::Initiation>(all);
}

}  // namespace headstock::capi::detail
