// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
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
    encryption,  ///< begin TLS with the next byte, then call `encrypted`
    close,       ///< send what is left of the output, then end the connection
};

/// A client's stream (RFC 6120 §4): takes bytes and time in, gives bytes and events out, and moves nothing itself.
///
///     stream.start();
///     // then, whenever something happened:
///     stream.receive(bytes);              // or prepare/commit, to read right into the parser's buffer
///     send(stream.take_output());
///     stream.expire();                    // at stream.deadline()
///
/// Logs in (STARTTLS, SASL, resource binding), then carries stanzas. One thread; not to be destroyed from a handler.
class Stream final : private bridge::Parser::Handler {
public:
    /// `clock` and `random` must outlive it.
    explicit Stream(Account account, StreamOptions options = {}, const Clock& clock = system_clock(),
                    Random& random = system_random());
    ~Stream() override;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // --- the connection ---

    /// Says that a connection is being made, from when on `login_limit` counts. `start` does so too, where it was not
    /// said.
    void connecting();
    /// Begins: the connection stands. `channel` says what the transport is, where it is encrypted already. After a
    /// stream has ended it may be started again, on a new connection; whoever listens to it goes on doing so.
    void start(auth::Channel channel = {});
    /// Says that TLS stands, as `Need::encryption` asked, and what it can prove.
    void encrypted(auth::Channel channel);
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
    /// When `expire` has something to do; nothing while nothing is awaited.
    [[nodiscard]] std::optional<Instant> deadline() const;
    /// Ends what has waited too long.
    void expire();

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
    /// Why it ended; nothing while it lives.
    [[nodiscard]] const std::optional<Error>& end() const { return end_; }
    /// Says goodbye: unavailable presence, </stream:stream>, and waits for the peer's, up to `close_limit`.
    void terminate();
    /// Our address: what the server bound, and before that what was asked for.
    [[nodiscard]] const Jid& address() const {
        return negotiation_.bound.empty() ? negotiation_.account.jid : negotiation_.bound;
    }
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
    Result<Progress> next_feature(bridge::View features);
    bridge::Flow progress(Result<Progress> result);
    Result<Progress> all_negotiated();
    Result<void> after(Result<bridge::Flow> flow);
    Result<void> write(bridge::View element);
    void reach(Status status);
    void stir() const;
    void fail_with(const Error& why);
    void finish(Error why);
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
    bool closing_ = false;
    std::optional<bridge::Element> offered_;
    std::optional<Instant> phase_limit_;
    std::optional<Error> end_;
    std::function<void()> stirred_;
    Handlers<std::string()> announced_;
    Event<Status> statuses_;
    Event<const Error&> ends_;
    Event<Direction, std::string_view> traces_;
};

}  // namespace headstock::core
