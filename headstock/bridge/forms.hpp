// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

/// Texts and bytes that stand in XML in a form that is checked.
namespace headstock::bridge {
namespace detail {

struct UriForm {
    static constexpr std::string_view wrong = "not a URI";
    static bool fits(std::string_view text);
};
struct LanguageForm {
    static constexpr std::string_view wrong = "not a language tag";
    static bool fits(std::string_view text);
};
struct TokenForm {
    static constexpr std::string_view wrong = "not a token";
    static bool fits(std::string_view text);
};
struct Base64;
struct WrappedBase64;
struct Hexadecimal;

}  // namespace detail

/// Text of a form: what does not fit is refused when it is read.
template <class Form>
struct Formed {
    std::string text;
    friend bool operator==(const Formed&, const Formed&) = default;
};

/// An address with a scheme, as `https://example.org/a%20b`; characters beyond ASCII may stand for themselves (RFC 3986
/// §3, RFC 3987 §2.2). What a scheme asks for is not looked at.
using Uri = Formed<detail::UriForm>;
/// A language, as `en-GB` (XML Schema, part 2, §3.3.3): letters and digits in groups of up to eight.
using LanguageTag = Formed<detail::LanguageForm>;
/// A name without spaces (NMTOKEN, XML Schema, part 2, §3.3.4).
using Token = Formed<detail::TokenForm>;

/// Bytes of any value.
template <class Encoding>
struct BytesIn {
    std::string data;
    friend bool operator==(const BytesIn&, const BytesIn&) = default;
};

/// Bytes that stand in XML as base64, strictly (RFC 4648 §4).
using Bytes = BytesIn<detail::Base64>;
/// The same, with white space anywhere passed over, for what others fold into lines (XML Schema, part 2, §3.2.16); none
/// is written.
using WrappedBytes = BytesIn<detail::WrappedBase64>;
/// Bytes that stand in XML as hexadecimal digits, written in lower case.
using HexBytes = BytesIn<detail::Hexadecimal>;

}  // namespace headstock::bridge
