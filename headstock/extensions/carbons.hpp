// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/delay.hpp"

/// Message Carbons (XEP-0280): hear what our other devices send and receive.
namespace headstock::carbons {

inline constexpr std::string_view ns = "urn:xmpp:carbons:2";

enum class Direction { received, sent };

/// A message that another of our devices received or sent. It shows what the message that carried it holds, and is good
/// for as long as that; a copy of `message` may be kept.
struct Carbon {
    Direction direction = Direction::received;
    core::Message message;
    std::optional<delay::Delay> delay;  ///< where the server says when it was
};

/// The carbon that a message carries; nothing where it carries none that counts. Only those of our own server count,
/// which speaks as our bare address (XEP-0280 §11): anybody could write the others. `account` is ours.
[[nodiscard]] std::optional<Carbon> of(const core::Message& carrier, const core::Jid& account);

/// Asks our server for carbons in this session, or not to send them any more.
[[nodiscard]] core::Request<core::Done> enable();
[[nodiscard]] core::Request<core::Done> disable();

/// Has them enabled in every session, with the login where the server can do that (Bind 2).
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Calls `handler` with each carbon.
    [[nodiscard]] Subscription on_carbon(std::function<void(const Carbon&)> handler) {
        return carbons_.on(std::move(handler));
    }
    /// Calls `handler` where the server will not send any, with why.
    [[nodiscard]] Subscription on_refused(std::function<void(const Error&)> handler) {
        return refusals_.on(std::move(handler));
    }

private:
    void ask();

    core::Stream& stream_;
    Event<const Carbon&> carbons_;
    Event<const Error&> refusals_;
    Subscription inline_;
    Subscription statuses_;
    Subscription messages_;
    Subscription announced_;
};

}  // namespace headstock::carbons
