// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "headstock/core/stream.hpp"

namespace headstock::api {

/// What kind of stanza an error came as, or is sent as.
enum class StanzaKind { message, presence, iq };
[[nodiscard]] std::string_view word(StanzaKind kind);

/// A stanza of type error that was received: one of ours was refused.
struct StanzaError {
    StanzaKind kind = StanzaKind::message;
    core::Jid from;               ///< who refused it; empty: our own account's server
    std::string id;               ///< of the stanza that was refused, where it had one
    core::StanzaFailure failure;  ///< why

    /// Says it in one line, for people.
    [[nodiscard]] std::string message() const;
};

/// The one place that hears of every error a stream meets, whoever else does: refused stanzas, and ends of the stream.
/// And it sends errors: for who refuses a stanza of others.
class Errors {
public:
    /// `stream` must outlive it.
    explicit Errors(core::Stream& stream);

    /// Calls `handler` with each stanza of type error, also with those that answer a question, after all who were
    /// concerned. One without a readable <error/> is `undefined_condition`; one from nobody's address is passed over.
    [[nodiscard]] Subscription on_stanza_error(std::function<void(const StanzaError&)> handler) {
        return stanza_errors_.on(std::move(handler));
    }
    /// Calls `handler` each time the stream ends with an error: of the stream (`core::StreamCondition`), of the login,
    /// of the network. The code tells which.
    [[nodiscard]] Subscription on_stream_error(std::function<void(const Error&)> handler) {
        return stream_errors_.on(std::move(handler));
    }

    /// Tells `to` that the stanza with that id, of that kind, is refused. Errors themselves are never answered (RFC
    /// 6120 §8.3.1): do not. Fails as `Stream::send` does.
    Result<void> send(StanzaKind kind, const core::Jid& to, std::string_view id, const core::StanzaFailure& failure);

private:
    core::Stream& stream_;
    Event<const StanzaError&> stanza_errors_;
    Event<const Error&> stream_errors_;
    std::array<Subscription, 3> heard_;
    Subscription end_;
};

}  // namespace headstock::api
