// SPDX-License-Identifier: MIT
#include "headstock/auth/choose.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "headstock/auth/anonymous.hpp"
#include "headstock/auth/digest_md5.hpp"
#include "headstock/auth/downgrade.hpp"
#include "headstock/auth/external.hpp"
#include "headstock/auth/hashed_token.hpp"
#include "headstock/auth/oauth_bearer.hpp"
#include "headstock/auth/plain.hpp"
#include "headstock/auth/scram.hpp"
#include "headstock/auth/strength.hpp"

namespace headstock::auth {
namespace {

using Names = std::span<const std::string>;

constexpr std::array hashes{Hash::sha512, Hash::sha256, Hash::sha1};
constexpr std::array<std::string_view, 3> binding_types{"tls-exporter", "tls-server-end-point", "tls-unique"};
// Of a server that does not say what it knows: `tls-unique` up to TLS 1.2 (RFC 5802 §6.1), then what took its place.
constexpr std::array<std::string_view, 3> usual_types{"tls-unique", "tls-exporter", "tls-server-end-point"};

bool contains(Names names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

/// The channel's value of one type, if it has one.
const ChannelBinding* find_binding(const Channel& channel, std::string_view type) {
    const auto ours = std::ranges::find(channel.bindings, type, &ChannelBinding::type);
    return ours != channel.bindings.end() && !ours->data.empty() ? &*ours : nullptr;
}

/// The best binding both sides have; `accepted` empty means that the server did not say.
const ChannelBinding* best_binding(const Channel& channel, Names accepted) {
    for (const std::string_view type : accepted.empty() ? usual_types : binding_types) {
        if (!accepted.empty() && !contains(accepted, type)) continue;
        if (const ChannelBinding* ours = find_binding(channel, type)) return ours;
    }
    return nullptr;
}

/// The names that can be shown: a server may have put anything there.
std::string shown(Names names) {
    constexpr std::size_t most = 12;
    std::string text;
    for (const std::string& name : names.first(std::min(names.size(), most))) {
        const bool valid = !name.empty() && name.size() <= 32 && std::ranges::all_of(name, [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        });
        text.append(text.empty() ? "it offers " : ", ").append(valid ? name : "?");
    }
    return text.empty() ? "it offers nothing" : text;
}

/// A mechanism; none where this way to log in is not to be had; or why it is forbidden.
using Made = Result<std::unique_ptr<Mechanism>>;

struct Choice {
    Names offered;
    Names except;
    Names server_types;
    const Credentials& credentials;
    const Channel& channel;
    const Policy& policy;
    Random& random;
    KeyCache* keys;
    bool held_back = false;  // there was one, and it is weaker than what was seen before

    [[nodiscard]] bool usable(std::string_view name) {
        if (!contains(offered, name) || contains(except, name)) return false;
        const bool weaker = !policy.strongest_seen.empty() && !at_least(name, policy.strongest_seen);
        held_back |= weaker;
        return !weaker;
    }

    /// Whether the password may be used: it may be missing where there is something better.
    [[nodiscard]] bool by_password() const {
        const bool other = credentials.token || credentials.access_token || channel.certificate_shown;
        return !other || !credentials.password.empty();
    }

    [[nodiscard]] Made external() {
        if (!channel.encrypted || !channel.certificate_shown || !usable("EXTERNAL")) return nullptr;
        return std::make_unique<External>(credentials.authorization_id);
    }

    [[nodiscard]] Made token() {
        if (!credentials.token || !credentials.authorization_id.empty() || !channel.encrypted) return nullptr;
        const auto form = hashed_token_form(credentials.token->mechanism);
        if (!form || !usable(credentials.token->mechanism)) return nullptr;
        const bool bound = !form->binding_type.empty();
        const ChannelBinding* binding = find_binding(channel, form->binding_type);
        if (bound ? !binding : policy.require_channel_binding) return nullptr;
        return std::make_unique<HashedToken>(*credentials.token, credentials.username,
                                             bound ? binding->data : std::string());
    }

    [[nodiscard]] std::unique_ptr<Mechanism> scram(Hash hash, const ChannelBinding* binding, bool missed) const {
        ScramSetup setup{
            .hash = hash,
            .nonce = make_nonce(random),
            .binding_missed = missed,
            .offer_hash = policy.check_offer_hash ? offer_hash(hash, offered, server_types) : std::string(),
            .policy = policy,
            .keys = keys};
        if (binding) setup.binding = *binding;
        return std::make_unique<Scram>(std::move(setup), credentials);
    }

    /// SCRAM bound to the channel.
    [[nodiscard]] Made bound() {
        const ChannelBinding* binding = best_binding(channel, server_types);
        if (!binding || !by_password()) return nullptr;
        for (const Hash hash : hashes)
            if (usable(scram_name(hash, true))) return scram(hash, binding, false);
        return nullptr;
    }

    [[nodiscard]] Made unbound() {
        if (!by_password()) return nullptr;
        const bool plus_offered =
            std::ranges::any_of(hashes, [&](Hash hash) { return contains(offered, scram_name(hash, true)); });
        // RFC 5802 §6: `y` says "I could, but you offer none", and a server that did offer some then knows of a man in
        // the middle. Where it did and it is of no use to us, the truth is `n` (XEP-0440 §3).
        const bool missed = !plus_offered && best_binding(channel, {}) != nullptr;
        for (const Hash hash : hashes)
            if (usable(scram_name(hash, false))) return scram(hash, nullptr, missed);
        return nullptr;
    }

    [[nodiscard]] Made bearer() {
        if (!credentials.access_token || !usable("OAUTHBEARER")) return nullptr;
        if (!channel.encrypted) return fail(Errc::encryption_required, "no policy allows OAUTHBEARER without TLS");
        OAuthSetup setup{.authorization_id = credentials.authorization_id, .host = credentials.domain};
        if (setup.authorization_id.empty() && !credentials.username.empty() && !credentials.domain.empty())
            setup.authorization_id = credentials.username + "@" + credentials.domain;
        return std::make_unique<OAuthBearer>(std::move(setup), credentials.access_token);
    }

    [[nodiscard]] Made google() {
        if (!credentials.access_token || !credentials.authorization_id.empty() || !usable("X-OAUTH2")) return nullptr;
        if (!channel.encrypted) return fail(Errc::encryption_required, "no policy allows X-OAUTH2 without TLS");
        return std::make_unique<XOAuth2>(credentials.username, credentials.access_token);
    }

    [[nodiscard]] Made digest() {
        if (!by_password() || credentials.domain.empty() || !usable("DIGEST-MD5")) return nullptr;
        if (!channel.encrypted) return fail(Errc::encryption_required, "no policy allows DIGEST-MD5 without TLS");
        if (policy.scram_seen)
            return fail(Errc::digest_md5_refused, "this account has used SCRAM before, so never DIGEST-MD5 again");
        if (!policy.allow_digest_md5)
            return fail(Errc::digest_md5_refused, "set allow_digest_md5 to permit it inside TLS");
        return std::make_unique<DigestMd5>(DigestMd5Setup{.nonce = make_nonce(random)}, credentials);
    }

    [[nodiscard]] Made plain() {
        if (!by_password() || !usable("PLAIN")) return nullptr;
        if (!channel.encrypted) return fail(Errc::encryption_required, "no policy allows PLAIN without TLS");
        if (policy.scram_seen)
            return fail(Errc::plain_refused, "this account has used SCRAM before, so never PLAIN again");
        if (!policy.allow_plain) return fail(Errc::plain_refused, "set allow_plain to permit it inside TLS");
        return std::make_unique<Plain>(credentials);
    }

    /// Why nothing can be chosen, where nothing was forbidden.
    [[nodiscard]] Error nothing() const {
        if (held_back) return {Errc::weaker_than_before, policy.strongest_seen + " was used before; " + shown(offered)};
        if (policy.require_channel_binding) return {Errc::channel_binding_required, shown(offered)};
        return {Errc::no_common_mechanism, shown(offered)};
    }

    /// Tries one way after the other; what was forbidden last counts where none is left.
    [[nodiscard]] Made first_of(std::initializer_list<Made (Choice::*)()> ways) {
        std::optional<Error> why;
        for (const auto way : ways) {
            Made made = (this->*way)();
            if (!made) why = std::move(made.error());
            else if (*made) return made;
        }
        return std::unexpected(why ? std::move(*why) : nothing());
    }
};

}  // namespace

Result<std::unique_ptr<Mechanism>> choose(std::span<const std::string> offered, const Credentials& credentials,
                                          const Channel& channel, const Policy& policy, Random& random,
                                          std::span<const std::string> server_binding_types,
                                          std::span<const std::string> except, KeyCache* keys) {
    Choice choice{offered, except, server_binding_types, credentials, channel, policy, random, keys};
    if (credentials.anonymous) {
        if (!contains(offered, "ANONYMOUS") || contains(except, "ANONYMOUS"))
            return fail(Errc::no_common_mechanism, "ANONYMOUS is wanted; " + shown(offered));
        return std::make_unique<Anonymous>();
    }
    // A certificate of ours proves nothing of the server, so EXTERNAL is no substitute for channel binding.
    if (policy.require_channel_binding) return choice.first_of({&Choice::token, &Choice::bound});
    return choice.first_of({&Choice::external, &Choice::token, &Choice::bound, &Choice::unbound, &Choice::bearer,
                            &Choice::google, &Choice::digest, &Choice::plain});
}

}  // namespace headstock::auth
