// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "headstock/base/event.hpp"
#include "headstock/base/random.hpp"
#include "headstock/core/message.hpp"
#include "headstock/core/presence.hpp"
#include "headstock/core/reply.hpp"
#include "headstock/core/reply_budget.hpp"
#include "headstock/core/request.hpp"

namespace headstock::core {

/// Names a question that is still open.
enum class RequestId : std::uint64_t {};

/// Brings each stanza to whoever asked for it, and answers for whom nobody did.
///
/// An answer counts only with the right id *and* from whom was asked (RFC 6120 §8.1.2.1, §10.3.3). A get or set is
/// answered exactly once: by its handler, else with <service-unavailable/> (§8.4), unless its sender floods us. Errors
/// and results are never answered.
class Router {
public:
    using Send = std::function<Result<void>(bridge::View stanza)>;
    using Finish = std::function<void(Result<std::reference_wrapper<const Iq>>)>;
    using Responder = std::function<Result<std::optional<bridge::Element>>(const Iq& request)>;
    using LateResponder = std::function<void(const Iq& request, Reply reply)>;

    /// Open questions at a time; one more fails with `std::errc::resource_unavailable_try_again`.
    static constexpr std::size_t max_pending = 10'000;

    /// `clock` and `random` must outlive it. `send` is called for each stanza that goes out. Requests of a peer beyond
    /// `reply_burst` at once and `reply_rate` a second are dropped (`ReplyBudget`), but for our server's and our own.
    Router(Send send, const Clock& clock, Random& random, std::size_t reply_burst, std::size_t reply_rate);
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// Asks, and calls `done` exactly once: with the answer, with the error that came instead, with
    /// `std::errc::timed_out`, or with why the stream ended. Gives a name by which to give up.
    template <class Answer>
    RequestId ask(Request<Answer> request, std::function<void(Result<Answer>)> done) {
        Finish finish = [read = request.read, done = std::move(done)](Result<std::reference_wrapper<const Iq>> answer) {
            if (answer) done(read(answer->get()));
            else done(std::unexpected(std::move(answer.error())));
        };
        return ask(request.type, request.to, request.payload, request.limit, std::move(finish), request.from,
                   request.refused);
    }
    RequestId ask(IqType type, const Jid& to, bridge::View payload, Duration limit, Finish done, const Jid& from = {},
                  Error (*refused)(const StanzaFailure& failure) = nullptr);
    /// Gives up on a question: its handler is not called any more, and an answer is ignored.
    void forget(RequestId request);

    /// Answers requests of `type` whose payload is named `payload` with what `responder` gives: a payload or none for a
    /// result, or an error, which goes back as the stanza error it is. The latest registered answers alone.
    [[nodiscard]] Subscription respond(bridge::Name payload, IqType type, Responder responder);
    /// The same for a responder that takes its time: it keeps the `Reply`.
    [[nodiscard]] Subscription respond_later(bridge::Name payload, IqType type, LateResponder responder);
    /// The same for payloads named as `T`: `responder(const Iq&)` gives a payload, a `Result` of one, or `Done`.
    template <bridge::Payload T, class F>
    [[nodiscard]] Subscription respond(IqType type, F responder);

    /// Lets `peer`, a full address, send as many requests with this payload as it wants, for as long as the
    /// subscription lives: who was allowed to send us a file block by block does not flood us. Others are counted as
    /// before.
    [[nodiscard]] Subscription excuse(Jid peer, bridge::Name payload);

