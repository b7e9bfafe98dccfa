// SPDX-License-Identifier: MIT
#include "headstock/testing/server/login.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "headstock/auth/downgrade.hpp"
#include "headstock/auth/plain.hpp"
#include "headstock/auth/saslprep.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::testing::detail {
namespace {

using core::SaslCondition;
using Answer = Login::Answer;

constexpr std::array<std::pair<std::string_view, auth::Hash>, 3> scram_hashes{
    {{"SCRAM-SHA-1", auth::Hash::sha1}, {"SCRAM-SHA-256", auth::Hash::sha256}, {"SCRAM-SHA-512", auth::Hash::sha512}}};

bool is_bound(std::string_view mechanism) { return mechanism.ends_with("-PLUS"); }

std::optional<auth::Hash> scram_hash(std::string_view mechanism) {
    if (is_bound(mechanism)) mechanism.remove_suffix(5);
    for (const auto& [name, hash] : scram_hashes)
        if (name == mechanism) return hash;
    return std::nullopt;
}

Answer refuse(SaslCondition why) { return {.kind = Answer::Kind::failure, .why = why}; }

Answer refuse(const Error& error) {
    const bool malformed = error.code == auth::Errc::malformed_response;
    return refuse(malformed ? SaslCondition::malformed_request : SaslCondition::not_authorized);
}

/// RFC 6120 §6.4.2: "=" says that there are bytes, and none of them.
Result<std::string> decode(const std::string& text) {
    if (text == "=") return std::string();
    return from_base64(text);
}

}  // namespace

Login::Login(Hub& hub, auth::Channel channel) : hub_(hub), channel_(std::move(channel)) {
    for (const std::string& mechanism : hub.options.mechanisms) {
        const bool possible =
            is_bound(mechanism) ? !channel_.bindings.empty() : mechanism != "PLAIN" || channel_.encrypted;
        if (possible && (scram_hash(mechanism) || mechanism == "PLAIN")) mechanisms_.push_back(mechanism);
    }
    if (hub.options.anonymous) mechanisms_.emplace_back("ANONYMOUS");
    if (!hub.options.binding_types || std::ranges::none_of(mechanisms_, is_bound)) return;
    for (const auth::ChannelBinding& binding : channel_.bindings) binding_types_.push_back(binding.type);
}

Answer Login::hear(bridge::View element) {
    if (element.tag() == "auth") return begin(element);
    if (element.tag() == "abort") {
        mechanism_.clear();
        return refuse(SaslCondition::aborted);
    }
    if (element.tag() != "response" || mechanism_.empty()) return refuse(SaslCondition::malformed_request);
    const Result<std::string> bytes = decode(element.text());
    if (!bytes) {
        mechanism_.clear();
        return refuse(SaslCondition::incorrect_encoding);
    }
    return respond(*bytes);
}

Answer Login::begin(bridge::View auth) {
    const std::string wanted(auth.attribute("mechanism").value_or(""));
    mechanism_.clear();
    if (wanted == "PLAIN" && !channel_.encrypted) return refuse(SaslCondition::encryption_required);
    if (std::ranges::find(mechanisms_, wanted) == mechanisms_.end()) return refuse(SaslCondition::invalid_mechanism);
    const std::string text = auth.text();
    const Result<std::string> bytes = decode(text);
    if (!bytes) return refuse(SaslCondition::incorrect_encoding);
    mechanism_ = wanted;
    challenged_ = false;
    if (scram_hash(wanted)) scram_ = make_scram();
    if (!text.empty() || wanted == "ANONYMOUS") return respond(*bytes);
    return {.kind = Answer::Kind::challenge, .data = std::string()};  // RFC 4422 §3: it wants to be asked first
}

Answer Login::respond(std::string_view bytes) {
    Answer answer = mechanism_ == "PLAIN" ? plain(bytes) : mechanism_ == "ANONYMOUS" ? anonymous() : scram(bytes);
    if (answer.kind != Answer::Kind::challenge) mechanism_.clear();
    return answer;
}

std::unique_ptr<auth::ScramServer> Login::make_scram() const {
    const auth::Hash hash = *scram_hash(mechanism_);
    auth::ScramServerSetup setup;
    setup.find = [&hub = hub_, hash](std::string_view name) {
        return std::optional(hub.accounts.verifier(name, hash, hub.options.iterations));
    };
    setup.plus = is_bound(mechanism_);
    setup.plus_offered = std::ranges::any_of(mechanisms_, is_bound);
    setup.bindings = channel_.bindings;
    if (hub_.options.offer_hash) setup.offer_hash = auth::offer_hash(hash, mechanisms_, binding_types_);
    return std::make_unique<auth::ScramServer>(std::move(setup), hub_.random);
}

Answer Login::scram(std::string_view bytes) {
    Result<std::string> next = challenged_ ? scram_->final(bytes) : scram_->first(bytes);
    if (!next) return refuse(next.error());
    if (challenged_) return scram_done(std::move(*next));
    challenged_ = true;
    return {.kind = Answer::Kind::challenge, .data = std::move(*next)};
}

Answer Login::scram_done(std::string proof) {
    Account* account = hub_.accounts.find_name(scram_->username());
    if (!account) return refuse(SaslCondition::not_authorized);
    return accept(*account, scram_->authorization_id(), std::move(proof));
}

Answer Login::plain(std::string_view bytes) {
    const Result<auth::PlainMessage> message = auth::parse_plain(bytes);
    if (!message) return refuse(message.error());
    Result<std::string> prepared = auth::saslprep(message->password.reveal(), auth::Unassigned::allowed);
    Account* account = hub_.accounts.find_name(message->username);
    if (!prepared || !account || account->nobody) return refuse(SaslCondition::not_authorized);
    if (Secret(std::move(*prepared)) != account->password) return refuse(SaslCondition::not_authorized);
    return accept(*account, message->authorization_id, std::nullopt);
}

Answer Login::anonymous() {
    std::string name;
    for (const char c : hub_.random.bytes(10))
        name.push_back(static_cast<char>('a' + (static_cast<unsigned char>(c) & 15U)));
    return accept(hub_.accounts.add_nobody("anon-" + name), {}, std::nullopt);
}

/// RFC 6120 §6.3.8: whom to act as can only be oneself.
Answer Login::accept(Account& account, std::string_view authorization_id, std::optional<std::string> data) const {
    if (!authorization_id.empty() && core::Jid::parse(authorization_id).value_or(core::Jid()) != account.jid)
        return refuse(SaslCondition::invalid_authzid);
    return {.kind = Answer::Kind::success, .data = std::move(data), .account = &account};
}

}  // namespace headstock::testing::detail
