// SPDX-License-Identifier: MIT
#include "headstock/core/sasl2.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "headstock/auth/hashed_token.hpp"
#include "headstock/auth/strength.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/base/hex.hpp"
#include "headstock/base/timestamp.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

constexpr std::size_t max_token = 4096;  // bytes; a longer one is not kept
constexpr std::size_t max_offer = 16384;
constexpr std::array<std::string_view, 4> token_mechanisms{"HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-UNIQ",
                                                           "HT-SHA-256-NONE"};

bridge::Element own(std::string_view tag) { return bridge::Element(tag, ns::sasl2); }

/// The texts of all children of that name.
std::vector<std::string> texts(bridge::View parent, bridge::Name name) {
    std::vector<std::string> all;
    for (const bridge::View child : parent.children())
        if (child.is(name)) all.push_back(child.text());
    return all;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::optional<std::string> text_of(bridge::View parent, std::string_view tag) {
    const auto child = parent.child({tag, parent.ns()});
    return child ? std::optional(child->text()) : std::nullopt;
}

/// The mechanisms that a token may be used with.
std::vector<std::string> token_mechanisms_of(bridge::View offer) {
    const auto more = offer.child({"inline", ns::sasl2});
    const auto fast = more ? more->child({"fast", ns::fast}) : std::nullopt;
    return fast ? texts(*fast, {"mechanism", ns::fast}) : std::vector<std::string>();
}

/// A random UUID (RFC 9562 §5.4).
std::string make_uuid(Random& random) {
    std::string bytes = random.bytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    std::string uuid = to_hex(bytes);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) uuid.insert(at, 1, '-');
    return uuid;
}

/// Whether this is who we wanted to become.
bool is_ours(const Jid& address, const Account& account) {
    if (account.anonymous) return true;
    const Result<Jid> other = Jid::parse(account.authorization_id);
    return address.bare() == (other ? *other : account.jid).bare();
}

/// Whether a token of this mechanism can be used on this channel and would not be too weak.
bool usable(std::string_view mechanism, const Negotiation& negotiation) {
    const std::string_view type = auth::hashed_token_form(mechanism)->binding_type;
    const std::string& strongest = negotiation.memory.strongest;
    if (!strongest.empty() && !auth::at_least(mechanism, strongest)) return false;
    return type.empty() || std::ranges::find(negotiation.channel.bindings, type, &auth::ChannelBinding::type) !=
                               negotiation.channel.bindings.end();
}

}  // namespace

bridge::Name Sasl2::name() const { return {"authentication", ns::sasl2}; }

bool Sasl2::wanted(const Negotiation& negotiation, bridge::View) const {
    return negotiation.options.sasl2 && !negotiation.authenticated;
}

std::optional<bridge::Element> Sasl2::foreseen(const Negotiation& negotiation) {
    const LoginMemory& memory = negotiation.memory;
    const auto& token = negotiation.account.token;
    if (!negotiation.options.sasl2 || !negotiation.channel.encrypted || !memory.offer) return std::nullopt;
    if (!token || token->expired(negotiation.clock.wall()) || !auth::hashed_token_form(token->mechanism) ||
        !usable(token->mechanism, negotiation))
        return std::nullopt;
    auto features = bridge::parse_element(*memory.offer);
    const auto offer = features ? features->child({"authentication", ns::sasl2}) : std::nullopt;
    if (!offer || !has(token_mechanisms_of(*offer), token->mechanism)) return std::nullopt;
    return std::move(*features);
}

Result<Progress> Sasl2::start(bridge::View offer, Negotiation& negotiation, const Send& send) {
    read(offer, negotiation);
    return begin(exchange_.begin(negotiation), negotiation, send);
}

void Sasl2::update(bridge::View features, Negotiation& negotiation) {
    if (const auto offer = features.child(name())) read(*offer, negotiation);
}

