// SPDX-License-Identifier: MIT
#include "headstock/auth/crypto.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/base/hex.hpp"
#include "headstock/core/bind.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/testing/server/resumption.hpp"
#include "headstock/testing/server/routing.hpp"
#include "headstock/testing/server/server_stream.hpp"

namespace headstock::testing::detail {

namespace ns = core::ns;
using core::StanzaCondition;
using core::StreamCondition;

void ServerStream::negotiate(bridge::View element) {
    if (component_) return shake_hands(element);
    if (element.is({"starttls", ns::tls})) {
        if (hub_->options.tls && !link_.encrypted()) {
            next_ = Next::encrypt;
            return;
        }
        write(bridge::Element("failure", ns::tls));
        return finish();
    }
    if (element.ns() == ns::sasl && !account_) return log_in(element);
    if (element.ns() == ns::sasl2 && !account_ && hub_->options.sasl2) return authenticate(element);
    if (element.is({"iq", ns::client}) && account_) return bind(element);
    if (element.is({"resume", ns::stream_management}) && account_) return resume_session(element);
    if (element.ns() == ns::stream_management) return write(failed(StanzaCondition::unexpected_request));
    if (element.is({"error", ns::streams})) return finish();
    end(is_stanza(element) ? StreamCondition::not_authorized : StreamCondition::unsupported_stanza_type);
}

/// A component proves its secret (XEP-0114 §3).
void ServerStream::shake_hands(bridge::View element) {
    const Secret salted(id_ + std::string(component_->password.reveal()));
    const Secret proof(to_hex(auth::digest(auth::Hash::sha1, salted.reveal())));
    if (!element.is({"handshake", ns::client}) || Secret(element.text()) != proof)
        return end(StreamCondition::not_authorized);
    if (!component_->sessions.empty()) return end(StreamCondition::conflict);
    write(bridge::Element("handshake", ns::client));
    account_ = component_;
    begin_session(account_->jid);
}

void ServerStream::log_in(bridge::View element) {
    const bool in_order = element.tag() == "auth" || element.tag() == "response" || element.tag() == "abort";
    if (!in_order) return end(StreamCondition::unsupported_stanza_type);
    if (!login_) return say({.why = core::SaslCondition::encryption_required});
    say(login_->hear(element));
}

void ServerStream::say(const Login::Answer& answer) {
    using Kind = Login::Answer::Kind;
    if (answer.kind == Kind::failure) {
        write(bridge::Element("failure", ns::sasl).add(bridge::Element(word(answer.why), ns::sasl)));
        if (++failures_ >= hub_->options.max_logins) end(StreamCondition::policy_violation);
        return;
    }
    bridge::Element element(answer.kind == Kind::success ? "success" : "challenge", ns::sasl);
    if (answer.data) element.text(to_base64(*answer.data));
    write(element);
    if (answer.kind != Kind::success) return;
    account_ = answer.account;
    next_ = Next::restart;
}

/// Resource binding (RFC 6120 §7): nothing else can be asked before.
void ServerStream::bind(bridge::View element) {
    const Result<core::Iq> iq = core::Iq::read(element);
    if (!iq) return write(error_reply(element, {}, core::StanzaFailure(StanzaCondition::bad_request, iq.error().text)));
    if (!iq->is_request() || !iq->content()->is({"bind", ns::bind})) return end(StreamCondition::not_authorized);
    const auto jid = bind_resource(*iq);
    if (!jid) return write(error_reply(element, {}, core::StanzaFailure(jid.error())));
    core::BindPayload bound;
    bound.jid = *jid;
    write(iq->result_reply().to({}).add(bound).view());
    begin_session(*jid);
}

void ServerStream::begin_session(const core::Jid& jid) {
    serve(std::make_unique<Session>(jid, *account_, *this));
    account_->sessions.push_back(session_.get());
    hub_->changed(jid, true);
}

void ServerStream::serve(std::unique_ptr<Session> session) {
    phase_ = Phase::bound;
    deadline_.reset();
    session_ = std::move(session);
    session_->language = language_;
}

/// Another session in the place of a new resource (XEP-0198 §5).
void ServerStream::resume_session(bridge::View element) {
    auto session = resume(*hub_, *account_, element);
    if (!session) return write(session.error());
    write(resumed(**session));
    serve(std::move(*session));
    session_->outlet.attach(*this);
    deliver_again();
}

void ServerStream::deliver_again() {
    for (const core::AckQueue::Entry& entry : session_->outlet.queue->waiting()) (void)deliver(entry.stanza);
    session_->outlet.asking = true;
}

/// What a client with a session says about stream management. What makes no sense is passed over.
void ServerStream::manage(bridge::View element) {
    if (element.tag() == "enable") return write(enable(*hub_, *session_, element));
    if (element.tag() == "resume") return write(failed(StanzaCondition::unexpected_request));
    auto& queue = session_->outlet.queue;
    if (queue && element.tag() == "r") return write(queue->counter("a"));
    if (!queue || element.tag() != "a" || queue->acknowledge(element)) return;
    end({StreamCondition::undefined_condition, {}, {}, {}}, queue->complaint());
}

std::expected<core::Jid, StanzaCondition> ServerStream::bind_resource(const core::Iq& iq) {
    const auto wish = iq.payload<core::BindPayload>();
    if (!wish || iq.type() != core::IqType::set) return std::unexpected(StanzaCondition::bad_request);
    std::string resource = wish->resource.value_or("");
    if (resource.empty()) resource = random_id(hub_->random);
    return claim(resource);
}

/// The address with this resource, if it may be bound now.
std::expected<core::Jid, StanzaCondition> ServerStream::claim(std::string_view resource) {
    const auto jid = account_->jid.with_resource(resource);
    if (!jid) return std::unexpected(StanzaCondition::bad_request);
    // RFC 6120 §7.7.2.2: who comes last is who sits at the device; the older one is a connection that has died.
    if (Session* older = hub_->accounts.find_session(*jid)) hub_->end(*older, StreamCondition::conflict);
    if (account_->sessions.size() >= hub_->options.max_sessions)
        return std::unexpected(StanzaCondition::resource_constraint);
    return *jid;
}

}  // namespace headstock::testing::detail
