// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "tests/support/expat_oracle.hpp"
#include "tests/support/xml_events.hpp"

namespace {

namespace expat_oracle = headstock::expat_oracle;
namespace xml_events = headstock::xml_events;

constexpr headstock::bridge::Limits no_limits{1U << 30U, 1U << 20U, 60'000, 1U << 20U, 60'000, 1U << 30U, 1U << 30U};

[[noreturn]] void report(const xml_events::Outcome& ours, const expat_oracle::Reading& expats) {
    std::ostringstream both;
    both << "ours:\n"
         << ours << "expat:\n"
         << expats.events << XML_ErrorString(expats.error) << " at " << expats.at << '\n';
    std::fputs(both.str().c_str(), stderr);
    std::abort();
}

}  // namespace

/// Whatever the input: expat accepts what we accept, and tells the same; of what both refuse, the same up to there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1U << 16U) return 0;
    const std::string_view xml = expat_oracle::without_prologue({reinterpret_cast<const char*>(data), size});
    if (expat_oracle::seems_utf16(xml)) return 0;
    const xml_events::Cut cut = size % 2 == 0 ? xml_events::whole() : xml_events::random_cut(size, 1 + size % 30);
    const xml_events::Outcome ours = xml_events::read(xml, cut, no_limits);
    const expat_oracle::Reading expats = expat_oracle::read(xml);
    if (expat_oracle::is_newer_name(xml, expats)) return 0;
    if (ours.error && expats.accepted) report(ours, expats);
    if (!ours.error && !expats.accepted) report(ours, expats);
    if (ours.events != expats.events) report(ours, expats);
    return 0;
}
