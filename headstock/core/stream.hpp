// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/bridge/dispatcher.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/core/feature.hpp"
#include "headstock/core/router.hpp"
#include "headstock/core/trace.hpp"

namespace headstock::core {

/// How far a stream has come. Each is announced once a login.
enum class Status { disconnected, connecting, connected, authenticated, bound, available };
[[nodiscard]] std::string_view word(Status status);

/// What a stream needs of whoever moves its bytes, besides moving them.
enum class Need {
    nothing,
    encryption,   ///< begin TLS with the next byte, then call `encrypted`
    compression,  ///< compress with zlib from the next byte on, and expect that of the peer, then call `compressed`
    close,        ///< send what is left of the output, then end the connection
};

/// A client's stream (RFC 6120 §4), or a component's (XEP-0114): takes bytes and time in, gives bytes and events out,
/// and moves nothing itself.
///
///     stream.start();
///     // then, whenever something happened:
///     stream.receive(bytes);              // or prepare/commit, to read right into the parser's buffer
///     send(stream.take_output());
///     stream.expire();                    // at stream.deadline()
///
/// Logs in (STARTTLS, SASL, resource binding; a component by its handshake), then carries stanzas. To a component's
/// stanzas that say no sender, its domain is added. One thread; not to be destroyed from a handler.
class Stream final : private bridge::Parser::Handler {
public:
    /// `clock` and `random` must outlive it.
    Stream(Account account, StreamOptions options, const Clock& clock = system_clock(),
           Random& random = system_random());
    /// The same with the default options.
    explicit Stream(Account account);
    ~Stream() override;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // --- the connection ---

    /// Says that a connection is being made, from when on `login_limit` counts. `start` does so too, where it was not
    /// said. A session that was lost and may be resumed will be.
    void connecting();
    /// Begins: the connection stands. `channel` says what the transport is, where it is encrypted already. After a
    /// stream has ended it may be started again, on a new connection; whoever listens to it goes on doing so.
    void start(auth::Channel channel = {});
    /// Says that TLS stands, as `Need::encryption` asked, and what it can prove.
    void encrypted(auth::Channel channel);
    /// Says that both directions are compressed from now on, as `Need::compression` asked.
    void compressed();
    /// At least `size` bytes to read into; `commit` then says how many came.
    [[nodiscard]] std::span<char> prepare(std::size_t size) { return parser_.prepare(size); }
    /// Takes the first `size` bytes of what `prepare` gave. Handlers run inside. Fails, and goes on failing, once the
    /// stream has ended, with why. A handler's exception passes through; the next call goes on behind its stanza.
    Result<void> commit(std::size_t size);
    /// The same for bytes that lie elsewhere.
    Result<void> receive(std::string_view bytes);
    /// What waits to be sent; valid until the next call.
    [[nodiscard]] std::string_view output() const { return std::string_view(output_).substr(sent_); }
    /// Says that the first `size` bytes of it were sent.
    void consume(std::size_t size);
    /// All of it, as sent.
    [[nodiscard]] std::string take_output();
    [[nodiscard]] Need need() const { return need_; }
    /// Says that the connection has ended, with what the network said of it. Ends the stream, if it was not ended.
    void connection_lost(Error why = {});
    /// Ends the stream with `why` and without a word to the peer, as after a failed handshake.
    void abort(const Error& why);
    /// When `expire` has something to do, also while a lost session waits to be resumed; nothing while nothing is
    /// awaited. While a login computes it is now.
    [[nodiscard]] std::optional<Instant> deadline() const;
    /// Ends what has waited too long. Where a login computes, goes on with that for some milliseconds.
    void expire();
    /// Whether a login computes: SCRAM, where the server wants more iterations than `Policy::iterations_at_once`. The
    /// login's limit stands, and closing the stream ends it.
    [[nodiscard]] bool computing() const { return computing_; }

    /// Calls `handler`, one alone, whenever there may be output, a need or a deadline that was not there before.
    void on_stir(std::function<void()> handler) { stirred_ = std::move(handler); }

    // --- its life ---

