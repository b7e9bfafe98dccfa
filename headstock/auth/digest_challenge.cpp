// SPDX-License-Identifier: MIT
#include "headstock/auth/digest_challenge.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {
namespace {

constexpr std::string_view space = " \t";

std::unexpected<Error> malformed(std::string_view why) { return fail(Errc::malformed_challenge, std::string(why)); }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_token_character(char c) {
    return c > ' ' && c < 0x7f && std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

/// Takes what can stand without quotes from the front of `rest`; it may be nothing.
std::string_view take_token(std::string_view& rest) {
    const auto end = std::ranges::find_if_not(rest, is_token_character);
    const auto token = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    rest.remove_prefix(token.size());
    return token;
}

/// Takes what stands in quotes from the front of `rest`; nothing where they do not end or hold what they may not.
std::optional<std::string> take_quoted(std::string_view& rest) {
    std::string value;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            return value;
        }
        if (rest[i] == '\\' && ++i == rest.size()) break;
        if (is_control(rest[i])) break;
        value += rest[i];
    }
    return std::nullopt;
}

void skip(std::string_view& rest, std::string_view characters) {
    rest.remove_prefix(std::min(rest.find_first_not_of(characters), rest.size()));
}

Result<Directive> take_directive(std::string_view& rest) {
    Directive directive{lower(take_token(rest)), {}};
    if (directive.name.empty() || !rest.starts_with('=')) return malformed("a directive has no name or no value");
    rest.remove_prefix(1);
    if (!rest.starts_with('"')) {
        directive.value = take_token(rest);
        if (directive.value.empty()) return malformed("a directive has no value");
        return directive;
    }
    auto value = take_quoted(rest);
    if (!value) return malformed("a quoted value is broken");
    directive.value = std::move(*value);
    return directive;
}

/// Whether a list with commas has this word in it.
bool lists(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        skip(list, ", \t");
        if (lower(take_token(list)) == wanted) return true;
        list.remove_prefix(std::min(list.find(','), list.size()));
    }
    return false;
}

/// The value of a directive that may stand once.
Result<std::optional<std::string>> single(const std::vector<Directive>& all, std::string_view name) {
    const auto first = std::ranges::find(all, name, &Directive::name);
    if (first == all.end()) return std::nullopt;
    if (std::ranges::count(all, name, &Directive::name) > 1) return malformed(std::string(name) + " stands twice");
    return first->value;
}

/// What the directives say of how to answer, beside nonce and realm.
Result<bool> read_terms(const std::vector<Directive>& all) {
    for (const std::string_view name : {"stale", "maxbuf", "cipher"})
        if (const auto value = single(all, name); !value) return std::unexpected(value.error());
    const auto qop = single(all, "qop");
    if (!qop) return std::unexpected(qop.error());
    if (qop->has_value() && !lists(**qop, "auth")) return malformed("it does not offer qop=auth");
    const auto algorithm = single(all, "algorithm");
    if (!algorithm) return std::unexpected(algorithm.error());
    if (!algorithm->has_value() || lower(**algorithm) != "md5-sess") return malformed("its algorithm is not md5-sess");
    const auto charset = single(all, "charset");
    if (!charset) return std::unexpected(charset.error());
    if (charset->has_value() && lower(**charset) != "utf-8") return malformed("its charset is not utf-8");
    return charset->has_value();
}

}  // namespace

Result<std::vector<Directive>> read_directives(std::string_view message) {
    if (message.size() >= digest_challenge_limit) return malformed("it is too long");
    std::vector<Directive> directives;
    for (skip(message, ", \t"); !message.empty(); skip(message, ", \t")) {
        auto directive = take_directive(message);
        if (!directive) return std::unexpected(std::move(directive.error()));
        directives.push_back(std::move(*directive));
        skip(message, space);
        if (!message.empty() && !message.starts_with(',')) return malformed("something stands behind a value");
    }
    return directives;
}

std::string quoted(std::string_view value) {
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text += '"';
}

Result<DigestChallenge> read_digest_challenge(std::string_view message) {
    const auto all = read_directives(message);
    if (!all) return std::unexpected(all.error());
    const auto utf8 = read_terms(*all);
    if (!utf8) return std::unexpected(utf8.error());
    auto nonce = single(*all, "nonce");
    if (!nonce) return std::unexpected(std::move(nonce.error()));
    if (!nonce->has_value() || (*nonce)->empty()) return malformed("it has no nonce");
    DigestChallenge challenge{.nonce = std::move(**nonce), .utf8 = *utf8};
    for (const Directive& directive : *all) {
        if (directive.name != "realm") continue;
        if (*utf8 && !is_text(directive.value)) return malformed("its realm is not text");
        challenge.realms.push_back(directive.value);
    }
    return challenge;
}

Result<std::string> read_digest_proof(std::string_view message) {
    const auto all = read_directives(message);
    if (!all) return std::unexpected(all.error());
    auto proof = single(*all, "rspauth");
    if (!proof) return std::unexpected(std::move(proof.error()));
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (!proof->has_value() || (*proof)->size() != 32 || !std::ranges::all_of(**proof, is_hex))
        return malformed("it lacks the server's proof");
    return std::move(**proof);
}

}  // namespace headstock::auth
