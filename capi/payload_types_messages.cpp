// SPDX-License-Identifier: MIT
#include "capi/payload_types.hpp"

#include "headstock/extensions/chat_states.hpp"
#include "headstock/extensions/delay.hpp"
#include "headstock/extensions/message_events.hpp"
#include "headstock/extensions/offline_messages.hpp"
#include "headstock/extensions/out_of_band.hpp"
#include "headstock/extensions/receipts.hpp"
#include "headstock/extensions/rpc.hpp"
#include "headstock/extensions/shim.hpp"
#include "headstock/extensions/xhtml.hpp"

namespace headstock::capi::detail {

void add_messages(std::vector<PayloadType>& all) {
    add<chat_states::Notice, delay::Delay, message_events::Events, offline_messages::Offline, out_of_band::File,
        out_of_band::Link, receipts::Request, receipts::Received, rpc::Call, rpc::Response, shim::Headers, xhtml::Html>(
        all);
}

}  // namespace headstock::capi::detail
