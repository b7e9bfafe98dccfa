// SPDX-License-Identifier: MIT
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "tests/support/xml_events.hpp"

namespace {

using headstock::bridge::Limits;
namespace xml_events = headstock::xml_events;

// Two sets: one that stays out of the way, and one so tight that every limit is met.
constexpr Limits limits[] = {Limits{},
                             {.stanza = 60, .depth = 4, .attributes = 3, .namespaces = 3, .name = 8, .nodes = 6}};

void require_same(const xml_events::Outcome& whole, const xml_events::Outcome& cut) {
    if (whole == cut) return;
    std::ostringstream both;
    both << "whole:\n" << whole << "in pieces:\n" << cut;
    std::fputs(both.str().c_str(), stderr);
    std::abort();
}

}  // namespace

/// Whatever the input: no crash, and the same events and the same error at the same place, whole and in pieces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1U << 16U) return 0;
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    for (const Limits& some : limits) {
        const xml_events::Outcome whole = xml_events::read(xml, xml_events::whole(), some, true);
        require_same(whole, xml_events::read(xml, {1}, some, true));
        require_same(whole, xml_events::read(xml, xml_events::random_cut(size, 30), some, true));
    }
    return 0;
}
