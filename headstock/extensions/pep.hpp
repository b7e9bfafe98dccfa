// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "headstock/core/roster.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/extensions/pubsub.hpp"
#include "headstock/extensions/pubsub_events.hpp"
#include "headstock/extensions/pubsub_forms.hpp"

/// Personal Eventing Protocol (XEP-0163): an account publishes, its contacts and its own devices hear of it.
namespace headstock::pep {

/// The item of a node that has no more than one.
inline constexpr std::string_view only_item = "current";

/// Whether an account can do this: asks our own, or `account`. `disco::Info` has the identity "pubsub", "pep" then.
[[nodiscard]] core::Request<disco::Info> support(core::Jid account = {});
[[nodiscard]] bool has_pep(const disco::Info& info);

/// Publishes at our own account; the server makes the node, for those who may see our presence. `must_be` says
/// otherwise: where the node is another way, nothing is published (`pubsub::Condition::precondition_not_met`), and
/// `pubsub::configure` sets it up.
[[nodiscard]] core::Request<pubsub::Publish> publish(std::string node, pubsub::Item item);
[[nodiscard]] core::Request<pubsub::Publish> publish(std::string node, pubsub::Item item,
                                                     const pubsub::NodeConfig& must_be);
/// Publishes `payload` as the only item of the node that is named as its namespace.
template <bridge::Payload T>
[[nodiscard]] core::Request<pubsub::Publish> publish(const T& payload) {
    return publish(std::string(bridge::name_of<T>().ns), pubsub::item(payload, std::string(only_item)));
}
/// How a node must be that nobody but our account reads, and that keeps its items (XEP-0223).
[[nodiscard]] pubsub::NodeConfig for_us_alone();
/// How a node must be that anybody reads, and that keeps its items (XEP-0222).
[[nodiscard]] pubsub::NodeConfig for_anybody();

/// Hears what accounts publish.
///
/// Anybody can send us events. Those of our own account count; those of others only where they come from the bare
/// address of whom we trust, which nobody is before `trust` says so: a full address is a client's or an occupant's of a
/// room, and does not speak for an account.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Has the events of an account counted where `trusted(its bare address)`.
    void trust(std::function<bool(const core::Jid& account)> trusted) { trusted_ = std::move(trusted); }
    /// The same for contacts whose presence we have. `roster` must outlive this.
    void trust(const core::Roster& roster);

    /// Calls `handler` with each event of `node`, of our own account, too. For as long as the subscription lives we say
    /// that we want to hear of it; servers learn that with the next presence that tells what we can do (XEP-0115).
    [[nodiscard]] Subscription on_event(const std::string& node, std::function<void(const pubsub::Notice&)> handler);
    /// The same for what is our own account's business alone (XEP-0223), whomever we trust.
    [[nodiscard]] Subscription on_own_event(const std::string& node,
                                            std::function<void(const pubsub::Notice&)> handler);
    /// The same for the well-formed payloads of items at the node that is named as their namespace.
    template <bridge::Payload T>
    [[nodiscard]] Subscription on_published(std::function<void(const core::Jid& account, const T& payload)> handler) {
        return on_event(std::string(bridge::name_of<T>().ns),
                        [handler = std::move(handler)](const pubsub::Notice& notice) {
                            if (!notice.event.items) return;
                            for (const pubsub::Item& item : notice.event.items->items)
                                if (const Result<T> payload = item.as<T>()) handler(notice.service, *payload);
                        });
    }

private:
    [[nodiscard]] Subscription listen(const std::string& node, std::function<void(const pubsub::Notice&)> handler,
                                      bool own_only);
    void received(const core::Message& message);

    core::Stream& stream_;
    std::function<bool(const core::Jid&)> trusted_;
    Event<const pubsub::Notice&> notices_;
    Subscription messages_;
};

}  // namespace headstock::pep
