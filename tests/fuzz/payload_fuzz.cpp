// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "headstock/bridge/round_trip.hpp"

namespace {

namespace bridge = headstock::bridge;

// Tighter than what is read again, so that nothing grows past a limit by being written another way.
constexpr bridge::Limits limits{.depth = 40, .attributes = 16, .namespaces = 16, .nodes = 400};
constexpr std::size_t most = 1U << 13U;

void check(bridge::View element) {
    for (const bridge::RegisteredPayload& payload : bridge::registered_payloads()) {
        if (!payload.is_called(element.name())) continue;
        const std::string wrong = payload.rereads(element);
        if (wrong.empty()) continue;
        std::fprintf(stderr, "%s: %s\n", std::string(payload.type).c_str(), wrong.c_str());
        std::abort();
    }
}

}  // namespace

/// Whatever the XML: it is read as each payload that any element in it can be, and what could be read is the same after
/// it was written and read again, as XML and as JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > most) return 0;
    if (bridge::registered_payloads().empty()) std::abort();
    const auto document = bridge::parse_element({reinterpret_cast<const char*>(data), size}, limits);
    if (!document) return 0;
    std::vector<bridge::View> waiting{document->view()};
    while (!waiting.empty()) {
        const bridge::View element = waiting.back();
        waiting.pop_back();
        check(element);
        for (const bridge::View child : element.children()) waiting.push_back(child);
    }
    return 0;
}
