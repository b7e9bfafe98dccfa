// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "tests/support/xml_events.hpp"

namespace {

using headstock::bridge::Limits;
namespace xml_events = headstock::xml_events;

// One set that stays out of the way, and two so tight that every limit is met, with long names and with short ones
// only.
constexpr Limits limits[] = {Limits{},
                             {.stanza = 90, .depth = 4, .attributes = 3, .namespaces = 3, .name = 17, .nodes = 6},
                             {.stanza = 60, .depth = 4, .attributes = 3, .namespaces = 3, .name = 8, .nodes = 6}};

void require_same(const xml_events::Outcome& wanted, const xml_events::Outcome& seen) {
    if (wanted == seen) return;
    std::ostringstream both;
    both << "should be:\n" << wanted << "is:\n" << seen;
    std::fputs(both.str().c_str(), stderr);
    std::abort();
}

/// The line and the column of a place are those of its offset.
void require_place(std::string_view xml, const xml_events::Outcome& outcome) {
    xml_events::Outcome counted = outcome;
    counted.at = xml_events::place_of(xml, outcome.at.offset);
    require_same(counted, outcome);
}

/// The same where it begins elsewhere in a block: much that comes at once is looked at in blocks.
void require_same_behind_blanks(std::string_view xml, const xml_events::Outcome& whole, const Limits& some) {
    if (xml.starts_with("<?xml") || xml.starts_with("\xef\xbb\xbf")) return;  // nothing may come before
    const std::size_t blanks = 100 + xml.size() % 64;
    const std::string moved = std::string(blanks, ' ') + std::string(xml);
    xml_events::Outcome wanted = whole;
    wanted.at = xml_events::place_of(moved, blanks + whole.at.offset);
    require_same(wanted, xml_events::read(moved, xml_events::whole(), some, true));
}

}  // namespace

/// Whatever the input: no crash, and the same events and the same error at the same place, whole, in pieces, and behind
/// blanks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1U << 16U) return 0;
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    for (const Limits& some : limits) {
        const xml_events::Outcome whole = xml_events::read(xml, xml_events::whole(), some, true);
        require_place(xml, whole);
        require_same_behind_blanks(xml, whole, some);
        require_same(whole, xml_events::read(xml, {1}, some, true));
        require_same(whole, xml_events::read(xml, xml_events::random_cut(size, 30), some, true));
    }
    return 0;
}