/// What is remembered of an offer, for the next login.
void Sasl2::keep(bridge::View offer, Negotiation& negotiation) {
    bridge::Element kept("features", ns::streams);
    kept.add(offer);
    if (const auto types = offer.parent()->child({"sasl-channel-binding", ns::channel_binding_types})) kept.add(*types);
    LoginMemory memory = negotiation.memory;
    memory.offer = kept.xml();
    if (memory.offer->size() > max_offer) memory.offer.reset();
    if (memory.agent.empty()) memory.agent = make_uuid(negotiation.random);
    negotiation.remember(std::move(memory));
}

void Sasl2::read(bridge::View offer, Negotiation& negotiation) {
    keep(offer, negotiation);
    SaslExchange::Offer offered;
    offered.mechanisms = texts(offer, {"mechanism", ns::sasl2});
    offered.for_tokens = token_mechanisms_of(offer);
    offered.binding_types = read_binding_types(*offer.parent());
    can_resume_ = can_bind_ = false;
    with_bind_.clear();
    if (const auto more = offer.child({"inline", ns::sasl2})) {
        can_resume_ = more->has_child({"sm", ns::stream_management});
        const auto bind = more->child({"bind", ns::bind2});
        can_bind_ = bind.has_value();
        if (const auto with = bind ? bind->child({"inline", ns::bind2}) : std::nullopt)
            for (const bridge::View feature : with->children())
                with_bind_.emplace_back(feature.attribute("var").value_or(""));
    }
    exchange_.offered(std::move(offered));
}

