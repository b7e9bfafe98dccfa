// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/base/clock.hpp"
#include "headstock/base/random.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/client/framing.hpp"

/// XMPP over BOSH (XEP-0124, XEP-0206): there a stream is a session of HTTP requests, and the server holds its answer
/// to the last of them back until it has something to say.
namespace headstock::client {

inline constexpr std::string_view bosh_ns = "http://jabber.org/protocol/httpbind";
inline constexpr std::string_view bosh_content_type = "text/xml; charset=utf-8";

/// Requests are numbered from a random number up to this one. No number may be past 2^53 - 1: until there, no session
/// lives long enough.
inline constexpr std::uint64_t max_first_rid = std::uint64_t{1} << 52U;

/// How a session behaves.
struct BoshOptions {
    std::string to{};                                ///< the domain whose server is wanted
    std::string language{};                          ///< xml:lang of the stream; empty: none
    bridge::Limits limits{};                         ///< for each stanza that comes
    std::chrono::seconds wait{60};                   ///< how long the server may hold an answer back, at most
    std::size_t requests = 2;                        ///< at a time, where the server allows as many
    unsigned attempts = 4;                           ///< for each request, until the connection is taken for lost
    Duration retry = std::chrono::seconds(1);        ///< before the third attempt; more for each further one
    Duration pace = std::chrono::seconds(1);         ///< between two questions for news that bring none, at least
    Duration apart = std::chrono::milliseconds(20);  ///< between two that are open together, and before a question for
                                                     ///< more: not all servers bear it when they come in disorder
    std::size_t unread = std::size_t{1} << 20U;      ///< bytes that wait to be taken; then nothing more is asked for
};

/// A session between a stream that knows nothing of requests and whoever makes them. What a stream writes and expects
/// stays as in RFC 6120; nothing is moved. `clock` and `random` must outlive it.
///
///     while (const auto request = session.next()) post(request->body);    // then `answered` or `failed`
///     stream.receive(session.take_input());
///     session.send(stream.take_output());                                 // once it is established
///     // and again at session.deadline()
class Bosh final : private bridge::Parser::Handler {
public:
    /// What is to be posted.
    struct Request {
        std::uint64_t id;  ///< another one for each attempt
        std::string body;
    };

    Bosh(BoshOptions options, const Clock& clock, Random& random);

    /// A request that is to be made now. The first one asks for the session.
    [[nodiscard]] std::optional<Request> next();
    /// Takes the answer to a request, in any order. Fails, and that is the session's end, with what the parser says,
    /// `core::Errc::not_a_stream`, `network::Errc::fetch_failed` after a status that is no answer,
    /// `core::Errc::connection_lost` where the server knows nothing of the session any more, and, where it does not
    /// want to begin one, with a stream's condition. Of one that has begun, that is told in the stream's own words. A
    /// place to go to instead is the error's text, checked by nobody.
    Result<void> answered(std::uint64_t id, long status, std::string_view body);
    /// Says that no answer came: the request is made again. Fails with `why` once that was tried often enough, and at
    /// once where there is no session yet.
    Result<void> failed(std::uint64_t id, Error why);
    /// Takes what the stream has written, in pieces of any size. Fails where it is no XML.
    Result<void> send(std::string_view output);
    /// What the stream is to receive.
    [[nodiscard]] std::string take_input() { return std::exchange(input_, {}); }
    /// How much of it there is.
    [[nodiscard]] std::size_t waiting() const { return input_.size(); }

    /// Whether the session has begun.
    [[nodiscard]] bool established() const { return !sid_.empty(); }
    /// Whether all that was sent is on its way; the stream's end only when the server has answered it.
    [[nodiscard]] bool flushed() const { return over_ || (pieces_.empty() && !ending_); }
    /// Whether the session has ended. Then nothing comes behind the input.
    [[nodiscard]] bool over() const { return over_; }
    /// When `next` has something that it did not have before; nothing while that depends on others.
    [[nodiscard]] std::optional<Instant> deadline() const;

private:
    /// What the stream wrote, cut where a request has to end.
    struct Piece {
        enum class Kind : std::uint8_t { payload, restart, end } kind;
        std::string xml;
    };
    /// An answer, read.
    struct Reading {
        std::optional<std::string> sid, type, condition, from, authid, version, requests, polling;
        std::string content;  // as in a stream
        std::string uri;
        std::optional<bridge::Element> error;
    };
    struct Exchange {
        std::uint64_t rid;
        std::string body;
        bool empty = false;
        bool ends = false;
        std::uint64_t id = 0;  // of the attempt that is under way; 0: none is
        unsigned attempts = 0;
        Instant first;  // when it was made
        Instant due;    // when it is to be made again
        std::optional<Reading> answer;
    };

    bridge::Flow on_start(bridge::View element, std::size_t depth) override;
    bridge::Flow on_end(bridge::View element, std::size_t depth) override;

    Result<Reading> read(std::string_view body);
    void write_body(Exchange& exchange, bridge::Element body, const std::string& content);
    void ask_for_session();
    void compose();
    Request launch(Exchange& exchange);
    [[nodiscard]] Exchange* find(std::uint64_t id);
    Result<void> again(std::uint64_t first, std::uint64_t last, const Error& why);
    Result<void> in_order();
    Result<void> take(Exchange done);
    Result<void> begin_session(const Reading& heard);
    Result<void> end_session(const Reading& heard);
    void say_header(const Reading& heard);
    [[nodiscard]] bool may_ask() const;
    [[nodiscard]] Instant earliest() const;

    BoshOptions options_;
    const Clock& clock_;
    bridge::Parser parser_;
    Framing written_;
    Reading reading_;
    std::deque<Piece> pieces_;
    std::deque<Exchange> open_;  // made, not answered or not in turn yet
    std::string input_;
    std::string sid_;
    std::uint64_t rid_;
    std::uint64_t attempts_ = 0;
    std::size_t requests_ = 1;
    Duration polling_;
    Instant poll_at_;
    bool begun_ = false;         // the stream's first header was written
    bool must_restart_ = false;  // the login went through, and the next one was not
    bool restarted_ = false;     // it was, and the server has not said anything since
    bool ending_ = false;        // the stream's end was written
    bool over_ = false;
};

}  // namespace headstock::client
