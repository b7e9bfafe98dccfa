// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_validation.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <compare>
#include <tuple>
#include <utility>

#include "headstock/extensions/form_pattern.hpp"

namespace headstock::form_validation {
namespace {

std::unexpected<Error> wrong(std::string_view what) {
    return fail(std::make_error_code(std::errc::invalid_argument), std::string(what));
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    text = text.substr(0, text.find_last_not_of(white) + 1);
    return text.substr(std::min(text.find_first_not_of(white), text.size()));
}

/// A decimal number of any length, in its plainest form: digits without zeros that say nothing.
struct Decimal {
    bool is_negative = false;
    std::string_view whole;
    std::string_view fraction;
};

bool are_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Decimal> read_decimal(std::string_view text) {
    Decimal number;
    number.is_negative = text.starts_with('-');
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    number.whole = text.substr(0, point);
    if (point != std::string_view::npos) number.fraction = text.substr(point + 1);
    if (!are_digits(number.whole) || !are_digits(number.fraction)) return std::nullopt;
    if (number.whole.empty() && number.fraction.empty()) return std::nullopt;
    number.whole.remove_prefix(std::min(number.whole.find_first_not_of('0'), number.whole.size()));
    number.fraction = number.fraction.substr(0, number.fraction.find_last_not_of('0') + 1);
    number.is_negative = number.is_negative && !(number.whole.empty() && number.fraction.empty());
    return number;
}

std::strong_ordering compare(const Decimal& a, const Decimal& b) {
    if (a.is_negative != b.is_negative) return b.is_negative <=> a.is_negative;
    const auto size = [](const Decimal& n) { return std::tuple(n.whole.size(), n.whole, n.fraction); };
    return a.is_negative ? size(b) <=> size(a) : size(a) <=> size(b);
}

/// What lies between two values of a datatype; nothing where one of them is none, or they have no order.
using Compare = std::optional<std::partial_ordering> (*)(std::string_view a, std::string_view b);

std::optional<std::partial_ordering> compare_decimals(std::string_view a, std::string_view b) {
    const auto left = read_decimal(a);
    const auto right = read_decimal(b);
    if (!left || !right) return std::nullopt;
    return compare(*left, *right);
}

std::optional<std::partial_ordering> compare_integers(std::string_view a, std::string_view b) {
    if (a.find('.') != std::string_view::npos || b.find('.') != std::string_view::npos) return std::nullopt;
    return compare_decimals(a, b);
}

std::optional<std::partial_ordering> compare_doubles(std::string_view a, std::string_view b) {
    const auto left = bridge::Lexical<double>::read(a);
    const auto right = bridge::Lexical<double>::read(b);
    if (!left || !right) return std::nullopt;
    return *left <=> *right;
}

/// A moment as seconds and what is left of one. Where no zone is said it counts as UTC.
using Moment = std::pair<std::chrono::seconds, std::chrono::nanoseconds>;

Moment moment(std::chrono::sys_days day, std::chrono::nanoseconds time, const std::optional<bridge::Zone>& zone) {
    const auto whole = std::chrono::floor<std::chrono::seconds>(time);
    return {day.time_since_epoch() + whole - (zone ? zone->east : std::chrono::minutes()), time - whole};
}

std::optional<Moment> read_time(std::string_view text) {
    const auto time = bridge::Lexical<bridge::TimeOfDay>::read(text);
    if (!time) return std::nullopt;
    return moment({}, time->since_midnight, time->zone);
}

constexpr std::size_t date_size = 10;  // CCYY-MM-DD

std::optional<std::chrono::sys_days> read_day(std::string_view text) {
    const auto day = bridge::Lexical<std::chrono::year_month_day>::read(text);
    return day ? std::optional(std::chrono::sys_days(*day)) : std::nullopt;
}

std::optional<Moment> read_date(std::string_view text) {
    const auto day = read_day(text.substr(0, date_size));
    if (!day) return std::nullopt;
    if (text.size() == date_size) return moment(*day, {}, {});
    const auto zone = bridge::Lexical<bridge::Zone>::read(text.substr(date_size));
    return zone ? std::optional(moment(*day, {}, *zone)) : std::nullopt;
}

std::optional<Moment> read_date_time(std::string_view text) {
    const auto day = read_day(text.substr(0, date_size));
    if (!day || text.size() <= date_size || text[date_size] != 'T') return std::nullopt;
    const auto time = bridge::Lexical<bridge::TimeOfDay>::read(text.substr(date_size + 1));
    return time ? std::optional(moment(*day, time->since_midnight, time->zone)) : std::nullopt;
}

template <std::optional<Moment> (*Read)(std::string_view)>
std::optional<std::partial_ordering> compare_moments(std::string_view a, std::string_view b) {
    const auto left = Read(a);
    const auto right = Read(b);
    if (!left || !right) return std::nullopt;
    return *left <=> *right;
}

/// Whether something has the form of `T`, which has no order.
template <class T>
std::optional<std::partial_ordering> fits(std::string_view a, std::string_view b) {
    if (!bridge::Lexical<T>::read(a) || !bridge::Lexical<T>::read(b)) return std::nullopt;
    return std::partial_ordering::unordered;
}

/// An address, whole or relative.
std::optional<std::partial_ordering> fits_uri(std::string_view a, std::string_view) {
    return fits<bridge::Uri>("x:" + std::string(a), "x:");
}

struct Datatype {
    std::string_view name;  // without xs:
    Compare compare;
    std::string_view min{};
    std::string_view max{};
};

constexpr auto datatypes =
    std::to_array<Datatype>({{"boolean", fits<bool>},
                             {"decimal", compare_decimals},
                             {"integer", compare_integers},
                             {"nonPositiveInteger", compare_integers, {}, "0"},
                             {"negativeInteger", compare_integers, {}, "-1"},
                             {"nonNegativeInteger", compare_integers, "0"},
                             {"positiveInteger", compare_integers, "1"},
                             {"long", compare_integers, "-9223372036854775808", "9223372036854775807"},
                             {"int", compare_integers, "-2147483648", "2147483647"},
                             {"short", compare_integers, "-32768", "32767"},
                             {"byte", compare_integers, "-128", "127"},
                             {"unsignedLong", compare_integers, "0", "18446744073709551615"},
                             {"unsignedInt", compare_integers, "0", "4294967295"},
                             {"unsignedShort", compare_integers, "0", "65535"},
                             {"unsignedByte", compare_integers, "0", "255"},
                             {"double", compare_doubles},
                             {"float", compare_doubles},
                             {"dateTime", compare_moments<read_date_time>},
                             {"date", compare_moments<read_date>},
                             {"time", compare_moments<read_time>},
                             {"anyURI", fits_uri},
                             {"language", fits<bridge::LanguageTag>},
                             {"NMTOKEN", fits<bridge::Token>},
                             {"base64Binary", fits<bridge::WrappedBytes>},
                             {"hexBinary", fits<bridge::HexBytes>}});

const Datatype* datatype_called(std::string_view name) {
    if (!name.starts_with("xs:")) return nullptr;
    const auto found = std::ranges::find(datatypes, name.substr(3), &Datatype::name);
    return found == datatypes.end() ? nullptr : &*found;
}

/// Whether `value` is at least `min` and at most `max`, where those are said. A bound that is none bounds nothing.
bool lies_between(const Datatype& type, std::string_view value, std::string_view min, std::string_view max) {
    const auto from = min.empty() ? std::nullopt : type.compare(value, trimmed(min));
    const auto to = max.empty() ? std::nullopt : type.compare(value, trimmed(max));
    return !(from && !(*from >= 0)) && !(to && !(*to <= 0));
}

Result<void> check_type(const Datatype& type, const Validate& rule, std::string_view value) {
    if (!type.compare(value, value) || !lies_between(type, value, type.min, type.max))
        return wrong("not of type " + rule.datatype);
    const bool has_order = *type.compare(value, value) == std::partial_ordering::equivalent;
    if (!has_order || !rule.range) return {};
    const std::string min = rule.range->min.value_or("");
    const std::string max = rule.range->max.value_or("");
    if (!lies_between(type, value, min, max)) return wrong("not in range");
    return {};
}

}  // namespace

Result<void> check(const Validate& rule, std::string_view value) {
    if (const Datatype* const type = datatype_called(rule.datatype))
        if (Result<void> good = check_type(*type, rule, trimmed(value)); !good) return good;
    if (!rule.regex) return {};
    const Result<bool> fits_pattern = detail::matches(*rule.regex, value);
    if (!fits_pattern) return std::unexpected(fits_pattern.error());
    if (!*fits_pattern) return wrong("not what the pattern describes");
    return {};
}

}  // namespace headstock::form_validation