    [[nodiscard]] Status status() const { return status_; }
    [[nodiscard]] Subscription on_status(std::function<void(Status)> handler) {
        return statuses_.on(std::move(handler));
    }
    /// Calls `handler` each time the stream has ended: `Errc::closed` where all was in order.
    [[nodiscard]] Subscription on_end(std::function<void(const Error&)> handler) {
        return ends_.on(std::move(handler));
    }
    /// Calls `handler` each time a session is over for good, with why it was lost: at the end of its stream or, where
    /// it might have been resumed, when that has failed.
    [[nodiscard]] Subscription on_session_end(std::function<void(const Error&)> handler) {
        return session_ends_.on(std::move(handler));
    }
    /// Calls `handler` each time a lost session goes on (XEP-0198): nothing was forgotten on either side.
    [[nodiscard]] Subscription on_resumed(std::function<void()> handler) { return resumes_.on(std::move(handler)); }
    /// Whether the last login went on with a session instead of beginning one; good from `Status::bound` on.
    [[nodiscard]] bool resumed() const { return negotiation_.management.was_resumed(); }
    /// Whether a lost session waits for the next connection, to be resumed.
    [[nodiscard]] bool resumable() const { return lost_.has_value(); }
    /// Where the server wants to be connected to for that: "host", "host:port" or "[address]:port"; it moves the
    /// connection only, and proves nothing. Empty: nowhere in particular.
    [[nodiscard]] std::string resume_location() const {
        return resumable() ? negotiation_.management.location() : std::string();
    }
    /// What another process needs to go on with this session; nothing where it cannot be resumed. Within a handler of a
    /// stanza, that stanza counts as received.
    [[nodiscard]] std::optional<SessionState> state() const;
    /// Goes on with a session of this account's with the next connection. Before the first, or after an end. Fails with
    /// `Errc::bad_session_state` where it is another account's, or its time is over.
    Result<void> restore(SessionState state);
    /// Why it ended; nothing while it lives.
    [[nodiscard]] const std::optional<Error>& end() const { return end_; }
    /// Asks the server for a sign of life now, as after `idle_limit`: where none comes within `ack_limit`, the
    /// connection is taken for lost. For when the network may have changed under it.
    void probe();
    /// Says goodbye: unavailable presence, </stream:stream>, and waits for the peer's, up to `close_limit`.
    void terminate();
    /// Our address: what the server bound, and before that what was asked for.
    [[nodiscard]] const Jid& address() const {
        return negotiation_.bound.empty() ? negotiation_.account.jid : negotiation_.bound;
    }
    /// Whether it is a component's stream.
    [[nodiscard]] bool is_component() const { return negotiation_.account.is_component; }
    /// What the transport could prove, and whether it is encrypted.
    [[nodiscard]] const auth::Channel& channel() const { return negotiation_.channel; }
    /// The SASL mechanism that this login was made by, for `Policy::strongest_seen`; empty before.
    [[nodiscard]] const std::string& mechanism() const { return negotiation_.mechanism; }

    /// Whether the server offered a feature in the last stream's features; good once `Status::bound` is reached.
    [[nodiscard]] bool offers(bridge::Name feature) const { return offered_ && offered_->has_child(feature); }

    // --- stanzas ---

    /// Sends. Fails with `Errc::not_connected` before the address is bound, `Errc::queue_full` when too much waits, and
    /// with `WriteErrc` what XML cannot say.
    Result<void> send(const Stanza& stanza) { return send(stanza.view()); }
    Result<void> send(bridge::View element);
    /// The same, and calls `told` with what becomes of it: `sent` once, then with stream management `acked` or
    /// `failed`. Never where sending fails at once.
    Result<void> send(bridge::View element, std::function<void(Delivery)> told);
    /// Calls `handler` with each stanza that a session which is over left unacknowledged, in order. It may have arrived
    /// or not: nothing is sent again by itself, and who wants to may do so once `Status::bound` is reached.
    [[nodiscard]] Subscription on_undelivered(std::function<void(bridge::View stanza)> handler) {
        return undelivered_.on(std::move(handler));
    }
    /// Asks, and calls `done` exactly once (`Router::ask`).
    template <class Answer>
    RequestId ask(Request<Answer> request, std::function<void(Result<Answer>)> done) {
        return router_.ask<Answer>(std::move(request), std::move(done));
    }
    [[nodiscard]] Router& router() { return router_; }
    /// Rules for all that comes once the address is bound, and for stream-level elements before: in the seed's way.
    [[nodiscard]] bridge::Dispatcher& dispatcher() { return dispatcher_; }
    /// Says that we speak `ns`, for as long as the subscription lives: service discovery tells it to who asks.
    [[nodiscard]] Subscription announce(std::string ns) {
        return announced_.add([ns = std::move(ns)] { return ns; });
    }
    /// Has `element()`, where it gives one, enabled together with the resource, in each login where the server can do
    /// that (Bind 2, XEP-0386), for as long as the subscription lives.
    [[nodiscard]] Subscription bind_with(std::function<std::optional<bridge::Element>()> element) {
        return negotiation_.with_bind->add(std::move(element));
    }
    /// Adds `element(presence)`, where it gives one, to each presence sent that says we are available, to all or to
    /// somebody, for as long as the subscription lives. A presence that has an element of that name keeps its own.
    [[nodiscard]] Subscription with_presence(std::function<std::optional<bridge::Element>(bridge::View)> element) {
        return with_presence_.add(std::move(element));
    }
    /// Whether what lies in this namespace came with the resource that is bound.
    [[nodiscard]] bool was_bound_with(std::string_view ns) const { return negotiation_.bound_with.contains(ns); }
    /// What was announced, sorted, each once.
    [[nodiscard]] std::vector<std::string> announced() const;
    /// Calls `handler` with each element sent and received, and with stream headers; secrets are blotted out.
    [[nodiscard]] Subscription on_trace(std::function<void(Direction, std::string_view)> handler) {
        return traces_.on(std::move(handler));
    }
    [[nodiscard]] const StreamOptions& options() const { return negotiation_.options; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] Random& random() { return negotiation_.random; }

private:
    bridge::Flow on_start(bridge::View element, std::size_t depth) override;
    bridge::Flow on_end(bridge::View element, std::size_t depth) override;

