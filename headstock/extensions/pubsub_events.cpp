// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_events.hpp"

#include <utility>

#include "headstock/extensions/shim.hpp"

namespace headstock::pubsub {

std::string_view Event::node() const {
    if (items) return items->node;
    if (purged) return *purged;
    if (deleted) return deleted->node;
    const std::optional<std::string>* named = nullptr;
    if (created) named = &created->node;
    else if (configuration) named = &configuration->node;
    else if (subscription) named = &subscription->node;
    else if (collection) named = &collection->node;
    return named && *named ? std::string_view(**named) : std::string_view();
}

std::optional<Notice> notice_of(const core::Message& message, const core::Jid& account) {
    if (message.type() == core::MessageType::error || !message.has<Event>()) return std::nullopt;
    Result<Event> event = message.payload<Event>();
    if (!event) return std::nullopt;
    Notice notice;
    notice.service = message.from().empty() ? account.bare() : message.from();
    notice.event = *std::move(event);
    const shim::Headers headers = shim::of(message);
    notice.subids = headers.values("SubID");
    notice.collections = headers.values("Collection");
    if (Result<delay::Delay> delay = message.payload<delay::Delay>()) notice.delay = *std::move(delay);
    return notice;
}

core::Message notification(core::Jid subscriber, const Event& event, const std::vector<std::string>& subids,
                           const std::vector<std::string>& collections) {
    core::Message message(core::MessageType::headline);
    message.to(std::move(subscriber)).add(event);
    shim::Headers headers;
    for (const std::string& subid : subids) headers.headers.push_back({"SubID", subid});
    for (const std::string& collection : collections) headers.headers.push_back({"Collection", collection});
    if (!headers.headers.empty()) message.add(headers);
    return message;
}

Subscription Module::on_event(core::Jid service, std::function<void(const Notice&)> handler) {
    return stream_.router().on_message(
        [this, service = std::move(service), handler = std::move(handler)](const core::Message& message) {
            const bool is_own = service.empty() || service == stream_.address().bare();
            if (is_own ? !stream_.router().is_own_account(message.from()) : message.from() != service) return;
            if (const std::optional<Notice> notice = notice_of(message, stream_.address())) handler(*notice);
        });
}

Subscription Module::on_event(core::Jid service, std::string node, std::function<void(const Notice&)> handler) {
    return on_event(std::move(service), [node = std::move(node), handler = std::move(handler)](const Notice& notice) {
        if (notice.event.node() == node) handler(notice);
    });
}

}  // namespace headstock::pubsub
