// SPDX-License-Identifier: MIT
#include "capi/call.hpp"
#include "capi/payload_types.hpp"

using namespace headstock;
using namespace headstock::capi;

uint32_t hs_abi_version(void) { return HS_ABI_VERSION; }
const char* hs_version(void) { return HEADSTOCK_VERSION; }
const char* hs_status_words(hs_status status) { return words(status); }

hs_status hs_last_error(hs_handle handle, hs_text* words) {
    return call([&] {
        out(words);
        const std::shared_ptr<Object> object = handles().find(handle);
        std::optional<std::string> failure = object ? object->failure() : thread_failure();
        if (!failure || failure->empty()) return HS_NONE;
        give(words, *std::move(failure));
        return HS_OK;
    });
}

hs_status hs_payload_types(hs_text* json) {
    return call([&] {
        out(json);
        bridge::Json all = bridge::Json::array();
        for (const PayloadType& type : payload_types())
            all.push_back({{"type", type.name}, {"tags", type.tags}, {"namespaces", bridge::Json(type.namespaces)}});
        give(json, dump(all));
    });
}
