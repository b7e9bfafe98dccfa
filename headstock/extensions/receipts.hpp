// SPDX-License-Identifier: MIT
#pragma once
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "headstock/core/stream.hpp"

/// Message Delivery Receipts (XEP-0184): learn that a message has reached a client, and let others learn it of theirs.
namespace headstock::receipts {

inline constexpr std::string_view ns = "urn:xmpp:receipts";

/// In a message: its sender would like a receipt.
struct Request {
    static constexpr auto xml = bridge::element("request", ns);
    friend bool operator==(const Request&, const Request&) = default;
};

/// The receipt of the message that has this id.
struct Received {
    std::string id;

    static constexpr auto xml = bridge::element("received", ns, bridge::attribute("id", &Received::id));
    friend bool operator==(const Received&, const Received&) = default;
};

/// A receipt for a message of ours. There may be several for one: one for each client that it reached.
struct Receipt {
    std::string id;    ///< of the message
    core::Jid client;  ///< whom it reached
};

/// Asks for receipts and gives them. That none comes means nothing: nobody has to give one.
class Module {
public:
    /// Messages whose receipts are waited for at most; the oldest are forgotten.
    static constexpr std::size_t max_pending = 1'000;
    /// Receipts that one message may have; further ones are passed over.
    static constexpr std::size_t max_clients = 20;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Sends `message`, and asks for a receipt; gives its id, which it is given where it has none. A message to a room,
    /// or one that is a receipt itself, is sent without asking. Fails as `Stream::send`.
    Result<std::string> send(core::Message message);
    /// Calls `handler` with each receipt for a message that `send` sent: once for each client, and only where it comes
    /// from whom the message went to.
    [[nodiscard]] Subscription on_receipt(std::function<void(const Receipt&)> handler) {
        return receipts_.on(std::move(handler));
    }

    /// Gives receipts to those for whom `may_know` is true; before, and with none, nobody gets one. A receipt shows
    /// that we are there (§7), so ask `core::Roster::informs`, or what the user wants.
    void answer(std::function<bool(const core::Jid& sender)> may_know);

private:
    struct Pending {
        std::string id;
        core::Jid to;
        bool within_room = false;
        std::vector<core::Jid> clients;
    };

    void received(const core::Message& message);
    void acknowledge(const core::Message& message);
    void acknowledged(const core::Message& message);

    core::Stream& stream_;
    std::function<bool(const core::Jid&)> may_know_;
    std::deque<Pending> pending_;
    Event<const Receipt&> receipts_;
    Subscription messages_;
    Subscription announced_;
};

}  // namespace headstock::receipts
