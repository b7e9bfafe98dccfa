// SPDX-License-Identifier: MIT
#include "headstock/core/bind.hpp"

#include "headstock/core/namespaces.hpp"

namespace headstock::core {

Result<Progress> IqStep::ask(bridge::View payload, Negotiation& negotiation, const Send& send, IqType type) {
    id_ = random_id(negotiation.random);
    Iq iq(type);
    iq.id(id_).add(payload);
    if (auto sent = send(iq.view()); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<bridge::View> IqStep::answer(bridge::View element) const {
    const auto type = element.attribute("type");
    if (!element.is({"iq", ns::client}) || element.attribute("id") != id_)
        return fail(Errc::unexpected_element, std::string(element.tag()));
    if (type == "result") return element;
    if (type != "error") return fail(Errc::unexpected_element, "iq");
    const auto error = element.child({"error", ns::client});
    return std::unexpected(error ? StanzaFailure::read(*error).error() : StanzaFailure().error());
}

bridge::Name Bind::name() const { return {"bind", ns::bind}; }

bool Bind::wanted(const Negotiation& negotiation, bridge::View) const {
    return negotiation.authenticated && negotiation.bound.empty();
}

Result<Progress> Bind::start(bridge::View, Negotiation& negotiation, const Send& send) {
    BindPayload wish;
    if (!negotiation.account.jid.resource().empty()) wish.resource = std::string(negotiation.account.jid.resource());
    return step_.ask(bridge::write(wish), negotiation, send);
}

Result<Progress> Bind::hear(bridge::View element, Negotiation& negotiation, const Send&) {
    const Result<bridge::View> result = step_.answer(element);
    if (!result) return std::unexpected(result.error());
    const auto payload = result->child(name());
    if (!payload) return fail(Errc::wrong_address, "the answer has no address");
    const Result<BindPayload> given = bridge::read<BindPayload>(*payload);
    if (!given) return fail(Errc::wrong_address, given.error().text);
    if (!given->jid || !given->jid->is_full())
        return fail(Errc::wrong_address, given->jid ? given->jid->text() : "none");
    if (!negotiation.account.anonymous && given->jid->bare() != negotiation.account.jid.bare())
        return fail(Errc::wrong_address, given->jid->text());
    negotiation.bound = *given->jid;
    return Progress::done;
}

bridge::Name LegacySession::name() const { return {"session", ns::session}; }

bool LegacySession::wanted(const Negotiation& negotiation, bridge::View offer) const {
    return !done_ && !negotiation.bound.empty() && !offer.has_child({"optional", ns::session});
}

Result<Progress> LegacySession::start(bridge::View, Negotiation& negotiation, const Send& send) {
    return step_.ask(bridge::Element("session", ns::session), negotiation, send);
}

Result<Progress> LegacySession::hear(bridge::View element, Negotiation&, const Send&) {
    if (const Result<bridge::View> result = step_.answer(element); !result) return std::unexpected(result.error());
    done_ = true;
    return Progress::done;
}

}  // namespace headstock::core
