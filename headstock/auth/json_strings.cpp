// SPDX-License-Identifier: MIT
#include "headstock/auth/json_strings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "headstock/auth/error.hpp"
#include "headstock/auth/mechanism.hpp"
#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

void append_utf8(std::string& text, std::uint32_t c) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((c >> shift) & 0x3fU)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0U | (c >> 12U));
        tail(6), tail(0);
    } else {
        text += static_cast<char>(0xf0U | (c >> 18U));
        tail(12), tail(6), tail(0);
    }
}

/// Reads from the front of a text; each function says whether what it is named for stood there.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool document(std::vector<JsonString>& members) {
        skip_space();
        if (!object(1, &members)) return false;
        skip_space();
        return rest_.empty();
    }

private:
    void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    bool spaced(char c) {
        skip_space();
        return take({&c, 1});
    }

    /// `kept`: where its strings go, if anywhere.
    bool object(std::size_t depth, std::vector<JsonString>* kept) {
        if (depth > max_json_depth || !take("{")) return false;
        if (spaced('}')) return true;
        std::vector<std::string> names;
        do {
            skip_space();
            auto name = string();
            if (!name || !spaced(':') || names.size() == max_json_members) return false;
            if (std::ranges::find(names, *name) != names.end()) return false;
            names.push_back(*name);
            skip_space();
            const bool keep = kept != nullptr && rest_.starts_with('"');
            auto value = keep ? string() : std::nullopt;
            if (keep ? !value : !skip_value(depth)) return false;
            if (keep) kept->push_back({std::move(*name), std::move(*value)});
        } while (spaced(','));
        return take("}");
    }

    bool array(std::size_t depth) {
        if (depth > max_json_depth || !take("[")) return false;
        if (spaced(']')) return true;
        do {
            skip_space();
            if (!skip_value(depth)) return false;
        } while (spaced(','));
        return take("]");
    }

    bool skip_value(std::size_t depth) {
        if (rest_.starts_with('{')) return object(depth + 1, nullptr);
        if (rest_.starts_with('[')) return array(depth + 1);
        if (rest_.starts_with('"')) return string().has_value();
        return take("true") || take("false") || take("null") || number();
    }

    bool digits() {
        const std::size_t count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        rest_.remove_prefix(count);
        return count > 0;
    }

    bool number() {
        (void)take("-");
        const bool zero = take("0");
        if (zero ? !rest_.empty() && is_digit(rest_.front()) : !digits()) return false;
        if (take(".") && !digits()) return false;
        if (!take("e") && !take("E")) return true;
        if (!take("+")) (void)take("-");
        return digits();
    }

    std::optional<std::string> string() {
        if (!take("\"")) return std::nullopt;
        std::string text;
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '"') return text;
            if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
            if (c != '\\') text += c;
            else if (!escape(text)) return std::nullopt;
        }
        return std::nullopt;
    }

    bool escape(std::string& text) {
        constexpr std::string_view written = "\"\\/bfnrt";
        constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
        if (rest_.empty()) return false;
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c == 'u') return character(text);
        const std::size_t which = written.find(c);
        if (which == std::string_view::npos) return false;
        text += meant[which];
        return true;
    }

    bool character(std::string& text) {
        auto c = unit();
        if (!c || *c == 0 || is_low_surrogate(*c)) return false;
        if (is_high_surrogate(*c)) {
            const auto low = take("\\u") ? unit() : std::nullopt;
            if (!low || !is_low_surrogate(*low)) return false;
            c = 0x10000 + ((*c - 0xd800) << 10U) + (*low - 0xdc00);
        }
        append_utf8(text, *c);
        return true;
    }

    std::optional<std::uint32_t> unit() {
        if (rest_.size() < 4) return std::nullopt;
        std::uint32_t value = 0;
        const auto [end, wrong] = std::from_chars(rest_.data(), rest_.data() + 4, value, 16);
        if (wrong != std::errc{} || end != rest_.data() + 4) return std::nullopt;
        rest_.remove_prefix(4);
        return value;
    }

    std::string_view rest_;
};

}  // namespace

Result<std::vector<JsonString>> read_json_strings(std::string_view text) {
    std::vector<JsonString> members;
    if (text.size() > max_message_size) return fail(Errc::malformed_challenge, "it is too long");
    if (!is_text(text) || !Reader(text).document(members))
        return fail(Errc::malformed_challenge, "it is not a JSON object");
    return members;
}

}  // namespace headstock::auth