    /// Calls `handler` with each message.
    [[nodiscard]] Subscription on_message(std::function<void(const Message&)> handler) {
        return messages_.on(std::move(handler));
    }
    /// Calls `handler` with each message that carries a well-formed `T`; one that is malformed is passed over.
    template <bridge::Payload T>
    [[nodiscard]] Subscription on_message(std::function<void(const Message&, const T&)> handler) {
        return on_message([handler = std::move(handler)](const Message& message) {
            if (!message.has<T>()) return;
            if (const Result<T> payload = message.payload<T>()) handler(message, *payload);
        });
    }
    /// Calls `handler` with each result that answers a question of ours, before who asked.
    [[nodiscard]] Subscription on_answer(std::function<void(const Iq&)> handler) {
        return answers_.on(std::move(handler));
    }
    /// The same for results that carry a well-formed `T`.
    template <bridge::Payload T>
    [[nodiscard]] Subscription on_answer(std::function<void(const T&)> handler) {
        return on_answer([handler = std::move(handler)](const Iq& iq) {
            if (!iq.has<T>()) return;
            if (const Result<T> payload = iq.payload<T>()) handler(*payload);
        });
    }
    /// Calls `handler` with each presence.
    [[nodiscard]] Subscription on_presence(std::function<void(const Presence&)> handler) {
        return presences_.on(std::move(handler));
    }

    /// Takes a message, presence or iq that was received.
    void receive(bridge::View stanza);
    /// How many stanzas were dropped because an address was none, the stanza made no sense, or there were too many.
    [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
    /// Says under which address we are known: whose words count as our server's.
    void bind(Jid self) {
        self_ = std::move(self);
        for_domain_ = false;
    }
    /// The same for a component: it answers as whoever of `domain` was asked.
    void bind_domain(Jid domain) {
        self_ = std::move(domain);
        for_domain_ = true;
    }
    [[nodiscard]] const Jid& self() const { return self_; }
    /// Whether a stanza `from` there speaks for our own account: from nobody, which is our server, or our bare address.
    [[nodiscard]] bool is_own_account(const Jid& from) const;

    /// When `expire` has something to do; nothing while no question is open.
    [[nodiscard]] std::optional<Instant> deadline() const;
    /// Ends the questions whose time has passed.
    void expire();
    /// Ends all open questions with `why`.
    void close(const Error& why);

private:
    friend class Reply;
    struct Pending {
        RequestId request;
        Jid to;
        Finish done;
        std::multimap<Instant, std::string>::iterator due;
        Error (*refused)(const StanzaFailure& failure);
    };
    struct Route;

    void receive_iq(const Iq& iq);
    void receive_answer(const Iq& iq);
    void receive_request(const Iq& iq);
    [[nodiscard]] bool may_ask(const Jid& from);
    [[nodiscard]] bool is_excused(const Iq& request) const;
    void refuse(bridge::View stanza, const Error& why);
    void finish(const std::string& id, Result<std::reference_wrapper<const Iq>> answer);
    [[nodiscard]] bool may_answer(const Jid& asked, const Jid& from) const;

    Send send_;
    const Clock& clock_;
    Random& random_;
    Jid self_;
    bool for_domain_ = false;
    std::unordered_map<std::string, Pending> pending_;
    std::multimap<Instant, std::string> due_;
    std::uint64_t last_request_ = 0;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<Route>> routes_;
    Event<const Message&> messages_;
    Event<const Presence&> presences_;
    Event<const Iq&> answers_;
    std::uint64_t dropped_ = 0;
    ReplyBudget budget_;
    Handlers<bool(const Jid&, bridge::Name)> excuses_;
    detail::Ref<detail::ReplyLine> line_;
};

namespace detail {

inline Result<std::optional<bridge::Element>> to_content(Done) { return std::nullopt; }
template <bridge::Payload T>
Result<std::optional<bridge::Element>> to_content(const T& payload) {
    return bridge::write(payload);
}
template <class T>
Result<std::optional<bridge::Element>> to_content(Result<T> payload) {
    if (!payload) return std::unexpected(std::move(payload.error()));
    return to_content(*payload);
}

}  // namespace detail

template <bridge::Payload T, class F>
Subscription Router::respond(IqType type, F responder) {
    return respond(bridge::name_of<T>(), type, [responder = std::move(responder)](const Iq& request) {
        return detail::to_content(responder(request));
    });
}

}  // namespace headstock::core
