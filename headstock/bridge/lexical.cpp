// SPDX-License-Identifier: MIT
#include "headstock/bridge/lexical.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>

#include "headstock/base/base64.hpp"
#include "headstock/base/hex.hpp"

namespace headstock::bridge {

std::unexpected<Error> detail::not_in_form(std::string_view what, std::string_view text) {
    return fail(std::make_error_code(std::errc::invalid_argument), std::string(what) + ": " + quoted(text));
}

std::unexpected<Error> detail::not_a_number(const Error& why, std::string_view text) {
    const bool is_large = why.code == std::errc::result_out_of_range;
    return not_in_form(is_large ? "a number that does not fit" : "not a number", text);
}

Result<bool> Lexical<bool>::read(std::string_view text) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return detail::not_in_form("neither true nor false", text);
}

Result<double> Lexical<double>::read(std::string_view text) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (text == "INF") return infinity;
    if (text == "-INF") return -infinity;
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, wrong] = std::from_chars(text.data(), end, value);
    const bool has_foreign = text.find_first_not_of("0123456789+-.eE") != std::string_view::npos;  // C knows more words
    if (wrong != std::errc{} || stop != end || has_foreign) return detail::not_in_form("not a number", text);
    return value;
}

std::string Lexical<double>::write(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "INF" : "-INF";
    std::array<char, 32> digits{};
    const auto [end, wrong] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    assert(wrong == std::errc{});
    return {digits.data(), end};
}

Result<Bytes> Lexical<Bytes>::read(std::string_view text) {
    auto bytes = from_base64(text);
    if (!bytes) return std::unexpected(std::move(bytes).error());
    return Bytes{*std::move(bytes)};
}

std::string Lexical<Bytes>::write(const Bytes& value) { return to_base64(value.data); }

Result<WrappedBytes> Lexical<WrappedBytes>::read(std::string_view text) {
    std::string dense;
    dense.reserve(text.size());
    for (const char c : text)
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') dense.push_back(c);
    auto bytes = from_base64(dense);
    if (!bytes) return std::unexpected(std::move(bytes).error());
    return WrappedBytes{*std::move(bytes)};
}

std::string Lexical<WrappedBytes>::write(const WrappedBytes& value) { return to_base64(value.data); }

Result<HexBytes> Lexical<HexBytes>::read(std::string_view text) {
    auto bytes = from_hex(text);
    if (!bytes) return std::unexpected(std::move(bytes).error());
    return HexBytes{*std::move(bytes)};
}

std::string Lexical<HexBytes>::write(const HexBytes& value) { return to_hex(value.data); }

}  // namespace headstock::bridge
