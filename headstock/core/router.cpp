// SPDX-License-Identifier: MIT
#include "headstock/core/router.hpp"

#include "headstock/core/namespaces.hpp"

namespace headstock::core {

/// Who answers requests of one name and type: the last of them.
struct Router::Route {
    Handlers<void(const Iq&, Reply&)> handlers;
};

Router::Router(Send send, const Clock& clock, Random& random, std::size_t reply_burst, std::size_t reply_rate)
    : send_(std::move(send)),
      clock_(clock),
      random_(random),
      budget_(clock, reply_burst, reply_rate),
      line_(new detail::ReplyLine{this}) {}

Router::~Router() { line_->router = nullptr; }

RequestId Router::ask(IqType type, const Jid& to, bridge::View payload, Duration limit, Finish done, const Jid& from,
                      Error (*refused)(const StanzaFailure& failure)) {
    const RequestId request{++last_request_};
    if (pending_.size() >= max_pending) {
        done(fail(std::make_error_code(std::errc::resource_unavailable_try_again), "too many open questions"));
        return request;
    }
    const std::string id = random_id(random_);
    Iq iq(type);
    iq.id(id).add(payload);
    if (!to.empty()) iq.to(to);
    if (!from.empty()) iq.from(from);
    const auto due = due_.emplace(clock_.now() + limit, id);
    pending_.emplace(id, Pending{request, to, std::move(done), due, refused});
    Result<void> sent = send_(iq.view());
    if (sent) return request;
    finish(id, std::unexpected(std::move(sent.error())));
    return request;
}

void Router::forget(RequestId request) {
    for (auto at = pending_.begin(); at != pending_.end(); ++at) {
        if (at->second.request != request) continue;
        due_.erase(at->second.due);
        pending_.erase(at);
        return;
    }
}

Subscription Router::respond_later(bridge::Name payload, IqType type, LateResponder responder) {
    std::unique_ptr<Route>& route =
        routes_[{std::string(word(type)) + '\n' + std::string(payload.tag), std::string(payload.ns)}];
    if (!route) route = std::make_unique<Route>();
    return route->handlers.add(
        [responder = std::move(responder)](const Iq& iq, Reply& reply) { responder(iq, std::move(reply)); });
}

Subscription Router::respond(bridge::Name payload, IqType type, Responder responder) {
    return respond_later(payload, type, [responder = std::move(responder)](const Iq& iq, Reply reply) {
        const Result<std::optional<bridge::Element>> content = responder(iq);
        if (!content) reply.fail(StanzaFailure::of(content.error()));
        else if (*content) reply.done((*content)->view());
        else reply.done();
    });
}

Subscription Router::excuse(Jid peer, bridge::Name payload) {
    return excuses_.add(
        [peer = std::move(peer), tag = std::string(payload.tag), ns = std::string(payload.ns)](
            const Jid& from, bridge::Name asked) { return from == peer && asked == bridge::Name{tag, ns}; });
}

void Router::receive(bridge::View stanza) {
    if (stanza.tag() == "iq") {
        if (const Result<Iq> iq = Iq::read(stanza)) receive_iq(*iq);
        else refuse(stanza, iq.error());
    } else if (stanza.tag() == "message") {
        if (const Result<Message> message = Message::read(stanza)) messages_.fire(*message);
        else ++dropped_;
    } else if (stanza.tag() == "presence") {
        if (const Result<Presence> presence = Presence::read(stanza)) presences_.fire(*presence);
        else ++dropped_;
    }
}

/// A stanza that makes no sense: a request is told so, if it says who asks.
void Router::refuse(bridge::View stanza, const Error& why) {
    ++dropped_;
    const std::string_view type = stanza.attribute("type").value_or("");
    if (type == "result" || type == "error") return;
    const Result<Addresses> addresses = Addresses::read(stanza);
    if (!addresses || !may_ask(addresses->from)) return;
    Iq error(IqType::error);
    error.id(stanza.attribute("id").value_or(""));
    if (!addresses->from.empty()) error.to(addresses->from);
    if (for_domain_) error.from(addresses->to);
    (void)send_(error.add(StanzaFailure(StanzaCondition::bad_request, why.text).write()).view());
}

void Router::receive_iq(const Iq& iq) {
    if (iq.is_request()) receive_request(iq);
    else receive_answer(iq);
}

/// A component serves many, and its server speaks for them all: it has no budget for each.
bool Router::may_ask(const Jid& from) {
    if (for_domain_ || is_own_account(from) || from.bare() == self_.bare() || from == self_.domain_only()) return true;
    return budget_.spend(from.bare());
}

bool Router::is_excused(const Iq& request) const {
    bool excused = false;
    excuses_.visit([&](const auto& excuses) {
        excused = excuses(request.from(), request.content()->name());
        return !excused;
    });
    return excused;
}

void Router::receive_request(const Iq& iq) {
    if (!is_excused(iq) && !may_ask(iq.from())) return void(++dropped_);
    Iq result = iq.result_reply();
    if (for_domain_) result.from(iq.to());
    Reply reply(line_, std::move(result));
    const bridge::Name payload = iq.content()->name();
    const auto route =
        routes_.find({std::string(word(iq.type())) + '\n' + std::string(payload.tag), std::string(payload.ns)});
    if (route == routes_.end() || route->second->handlers.empty()) return;  // the reply says service-unavailable
    route->second->handlers.visit_last([&](const auto& handler) { handler(iq, reply); });
}

bool Router::is_own_account(const Jid& from) const { return from.empty() || (!self_.empty() && from == self_.bare()); }

/// Whether `from` may answer what was sent to `asked`. Our server speaks for our account, and under several names.
bool Router::may_answer(const Jid& asked, const Jid& from) const {
    if (asked.empty() || asked == self_.bare())
        return is_own_account(from) || from == self_ || from == self_.domain_only();
    if (asked == self_.domain_only()) return from.empty() || from == asked;
    return from == asked;
}

void Router::receive_answer(const Iq& iq) {
    const auto at = pending_.find(std::string(iq.id()));
    if (at == pending_.end() || !may_answer(at->second.to, iq.from())) return;
    if (iq.type() == IqType::result) {
        answers_.fire(iq);
        return finish(std::string(iq.id()), std::cref(iq));
    }
    const StanzaFailure failure = iq.failure().value_or(StanzaFailure());
    const auto refused = at->second.refused;
    finish(std::string(iq.id()), std::unexpected(refused ? refused(failure) : failure.error()));
}

void Router::finish(const std::string& id, Result<std::reference_wrapper<const Iq>> answer) {
    const auto at = pending_.find(id);
    if (at == pending_.end()) return;  // given up on meanwhile
    const Finish done = std::move(at->second.done);
    due_.erase(at->second.due);
    pending_.erase(at);
    done(std::move(answer));
}

std::optional<Instant> Router::deadline() const {
    if (due_.empty()) return std::nullopt;
    return due_.begin()->first;
}

void Router::expire() {
    while (!due_.empty() && due_.begin()->first <= clock_.now()) {
        const std::string id = due_.begin()->second;
        const Jid& asked = pending_.at(id).to;
        finish(id, fail(std::make_error_code(std::errc::timed_out),
                        "no answer from " + (asked.empty() ? "the server" : asked.text())));
    }
}

void Router::close(const Error& why) {
    auto open = std::exchange(pending_, {});
    due_.clear();
    std::exception_ptr thrown;
    for (auto& [id, pending] : open) {
        try {
            pending.done(std::unexpected(why));
        } catch (...) {
            thrown = std::current_exception();
        }
    }
    if (thrown) std::rethrow_exception(thrown);
}

}  // namespace headstock::core
