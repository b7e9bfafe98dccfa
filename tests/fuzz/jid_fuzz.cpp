// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "headstock/core/jid.hpp"

namespace {

using headstock::core::Jid;

constexpr std::size_t max_part = 1023;  // bytes, RFC 7622 §3.1

void check(bool good) {
    if (!good) std::abort();
}

/// What must hold of every address, however it was made.
void look_at(const Jid& jid) {
    check(!jid.empty() && !jid.domain().empty());
    check(std::max({jid.local().size(), jid.domain().size(), jid.resource().size()}) <= max_part);
    check(jid.bare().text() == jid.bare_text() && jid.bare().is_bare());
    check(jid.domain_only().text() == jid.domain());
    check(jid.text().find_first_of(std::string_view("\0\t\n\r\x7f", 5)) == std::string::npos);
    check(jid.local().find_first_of("\"&'/:<>@ ") == std::string_view::npos);
    const std::string ascii = jid.ascii_domain();
    check(std::ranges::all_of(ascii, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

/// What was prepared is prepared: to read it again changes nothing.
void read_again(const Jid& jid) {
    const auto again = Jid::parse(jid.text());
    check(again && *again == jid && again->local() == jid.local() && again->resource() == jid.resource());
    const auto remade = Jid::make(jid.local(), jid.domain(), jid.resource());
    check(remade && *remade == jid);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto jid = Jid::parse(text)) {
        look_at(*jid);
        read_again(*jid);
        if (const auto moved = jid->with_resource(text.substr(size / 2))) {
            look_at(*moved);
            read_again(*moved);
            check(moved->bare() == jid->bare());
        }
    }
    if (const auto made =
            Jid::make(text.substr(0, size / 3), text.substr(size / 3, size / 3), text.substr(size / 3 * 2))) {
        look_at(*made);
        read_again(*made);
    }
    return 0;
}
