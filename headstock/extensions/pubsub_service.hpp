// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string_view>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/pubsub_owner.hpp"

/// Publish-Subscribe (XEP-0060): the side of a service. It reads, checks and answers; what there is at its nodes, and
/// who may do what, the program keeps. `notification` and `ask_approval` make the messages that it sends.
namespace headstock::pubsub {

/// Whether a request says all that XEP-0060 wants of it. Fails with the condition that it has for what is missing, as
/// `Condition::nodeid_required`, or with `StanzaCondition::bad_request` where it is no request at all.
[[nodiscard]] Result<void> check(const Query& query, core::IqType type);
[[nodiscard]] Result<void> check(const OwnerQuery& query, core::IqType type);

/// Answers requests for as long as it lives. Those that lack something are refused before a handler sees them.
class Service {
public:
    /// What a handler gives: what the result carries, nothing for an empty one, or why it refuses, best by a
    /// `Condition`.
    template <class Q>
    using Handler = std::function<Result<std::optional<Q>>(const core::Iq& request, const Q& query)>;

    /// `stream` must outlive it; a component's, or any that other entities may ask.
    explicit Service(core::Stream& stream) : stream_(stream) {}

    /// Answers what anybody, subscribers and publishers ask; until then they get <service-unavailable/>. The one thing
    /// that is there in a query tells what is asked.
    void answer_with(Handler<Query> handler);
    /// Answers what owners ask.
    void answer_owners_with(Handler<OwnerQuery> handler);

private:
    core::Stream& stream_;
    Subscription gets_;
    Subscription sets_;
    Subscription owner_gets_;
    Subscription owner_sets_;
    Subscription announced_;
};

}  // namespace headstock::pubsub
