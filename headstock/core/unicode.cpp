// SPDX-License-Identifier: MIT
#include "headstock/core/unicode.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "headstock/core/address_error.hpp"

namespace headstock::core::unicode {

bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

Result<std::u32string> decode(std::string_view utf8) {
    std::u32string text;
    text.reserve(utf8.size());
    const auto* octets = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t start = i;
        UChar32 code_point = 0;
        U8_NEXT(octets, i, size, code_point);
        if (code_point < 0) return fail(AddressErrc::bad_utf8, "not UTF-8 at octet " + std::to_string(start));
        text.push_back(static_cast<char32_t>(code_point));
    }
    return text;
}

std::string encode(std::u32string_view text) {
    std::string utf8;
    utf8.reserve(text.size());
    for (const char32_t code_point : text) {
        std::uint8_t octets[U8_MAX_LENGTH];
        std::size_t size = 0;
        U8_APPEND_UNSAFE(octets, size, code_point);
        utf8.append(reinterpret_cast<const char*>(octets), size);
    }
    return utf8;
}

std::string name(char32_t code_point) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name;
    for (std::uint32_t rest = code_point; rest != 0 || name.size() < 4; rest >>= 4U)
        name.insert(name.begin(), digits[rest & 0xfU]);
    return "U+" + name;
}

std::string normalise(std::string_view utf8, Form form) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer =
        form == Form::nfc ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFKCInstance(status);
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal);
    if (U_SUCCESS(status)) normalizer->normalizeUTF8(0, utf8, sink, nullptr, status);
    if (U_FAILURE(status)) std::abort();  // ICU without its data or without memory: no comparison could be trusted
    return normal;
}

}  // namespace headstock::core::unicode
