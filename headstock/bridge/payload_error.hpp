// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/bridge/name.hpp"

namespace headstock::bridge {

/// Why an element, or JSON, is not the payload it was read as. The error's text begins with the place, as
/// `query/item[2]@jid: not a JID: "…"`: tags from the outside in, the number of one among several, then an attribute.
enum class PayloadErrc {
    wrong_element = 1,  ///< another name or namespace than the payload has
    missing,            ///< a part that must be there is not
    malformed,          ///< a part does not have the form its type asks for
    duplicate,          ///< a part that may stand once stands twice; which one counts, readers would not agree on
    too_deep,           ///< payloads within payloads past `max_payload_depth`
    unknown,            ///< JSON has a key that no part has
};
const std::error_category& payload_category();
std::error_code make_error_code(PayloadErrc code);

/// How many payloads may lie in each other.
inline constexpr unsigned max_payload_depth = 64;

namespace detail {

/// Where reading has got to: a list on the stack, made into words only when something is wrong.
struct Trail {
    const Trail* above = nullptr;
    std::string_view tag{};
    std::size_t index = 0;  ///< among its like, from 1; 0 for one that stands alone
    bool is_attribute = false;

    [[nodiscard]] unsigned depth() const;
    [[nodiscard]] std::string words() const;
};

/// Sets `error`, and gives false.
bool refuse(Error& error, PayloadErrc code, const Trail& where, std::string_view detail = {});

/// What an error says, without the words for its code where it has its own.
[[nodiscard]] std::string reason(const Error& error);

/// What to say about an element of another name.
[[nodiscard]] Error wrong_element(Name expected, Name found);

/// `text` in quotation marks, or its beginning, for an error.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace detail
}  // namespace headstock::bridge

template <>
struct std::is_error_code_enum<headstock::bridge::PayloadErrc> : std::true_type {};
