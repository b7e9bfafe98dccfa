// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/commands.hpp"

/// Publish-Subscribe (XEP-0060): who wants to subscribe to a node of ours, and whether they may.
namespace headstock::pubsub {

inline constexpr std::string_view subscribe_authorization = "http://jabber.org/protocol/pubsub#subscribe_authorization";

/// A subscription that waits for an owner's word.
struct ApprovalRequest {
    core::Jid service{};  ///< who asks: believe it only of a service where we own nodes
    std::string id{};     ///< of the message, which the answer has, too
    std::string node{};
    core::Jid subscriber{};
    std::optional<std::string> subid{};
    forms::Form form{};  ///< with all that the service says
};

/// The request that a message carries; nothing where it carries none, or lacks the node or the subscriber.
[[nodiscard]] std::optional<ApprovalRequest> approval_request(const core::Message& message);
/// The message by which a service asks `owner`.
[[nodiscard]] core::Message ask_approval(core::Jid owner, const ApprovalRequest& request);

/// Answers a request: the subscription is allowed, or denied.
[[nodiscard]] core::Message decide(const ApprovalRequest& request, bool allowed);
/// Leaves it undecided.
[[nodiscard]] core::Message postpone(const ApprovalRequest& request);
/// What the owner's message says: allowed or not; nothing where it leaves the request `asked` undecided or is none.
[[nodiscard]] std::optional<bool> decision_of(const core::Message& answer, const ApprovalRequest& asked);

/// Calls `handler` with each request of `service`, and of nobody else.
[[nodiscard]] Subscription on_approval_request(core::Stream& stream, core::Jid service,
                                               std::function<void(const ApprovalRequest&)> handler);

/// The command by which an owner asks for what waits (§8.7).
inline constexpr std::string_view get_pending = "http://jabber.org/protocol/pubsub#get-pending";

/// Asks `service` at which of our nodes subscriptions wait. `pending_nodes` reads the answer, and `remind` takes it.
[[nodiscard]] core::Request<commands::Command> ask_pending(core::Jid service);
/// The nodes of an answer to `ask_pending`, as the service lists them.
[[nodiscard]] std::vector<std::string> pending_nodes(const commands::Command& answer);
/// Has `service`, which gave `answer` to `ask_pending`, send us a request for each subscription that waits at `node`.
/// Fails with `commands::Trouble::bad_action` where the command goes no further, as where nothing waits.
[[nodiscard]] Result<core::Request<commands::Command>> remind(core::Jid service, const commands::Command& answer,
                                                              std::string node);

}  // namespace headstock::pubsub
