// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <string>
#include <string_view>

#include "headstock/base/number.hpp"
#include "headstock/base/timestamp.hpp"
#include "headstock/bridge/forms.hpp"
#include "headstock/bridge/payload_error.hpp"
#include "headstock/bridge/times.hpp"
#include "headstock/bridge/words.hpp"

namespace headstock::bridge {

/// How a value stands in an attribute or a text. Specialise it for a type of your own:
///
///     template <>
///     struct headstock::bridge::Lexical<core::Jid> {
///         // the error's text says what is wrong: `not a JID: "…"`
///         static Result<core::Jid> read(std::string_view text);
///         static const std::string& write(const core::Jid& jid);
///     };
///
/// An enum needs none, when it has words.
template <class T>
struct Lexical;

/// A type that has a lexical form.
template <class T>
concept HasLexical = requires(std::string_view text, const T& value) {
    { Lexical<T>::read(text) } -> std::same_as<Result<T>>;
    { Lexical<T>::write(value) } -> std::convertible_to<std::string_view>;
};

namespace detail {

template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

/// What is wrong with a text, and its beginning.
[[nodiscard]] std::unexpected<Error> not_in_form(std::string_view what, std::string_view text);

/// The same for a number that is none, or does not fit.
[[nodiscard]] std::unexpected<Error> not_a_number(const Error& why, std::string_view text);

}  // namespace detail

template <>
struct Lexical<std::string> {
    static Result<std::string> read(std::string_view text) { return std::string(text); }
    static std::string_view write(const std::string& value) { return value; }
};

/// `true`, `false`, `1` and `0` (XML Schema, part 2, §3.2.2); the words are written.
template <>
struct Lexical<bool> {
    static Result<bool> read(std::string_view text);
    static std::string_view write(bool value) { return value ? "true" : "false"; }
};

/// Whole decimal numbers that fit; no sign but `-`.
template <detail::Number T>
struct Lexical<T> {
    static Result<T> read(std::string_view text) {
        Result<T> number = read_number<T>(text);
        if (!number) return detail::not_a_number(number.error(), text);
        return number;
    }
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

/// `CCYY-MM-DD` (XEP-0082, Date).
template <>
struct Lexical<std::chrono::year_month_day> {
    static Result<std::chrono::year_month_day> read(std::string_view text);
    static std::string write(std::chrono::year_month_day value);
};

template <>
struct Lexical<Zone> {
    static Result<Zone> read(std::string_view text);
    static std::string write(Zone value);
};

template <>
struct Lexical<TimeOfDay> {
    static Result<TimeOfDay> read(std::string_view text);
    static std::string write(const TimeOfDay& value);
};

template <>
struct Lexical<Bytes> {
    static Result<Bytes> read(std::string_view text);
    static std::string write(const Bytes& value);
};

template <>
struct Lexical<WrappedBytes> {
    static Result<WrappedBytes> read(std::string_view text);
    static std::string write(const WrappedBytes& value);
};

template <>
struct Lexical<HexBytes> {
    static Result<HexBytes> read(std::string_view text);
    static std::string write(const HexBytes& value);
};

template <class Form>
struct Lexical<Formed<Form>> {
    static Result<Formed<Form>> read(std::string_view text) {
        if (!Form::fits(text)) return detail::not_in_form(Form::wrong, text);
        return Formed<Form>{std::string(text)};
    }
    static std::string_view write(const Formed<Form>& value) { return value.text; }
};

template <HasWords E>
struct Lexical<E> {
    static Result<E> read(std::string_view text) {
        if (const auto value = value_for<E>(text)) return *value;
        return detail::not_in_form("not one of its words", text);
    }
    static constexpr std::string_view write(E value) { return word_for(value); }
};

template <class E>
struct Lexical<Open<E>> {
    static Result<Open<E>> read(std::string_view text) { return Open<E>(text); }
    static std::string_view write(const Open<E>& value) { return value.word(); }
};

}  // namespace headstock::bridge
