// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <cstdio>

#include "headstock/bridge/lexical.hpp"

namespace headstock::bridge {
namespace {

using std::chrono::minutes;
using std::chrono::year_month_day;

constexpr std::size_t time_begins = 11;  // in CCYY-MM-DDThh:mm:ss
constexpr std::size_t shortest_time = 8;

// A day to put a time on: any will do.
Result<Timestamp> on_a_day(std::string_view time, std::string_view zone) {
    return from_xmpp_time(std::string("2000-01-01T").append(time).append(zone));
}

std::optional<Zone> zone_of(std::string_view text) {
    const auto midnight = on_a_day("00:00:00", "Z");
    const auto there = on_a_day("00:00:00", text);
    if (!there) return std::nullopt;
    return Zone{std::chrono::duration_cast<minutes>(*midnight - *there)};
}

/// A number of just so many digits, taken from the front.
unsigned take_digits(std::string_view& text, std::size_t count, bool& good) {
    unsigned value = 0;
    for (; count > 0 && good; --count) {
        good = !text.empty() && text.front() >= '0' && text.front() <= '9';
        if (!good) break;
        value = value * 10 + static_cast<unsigned>(text.front() - '0');
        text.remove_prefix(1);
    }
    return value;
}

void take_hyphen(std::string_view& text, bool& good) {
    good = good && text.starts_with('-');
    if (good) text.remove_prefix(1);
}

}  // namespace

Result<year_month_day> Lexical<year_month_day>::read(std::string_view text) {
    std::string_view rest = text;
    bool good = true;
    const std::chrono::year year(static_cast<int>(take_digits(rest, 4, good)));
    take_hyphen(rest, good);
    const std::chrono::month month(take_digits(rest, 2, good));
    take_hyphen(rest, good);
    const year_month_day date(year, month, std::chrono::day(take_digits(rest, 2, good)));
    if (!good || !rest.empty() || !date.ok() || year < std::chrono::year(1))
        return detail::not_in_form("not a date", text);
    return date;
}

std::string Lexical<year_month_day>::write(year_month_day value) {
    std::array<char, 40> chars{};
    const int length = std::snprintf(chars.data(), chars.size(), "%04d-%02u-%02u", static_cast<int>(value.year()),
                                     static_cast<unsigned>(value.month()), static_cast<unsigned>(value.day()));
    return {chars.data(), static_cast<std::size_t>(length)};
}

Result<Zone> Lexical<Zone>::read(std::string_view text) {
    const bool is_zone = text.starts_with('Z') || text.starts_with('+') || text.starts_with('-');
    if (const auto zone = is_zone ? zone_of(text) : std::nullopt) return *zone;
    return detail::not_in_form("not a zone", text);
}

std::string Lexical<Zone>::write(Zone value) {
    const auto east = value.east.count();
    if (east == 0) return "Z";
    const auto far = static_cast<unsigned>(east < 0 ? -east : east);
    std::array<char, 40> chars{};
    const int length =
        std::snprintf(chars.data(), chars.size(), "%c%02u:%02u", east < 0 ? '-' : '+', far / 60, far % 60);
    return {chars.data(), static_cast<std::size_t>(length)};
}

Result<TimeOfDay> Lexical<TimeOfDay>::read(std::string_view text) {
    const std::string_view time = text.substr(0, text.find_first_of("Z+-"));
    const std::string_view zone = text.substr(time.size());
    const auto moment = on_a_day(time, "Z");
    const auto midnight = on_a_day("00:00:00", "Z");
    const auto where = zone_of(zone);
    if (time.size() < shortest_time || !moment || (!zone.empty() && !where))
        return detail::not_in_form("not a time", text);
    return TimeOfDay{*moment - *midnight, zone.empty() ? std::nullopt : where};
}

std::string Lexical<TimeOfDay>::write(const TimeOfDay& value) {
    const auto moment =
        *on_a_day("00:00:00", "Z") + std::chrono::duration_cast<Timestamp::duration>(value.since_midnight);
    std::string text = to_xmpp_time(moment).substr(time_begins);
    text.pop_back();
    if (value.zone) text += Lexical<Zone>::write(*value.zone);
    return text;
}

}  // namespace headstock::bridge
