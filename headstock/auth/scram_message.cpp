// SPDX-License-Identifier: MIT
#include "headstock/auth/scram_message.hpp"

#include <algorithm>
#include <utility>

#include "headstock/auth/mechanism.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/base/number.hpp"

namespace headstock::auth {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::unexpected<Error> malformed(std::string_view why) { return fail(Errc::malformed_challenge, std::string(why)); }

/// What both of a server's messages have in common: attributes in ASCII, and perhaps an error instead of an answer.
Result<std::vector<Attribute>> read_challenge(std::string_view message) {
    if (!std::all_of(message.begin(), message.end(), [](char c) { return c >= ' ' && c <= '~'; }))
        return malformed("it holds a character outside ASCII");
    auto attributes = read_attributes(message, Errc::malformed_challenge);
    if (!attributes) return attributes;
    if (attributes->front().name == 'e')
        return fail(Errc::server_error, std::string(attributes->front().value.substr(0, max_reason_size)));
    return attributes;
}

/// Whether what follows the first `known` attributes are extensions that may be ignored (RFC 5802 §5.1).
Result<void> check_extensions(const std::vector<Attribute>& attributes, std::size_t known) {
    constexpr std::string_view reserved = "anmrcsipve";
    for (std::size_t i = known; i < attributes.size(); ++i)
        if (reserved.find(attributes[i].name) != std::string_view::npos)
            return malformed("an attribute stands in the wrong place");
    return {};
}

Result<int> read_iterations(std::string_view text, const Policy& policy) {
    const auto count = read_number<int>(text);
    const bool too_large = !count && count.error().code == std::errc::result_out_of_range;
    if (!count && !too_large) return malformed("the iteration count is not a number");
    if (text.starts_with('0') && text.size() > 1) return malformed("the iteration count is not a number");
    if (too_large || *count < std::max(policy.min_iterations, 1) || *count > policy.max_iterations)
        return fail(Errc::iteration_count, std::string(text.substr(0, 32)) + " iterations, where " +
                                               std::to_string(policy.min_iterations) + " to " +
                                               std::to_string(policy.max_iterations) + " are accepted");
    return *count;
}

/// The salt, which is never empty: no attribute and no base64 of nothing gets this far.
Result<std::string> read_salt(std::string_view text) {
    auto salt = from_base64(text);
    if (!salt) return malformed("the salt is not base64");
    if (salt->size() > max_salt_size) return malformed("the salt is too long");
    return salt;
}

}  // namespace

Result<std::vector<Attribute>> read_attributes(std::string_view message, Errc wrong) {
    if (message.size() > max_message_size) return fail(wrong, "it is too long");
    if (message.find('\0') != std::string_view::npos) return fail(wrong, "it holds U+0000");
    std::vector<Attribute> attributes;
    for (;;) {
        const std::size_t end = std::min(message.find(','), message.size());
        const std::string_view part = message.substr(0, end);
        if (part.size() < 3 || !is_letter(part[0]) || part[1] != '=') return fail(wrong, "an attribute is incomplete");
        if (std::ranges::find(attributes, part[0], &Attribute::name) != attributes.end())
            return fail(wrong, "an attribute stands twice");
        attributes.push_back({part[0], part.substr(2)});
        if (end == message.size()) return attributes;
        message.remove_prefix(end + 1);
    }
}

std::string escape_name(std::string_view name) {
    std::string text;
    text.reserve(name.size());
    for (const char c : name) {
        if (c == ',') text += "=2C";
        else if (c == '=') text += "=3D";
        else text += c;
    }
    return text;
}

std::optional<std::string> unescape_name(std::string_view text) {
    std::string name;
    name.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ',') return std::nullopt;
        if (text[i] != '=') {
            name += text[i];
            continue;
        }
        const std::string_view code = text.substr(i, 3);
        if (code != "=2C" && code != "=3D") return std::nullopt;
        name += code == "=2C" ? ',' : '=';
        i += 2;
    }
    return name;
}

Result<ServerFirst> read_server_first(std::string_view message, std::string_view own_nonce, const Policy& policy) {
    const auto attributes = read_challenge(message);
    if (!attributes) return std::unexpected(attributes.error());
    const std::vector<Attribute>& all = *attributes;
    // RFC 5802 §5.1: an `m=` must be understood or end the login, and nobody has ever defined one.
    if (all.front().name == 'm') return malformed("it asks for an extension (m=) that does not exist");
    if (all.size() < 3 || all[0].name != 'r' || all[1].name != 's' || all[2].name != 'i')
        return malformed("it lacks nonce, salt or iteration count, or has them in the wrong order");
    if (auto rest = check_extensions(all, 3); !rest) return std::unexpected(rest.error());
    if (!all[0].value.starts_with(own_nonce) || all[0].value.size() == own_nonce.size()) return fail(Errc::bad_nonce);
    auto salt = read_salt(all[1].value);
    if (!salt) return std::unexpected(salt.error());
    const auto iterations = read_iterations(all[2].value, policy);
    if (!iterations) return std::unexpected(iterations.error());
    ServerFirst first{.nonce = all[0].value, .salt = std::move(*salt), .iterations = *iterations};
    if (const auto hash = std::ranges::find(all, 'h', &Attribute::name); hash != all.end())
        first.offer_hash = hash->value;
    return first;
}

Result<std::string> read_server_final(std::string_view message) {
    const auto attributes = read_challenge(message);
    if (!attributes) return std::unexpected(attributes.error());
    if (attributes->front().name != 'v') return malformed("it lacks the server's signature");
    if (auto rest = check_extensions(*attributes, 1); !rest) return std::unexpected(rest.error());
    auto signature = from_base64(attributes->front().value);
    if (!signature) return malformed("the server's signature is not base64");
    return signature;
}

}  // namespace headstock::auth