    void open();
    bridge::Flow header(bridge::View root);
    bridge::Flow element(bridge::View element);
    bridge::Flow negotiate(bridge::View element);
    bridge::Flow shake_hands(bridge::View root);
    bridge::Flow handshake_answered(bridge::View element);
    Result<Progress> next_feature(bridge::View features);
    void begin_as_foreseen();
    [[nodiscard]] Feature& login();
    Result<Progress> begin(Feature& feature, bridge::View features);
    bridge::Flow authenticated();
    bridge::Flow progress(Result<Progress> result);
    void compute();
    Result<Progress> all_negotiated();
    Result<void> after(Result<bridge::Flow> flow);
    Result<void> write(bridge::View element);
    Result<void> put(bridge::View element);
    void announce(bridge::View element) const;
    void reach(Status status);
    void stir() const;
    void fail_with(const Error& why);
    void finish(Error why);
    void manage(bridge::View element);
    Result<void> answer_or_send(bridge::View stanza);
    [[nodiscard]] std::optional<bridge::Element> adorned(bridge::View presence) const;
    void keep(bridge::View stanza, std::size_t size, std::function<void(Delivery)> told);
    void ask_for_ack();
    [[nodiscard]] std::optional<Instant> idle_until() const;
    void look_for_life();
    void say_ack();
    void tell_sent(std::size_t size);
    void tell_acknowledged();
    [[nodiscard]] bool hold(const Error& why);
    void end_session(const Error& why);
    Result<Progress> go_on();
    void begin_management();
    [[nodiscard]] bool serves() const { return !end_ && status_ >= Status::bound; }
    void trace(Direction direction, bridge::View element) const;

    const Clock& clock_;
    Negotiation negotiation_;
    std::vector<std::unique_ptr<Feature>> features_;
    Feature* current_ = nullptr;
    bridge::Dispatcher dispatcher_;
    bridge::Parser parser_;
    Router router_;
    std::string output_;
    std::size_t sent_ = 0;
    Status status_ = Status::disconnected;
    Need need_ = Need::nothing;
    Progress pending_ = Progress::wait;
    bool features_known_ = false;
    bool foreseen_ = false;  // the login began with what the server offered the last time, and is not over
    bool computing_ = false;
    bool closing_ = false;
    std::optional<bridge::Element> offered_;
    std::optional<Instant> phase_limit_;
    Instant heard_at_;                  // when anything came last
    std::optional<Instant> probed_at_;  // when the server was last asked whether it is there
    std::optional<Error> end_;
    std::function<void()> stirred_;

    struct Outgoing {
        std::uint64_t end;  // in all that was ever written
        headstock::detail::Ref<detail::DeliveryReport> report;
        bool kept = true;  // by stream management, too
    };
    std::list<Outgoing> outgoing_;  // what somebody wants to hear of, in order
    std::uint64_t consumed_ = 0;    // bytes that have left
    std::uint64_t ack_begin_ = 0;   // where the last <a/> stands
    std::uint64_t ack_end_ = 0;
    std::optional<Error> lost_;  // why a session was lost that may be resumed
    bool was_available_ = false;
    Event<> resumes_;
    Event<bridge::View> undelivered_;
    Event<const Error&> session_ends_;

    Handlers<std::string()> announced_;
    Handlers<std::optional<bridge::Element>(bridge::View)> with_presence_;
    Event<Status> statuses_;
    Event<const Error&> ends_;
    Event<Direction, std::string_view> traces_;
};

}  // namespace headstock::core
