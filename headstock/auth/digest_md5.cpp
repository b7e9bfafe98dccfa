// SPDX-License-Identifier: MIT
#include "headstock/auth/digest_md5.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "headstock/auth/crypto.hpp"
#include "headstock/auth/saslprep.hpp"
#include "headstock/base/hex.hpp"

namespace headstock::auth {
namespace {

constexpr std::string_view first_use = "00000001";

/// UTF-8 in ISO 8859-1; nothing where it holds a character that is not there.
std::optional<std::string> to_latin1(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x80) {
            result += text[i];
            continue;
        }
        if ((c != 0xc2 && c != 0xc3) || i + 1 == text.size()) return std::nullopt;
        result += static_cast<char>((c == 0xc2 ? 0x00 : 0x40) | static_cast<unsigned char>(text[++i]));
    }
    return result;
}

/// RFC 2831 §2.1.2.1: what fits into ISO 8859-1 is hashed in it, whatever was agreed on.
Secret hashed_form(std::string_view text) {
    auto latin1 = to_latin1(text);
    return latin1 ? Secret(std::move(*latin1)) : Secret(text);
}

std::string answer(const Secret& key, std::string_view between, std::string_view what) {
    return to_hex(md5(std::string(key.reveal()) + std::string(between) + to_hex(md5(what))));
}

}  // namespace

DigestMd5::DigestMd5(DigestMd5Setup setup, Credentials credentials)
    : setup_(std::move(setup)), credentials_(std::move(credentials)) {
    assert(!setup_.nonce.empty());
    if (setup_.realm.empty()) setup_.realm = credentials_.domain;
}

Result<std::optional<std::string>> DigestMd5::start() {
    assert(state_ == State::fresh);
    state_ = State::over;
    const Credentials& c = credentials_;
    if (auto good = check_sendable("authorization id", c.authorization_id, true); !good)
        return std::unexpected(good.error());
    if (auto good = check_sendable("user name", c.username); !good) return std::unexpected(good.error());
    if (auto good = check_sendable("password", c.password.reveal()); !good) return std::unexpected(good.error());
    if (auto good = check_sendable("domain", c.domain); !good) return std::unexpected(good.error());
    if (md5("").empty()) return fail(Errc::digest_md5_refused, "this system forbids MD5");
    state_ = State::asked;
    return std::nullopt;
}

std::string DigestMd5::choose_realm(const DigestChallenge& asked) const {
    if (asked.realms.empty() || std::ranges::find(asked.realms, setup_.realm) != asked.realms.end())
        return setup_.realm;
    return asked.realms.front();
}

Result<Secret> DigestMd5::session_key(const DigestChallenge& asked, std::string_view realm) const {
    const Credentials& c = credentials_;
    const Secret password = hashed_form(c.password.reveal());
    const bool fits = to_latin1(c.username) && to_latin1(c.password.reveal());
    if (!asked.utf8 && !fits)
        return fail(Errc::invalid_credentials, "the server takes only names and passwords in ISO 8859-1");
    std::string login(hashed_form(c.username).reveal());
    login.append(":").append(asked.utf8 ? hashed_form(realm).reveal() : realm).append(":");
    login.reserve(login.size() + password.reveal().size());  // so that no copy of the password is left behind
    const Secret whole(std::move(login.append(password.reveal())));
    std::string a1 = md5(whole.reveal()) + ":" + asked.nonce + ":" + setup_.nonce;
    if (!c.authorization_id.empty()) a1.append(":").append(c.authorization_id);
    return Secret(to_hex(md5(a1)));
}

Result<std::optional<std::string>> DigestMd5::prove(std::string_view question) {
    const auto asked = read_digest_challenge(question);
    if (!asked) return std::unexpected(asked.error());
    const std::string realm = choose_realm(*asked);
    const auto key = session_key(*asked, realm);
    if (!key) return std::unexpected(key.error());
    const Credentials c = std::exchange(credentials_, {});
    const std::string uri = setup_.service + "/" + c.domain;
    const std::string between = ":" + asked->nonce + ":" + std::string(first_use) + ":" + setup_.nonce + ":auth:";
    expected_ = answer(*key, between, ":" + uri);

    std::string response = asked->utf8 ? "charset=utf-8," : "";
    response.append("username=").append(quoted(asked->utf8 ? c.username : *to_latin1(c.username)));
    response.append(",realm=").append(quoted(realm)).append(",nonce=").append(quoted(asked->nonce));
    response.append(",nc=").append(first_use).append(",cnonce=").append(quoted(setup_.nonce));
    response.append(",digest-uri=").append(quoted(uri));
    response.append(",response=").append(answer(*key, between, "AUTHENTICATE:" + uri)).append(",qop=auth");
    if (!c.authorization_id.empty()) response.append(",authzid=").append(quoted(c.authorization_id));
    return response;
}

Result<void> DigestMd5::verify(std::string_view proof) {
    const auto said = read_digest_proof(proof);
    if (!said) return std::unexpected(said.error());
    if (!equal_in_constant_time(*said, expected_)) return fail(Errc::bad_server_signature);
    return {};
}

}  // namespace headstock::auth
