// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/bridge/payload.hpp"

/// Data Forms Validation (XEP-0122): what the values of a field have to be like.
namespace headstock::form_validation {

inline constexpr std::string_view ns = "http://jabber.org/protocol/xdata-validate";

/// From where to where a value may lie, both included, in the form of its datatype.
struct Range {
    std::optional<std::string> min;
    std::optional<std::string> max;

    static constexpr auto xml =
        bridge::element("range", ns, bridge::attribute("min", &Range::min), bridge::attribute("max", &Range::max));
    friend bool operator==(const Range&, const Range&) = default;
};

/// How many of a list may be chosen.
struct ListRange {
    std::optional<std::uint32_t> min;
    std::optional<std::uint32_t> max;

    static constexpr auto xml = bridge::element("list-range", ns, bridge::attribute("min", &ListRange::min),
                                                bridge::attribute("max", &ListRange::max));
    friend bool operator==(const ListRange&, const ListRange&) = default;
};

/// What a field's values have to be like, besides what its type says.
struct Validate {
    std::string datatype = "xs:string";
    bool basic = false;  ///< the datatype alone, as where nothing else is said
    bool open = false;   ///< a list's values need not be among its options; lines of text are values of their own
    std::optional<Range> range;
    std::optional<std::string> regex;  ///< a POSIX extended regular expression
    std::optional<ListRange> list_range;

    static constexpr auto xml = bridge::element(
        "validate", ns, bridge::attribute("datatype", &Validate::datatype).otherwise("xs:string"),
        bridge::flag("basic", &Validate::basic), bridge::flag("open", &Validate::open), bridge::child(&Validate::range),
        bridge::text("regex", &Validate::regex), bridge::child(&Validate::list_range));
    friend bool operator==(const Validate&, const Validate&) = default;
};

/// The longest pattern that is looked at, in bytes; what it may grow to, where it says how often something stands; how
/// deep its groups may lie; and the longest value that is held against it, in bytes.
inline constexpr std::size_t max_pattern = 1'000;
inline constexpr std::size_t max_pattern_states = 2'000;
inline constexpr unsigned max_pattern_depth = 50;
inline constexpr std::size_t max_matched_value = 10'000;

/// Whether `value` is what `rule` asks for: of its datatype, in its range, and as a whole what its pattern describes.
/// Datatypes are those of XML Schema, part 2, that have a name with `xs:` and are no lists; others take any text, as
/// XEP-0122 §4.1 says. Fails with `std::errc::invalid_argument` and what is wrong with the value; with
/// `std::errc::not_supported` where only the pattern itself is wrong or past a limit, so that nobody can tell.
///
/// Patterns are POSIX extended regular expressions over characters, with \d, \w and \s besides, and without references
/// back. Time grows with the length of the value times that of the pattern, whatever is in them.
[[nodiscard]] Result<void> check(const Validate& rule, std::string_view value);

}  // namespace headstock::form_validation
