// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/forms.hpp"

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

}  // namespace headstock::pubsub
