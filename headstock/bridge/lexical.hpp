// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cassert>
#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "headstock/base/number.hpp"
#include "headstock/base/timestamp.hpp"
#include "headstock/bridge/payload_error.hpp"

namespace headstock::bridge {

/// How a value stands in an attribute or a text. Specialise it for a type of your own:
///
///     template <>
///     struct headstock::bridge::Lexical<core::Jid> {
///         static Result<core::Jid> read(std::string_view text);  // the error's text says what is wrong: `not a JID:
///         "…"` static std::string write(const core::Jid& jid);
///     };
///
/// An enum needs none: it has a function `constexpr auto xml_words(Enum)` beside it, which gives a
/// `std::array<std::pair<Enum, std::string_view>, N>`.
template <class T>
struct Lexical;

/// A type that has a lexical form.
template <class T>
concept HasLexical = requires(std::string_view text, const T& value) {
    { Lexical<T>::read(text) } -> std::same_as<Result<T>>;
    { Lexical<T>::write(value) } -> std::convertible_to<std::string>;
};

/// An enum with a table of words.
template <class T>
concept HasWords = std::is_enum_v<T> && requires { xml_words(T{}).front().second.size(); };

/// Bytes that stand in XML as base64, strictly (RFC 4648 §4).
struct Bytes {
    std::string data;
    friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// The word for `value`, which must have one.
template <HasWords E>
[[nodiscard]] constexpr std::string_view word_for(E value) {
    for (const auto& [known, word] : xml_words(value))
        if (known == value) return word;
    assert(false && "this enumerator has no word");
    return {};
}

/// What `word` stands for; nothing when it is none of the words.
template <HasWords E>
[[nodiscard]] constexpr std::optional<E> value_for(std::string_view word) {
    for (const auto& [value, known] : xml_words(E{}))
        if (known == word) return value;
    return std::nullopt;
}

namespace detail {

template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

[[nodiscard]] std::unexpected<Error> not_in_form(std::string_view what, std::string_view text);

}  // namespace detail

template <>
struct Lexical<std::string> {
    static Result<std::string> read(std::string_view text) { return std::string(text); }
    static std::string write(const std::string& value) { return value; }
};

/// `true`, `false`, `1` and `0` (XML Schema, part 2, §3.2.2); the words are written.
template <>
struct Lexical<bool> {
    static Result<bool> read(std::string_view text);
    static std::string write(bool value) { return value ? "true" : "false"; }
};

template <detail::Number T>
struct Lexical<T> {
    static Result<T> read(std::string_view text) { return read_number<T>(text); }
    static std::string write(T value) { return std::to_string(value); }
};

/// Decimal with or without an exponent, `INF`, `-INF` and `NaN` (XML Schema, part 2, §3.2.5); written as short as it
/// can be and read back the same.
template <>
struct Lexical<double> {
    static Result<double> read(std::string_view text);
    static std::string write(double value);
};

template <>
struct Lexical<Timestamp> {
    static Result<Timestamp> read(std::string_view text) { return from_xmpp_time(text); }
    static std::string write(Timestamp value) { return to_xmpp_time(value); }
};

template <>
struct Lexical<Bytes> {
    static Result<Bytes> read(std::string_view text);
    static std::string write(const Bytes& value);
};

template <HasWords E>
struct Lexical<E> {
    static Result<E> read(std::string_view text) {
        if (const auto value = value_for<E>(text)) return *value;
        return detail::not_in_form("not one of its words", text);
    }
    static std::string write(E value) { return std::string(word_for(value)); }
};

}  // namespace headstock::bridge
