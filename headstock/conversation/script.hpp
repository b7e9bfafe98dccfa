// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/clock.hpp"
#include "headstock/bridge/element.hpp"
#include "headstock/conversation/xml_equal.hpp"

/// Scripts of what clients send and expect, in the format that Tigase's test suite uses (`.cot`):
///
///     # A message comes whole.
///     send: {
///         <message to="$(juliet.jid)" id="m1"><body>Art thou?</body></message>
///     }
///     expect(juliet, 5s): {
///         <message from="$(romeo.jid)"><body>Art thou?</body></message>
///     }
namespace headstock::testing {

/// One step of a script.
struct ScriptStep {
    enum class Action { send, expect };
    Action action = Action::send;
    bool strict = false;                    ///< `expect strict`: nothing else may come before
    std::string who = {};                   ///< whose step it is; empty: the connection without a name
    std::optional<Duration> limit = {};     ///< how long to wait
    std::vector<bridge::Element> elements;  ///< all are sent, one of them is expected
    std::size_t line = 1;
};

/// Where a script makes no sense, and why. Lines and columns count from 1, columns in bytes.
struct ScriptError {
    std::size_t line = 1;
    std::size_t column = 1;
    std::string what;

    friend bool operator==(const ScriptError&, const ScriptError&) = default;
};

inline constexpr std::size_t max_script = 1U << 20U;  ///< bytes of a script
inline constexpr std::size_t max_script_steps = 1'000;
inline constexpr std::size_t max_script_elements = 1'000;  ///< in a block

/// Reads a script. Stanzas without a namespace are in jabber:client.
[[nodiscard]] std::expected<std::vector<ScriptStep>, ScriptError> parse_script(std::string_view text);

/// `element` with each `$(name)` in values and texts replaced by what `variables` hold, and each `@{name}` by what
/// `caught` holds. Blanks between elements go. Fails with the first name that is not known; `@{name}` alone is left as
/// it is where `to_match` is set.
[[nodiscard]] std::expected<bridge::Element, std::string> filled(bridge::View element, const Names& variables,
                                                                 const Names& caught, bool to_match);

/// Whether `actual` has all that `expected` has: the name, its attributes, its text (blanks around it aside), and
/// children that fit in the same way, in any order; there may be more of everything. Children are looked for in the
/// order of `expected`, and each takes the first that fits and was not taken. A value or text `@{name}` fits anything
/// the first time, which `caught` then keeps, and the same after. Where nothing fits `caught` stays as it was.
[[nodiscard]] bool fits(bridge::View expected, bridge::View actual, Names& caught);

}  // namespace headstock::testing