Result<Progress> Sasl2::begin(const Result<std::optional<std::string>>& response, Negotiation& negotiation,
                              const Send& send) {
    if (!response) return std::unexpected(response.error());
    bridge::Element request = own("authenticate").attribute("mechanism", exchange_.mechanism());
    if (*response) request.add(own("initial-response").text(to_base64(**response)));
    if (!negotiation.account.anonymous) {
        bridge::Element agent = own("user-agent").attribute("id", negotiation.memory.agent);
        agent.add(own("software").text(negotiation.options.software));
        if (!negotiation.options.device.empty()) agent.add(own("device").text(negotiation.options.device));
        request.add(agent);
        add_token(request, negotiation);
    }
    add_inline(request, negotiation);
    if (auto sent = send(request); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

/// A session that was lost, and a resource for where it is not to be had any more.
void Sasl2::add_inline(bridge::Element& request, Negotiation& negotiation) {
    const auto resume = can_resume_ ? negotiation.management.resume_request(negotiation.clock.now()) : std::nullopt;
    if (resume) request.add(*resume);
    if (const auto bind = bind_request(negotiation)) request.add(*bind);
}

std::optional<bridge::Element> Sasl2::bind_request(Negotiation& negotiation) {
    const StreamOptions& options = negotiation.options;
    if (!can_bind_ || !negotiation.account.jid.resource().empty()) return std::nullopt;
    bridge::Element bind("bind", ns::bind2);
    bind.add(bridge::Element("tag", ns::bind2).text(options.software));
    if (options.stream_management && has(with_bind_, ns::stream_management))
        bind.add(negotiation.management.enable_request(options));
    asked_with_bind_.clear();
    negotiation.with_bind->visit([&](const auto& wanted) {
        const auto element = wanted();
        if (!element || !has(with_bind_, element->ns())) return true;
        bind.add(*element);
        asked_with_bind_.emplace_back(element->ns());
        return true;
    });
    return bind;
}

/// Says that the token is used, or asks for one: for the best mechanism that can be used next time.
void Sasl2::add_token(bridge::Element& request, const Negotiation& negotiation) {
    token_mechanism_.clear();
    if (exchange_.by_token()) {
        token_mechanism_ = exchange_.mechanism();  // the server may give a new one for the same
        request.add(bridge::Element("fast", ns::fast));
        return;
    }
    if (!negotiation.channel.encrypted) return;
    for (const std::string_view mechanism : token_mechanisms) {
        if (!has(exchange_.offer().for_tokens, mechanism) || !usable(mechanism, negotiation)) continue;
        token_mechanism_ = mechanism;
        request.add(bridge::Element("request-token", ns::fast).attribute("mechanism", mechanism));
        return;
    }
}

Result<Progress> Sasl2::hear(bridge::View element, Negotiation& negotiation, const Send& send) {
    if (element.is({"challenge", ns::sasl2})) return challenged(element, send);
    if (element.is({"success", ns::sasl2})) return succeeded(element, negotiation);
    if (element.is({"failure", ns::sasl2}))
        return begin(exchange_.begin_again(element, negotiation), negotiation, send);
    if (!element.is({"continue", ns::sasl2})) return fail(Errc::unexpected_element, std::string(element.tag()));
    std::string tasks;
    if (const auto list = element.child({"tasks", ns::sasl2}))
        for (const std::string& task : texts(*list, {"task", ns::sasl2}))
            tasks.append(tasks.empty() ? "" : ", ").append(task);
    return fail(Errc::second_step_wanted, tasks.substr(0, 200));
}

Result<Progress> Sasl2::challenged(bridge::View challenge, const Send& send) {
    const Result<std::string> bytes = read_sasl_bytes(challenge.text());
    if (!bytes) return std::unexpected(bytes.error());
    return answer(exchange_.respond(*bytes), send);
}

Result<Progress> Sasl2::compute(const Send& send) { return answer(exchange_.compute(), send); }

Result<Progress> Sasl2::answer(const Result<std::optional<std::string>>& response, const Send& send) {
    if (!response) return std::unexpected(response.error());
    if (!*response) return Progress::compute;
    if (auto sent = send(own("response").text(to_base64(**response))); !sent)
        return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<Progress> Sasl2::succeeded(bridge::View success, Negotiation& negotiation) {
    std::optional<std::string> data;
    if (const auto encoded = text_of(success, "additional-data")) {
        Result<std::string> bytes = read_sasl_bytes(*encoded);
        if (!bytes) return std::unexpected(bytes.error());
        data = std::move(*bytes);
    }
    if (auto proved = exchange_.finish(data, negotiation); !proved) return std::unexpected(std::move(proved.error()));
    const Result<Jid> address = Jid::parse(text_of(success, "authorization-identifier").value_or(""));
    if (!address || !is_ours(*address, negotiation.account))
        return fail(Errc::wrong_address, address ? address->text() : "none");
    if (auto taken = session(success, *address, negotiation); !taken) return std::unexpected(std::move(taken.error()));
    take_token(success, negotiation);
    return Progress::features;
}

/// What came of resuming and binding.
Result<void> Sasl2::session(bridge::View success, const Jid& address, Negotiation& negotiation) const {
    StreamManagement& management = negotiation.management;
    if (const auto resumed = success.child({"resumed", ns::stream_management})) {
        if (auto heard = management.resumed(*resumed); !heard) return heard;
        negotiation.bound = management.address();
        return {};
    }
    if (const auto failed = success.child({"failed", ns::stream_management})) management.resume_failed(*failed);
    const auto bound = success.child({"bound", ns::bind2});
    const auto enabled = bound ? bound->child({"enabled", ns::stream_management}) : std::nullopt;
    if (enabled) {
        if (auto heard = management.enabled(*enabled); !heard) return heard;
    } else {
        management.refused();
    }
    if (!bound) return {};
    if (!address.is_full()) return fail(Errc::wrong_address, address.text());
    negotiation.bound = address;
    negotiation.bound_with.insert(asked_with_bind_.begin(), asked_with_bind_.end());
    return {};
}

void Sasl2::take_token(bridge::View success, Negotiation& negotiation) const {
    const auto given = success.child({"token", ns::fast});
    const std::string_view secret = given ? given->attribute("token").value_or("") : "";
    if (secret.empty() || secret.size() > max_token || token_mechanism_.empty()) return;
    LoginMemory memory = negotiation.memory;
    auth::Token token{.mechanism = token_mechanism_, .secret = Secret(secret)};
    if (const auto expiry = from_xmpp_time(given->attribute("expiry").value_or(""))) token.expiry = *expiry;
    memory.token = std::move(token);
    negotiation.remember(std::move(memory));
}

}  // namespace headstock::core
