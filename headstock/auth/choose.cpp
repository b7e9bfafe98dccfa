// SPDX-License-Identifier: MIT
#include "headstock/auth/choose.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "headstock/auth/anonymous.hpp"
#include "headstock/auth/downgrade.hpp"
#include "headstock/auth/plain.hpp"
#include "headstock/auth/scram.hpp"

namespace headstock::auth {
namespace {

using Names = std::span<const std::string>;

constexpr std::array hashes{Hash::sha512, Hash::sha256, Hash::sha1};
constexpr std::array<std::string_view, 3> binding_types{"tls-exporter", "tls-server-end-point", "tls-unique"};

bool contains(Names names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

/// The best binding both sides have; `accepted` empty means that the server did not say.
const ChannelBinding* best_binding(const Channel& channel, Names accepted) {
    for (const std::string_view type : binding_types) {
        if (!accepted.empty() && !contains(accepted, type)) continue;
        const auto ours = std::ranges::find(channel.bindings, type, &ChannelBinding::type);
        if (ours != channel.bindings.end() && !ours->data.empty()) return &*ours;
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

struct Choice {
    Names offered;
    Names except;
    Names server_types;
    const Credentials& credentials;
    const Channel& channel;
    const Policy& policy;
    Random& random;
    KeyCache* keys;

    [[nodiscard]] bool usable(std::string_view name) const {
        return contains(offered, name) && !contains(except, name);
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

    /// A mechanism bound to the channel, or none.
    [[nodiscard]] std::unique_ptr<Mechanism> bound() const {
        const ChannelBinding* binding = best_binding(channel, server_types);
        if (!binding) return nullptr;
        for (const Hash hash : hashes)
            if (usable(scram_name(hash, true))) return scram(hash, binding, false);
        return nullptr;
    }

    [[nodiscard]] std::unique_ptr<Mechanism> unbound() const {
        const bool plus_offered =
            std::ranges::any_of(hashes, [&](Hash hash) { return contains(offered, scram_name(hash, true)); });
        // RFC 5802 §6: `y` says "I could, but you offer none", and a server that did offer some then knows of a man in
        // the middle. Where it did and it is of no use to us, the truth is `n` (XEP-0440 §3).
        const bool missed = !plus_offered && best_binding(channel, {}) != nullptr;
        for (const Hash hash : hashes)
            if (usable(scram_name(hash, false))) return scram(hash, nullptr, missed);
        return nullptr;
    }

    [[nodiscard]] Result<std::unique_ptr<Mechanism>> plain() const {
        if (!usable("PLAIN")) return fail(Errc::no_common_mechanism, shown(offered));
        if (!channel.encrypted) return fail(Errc::encryption_required, "no policy allows PLAIN without TLS");
        if (policy.scram_seen)
            return fail(Errc::plain_refused, "this account has used SCRAM before, so never PLAIN again");
        if (!policy.allow_plain) return fail(Errc::plain_refused, "set allow_plain to permit it inside TLS");
        return std::make_unique<Plain>(credentials);
    }
};

}  // namespace

Result<std::unique_ptr<Mechanism>> choose(std::span<const std::string> offered, const Credentials& credentials,
                                          const Channel& channel, const Policy& policy, Random& random,
                                          std::span<const std::string> server_binding_types,
                                          std::span<const std::string> except, KeyCache* keys) {
    const Choice choice{offered, except, server_binding_types, credentials, channel, policy, random, keys};
    if (credentials.anonymous) {
        if (!choice.usable("ANONYMOUS"))
            return fail(Errc::no_common_mechanism, "ANONYMOUS is wanted; " + shown(offered));
        return std::make_unique<Anonymous>();
    }
    if (auto mechanism = choice.bound()) return mechanism;
    if (policy.require_channel_binding) return fail(Errc::channel_binding_required, shown(offered));
    if (auto mechanism = choice.unbound()) return mechanism;
    return choice.plain();
}

}  // namespace headstock::auth
