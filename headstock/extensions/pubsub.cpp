// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub.hpp"

#include <utility>

namespace headstock::pubsub {
namespace {

using core::IqType;
using core::Jid;
using core::Request;

template <class Answer>
Request<Answer> ask(IqType type, Jid service, const Query& query, Result<Answer> (*read)(const core::Iq&)) {
    return {type, std::move(service), bridge::write(query), read, core::answer_limit, {}, &error_of};
}

std::unexpected<Error> missing(std::string_view what) {
    return fail(make_error_code(bridge::PayloadErrc::missing), "pubsub/" + std::string(what));
}

/// The part of an answer that was asked for.
template <auto member, class Answer>
Result<Answer> part(const core::Iq& result) {
    Result<Query> query = result.payload<Query>();
    if (!query) return std::unexpected(std::move(query.error()));
    if (!((*query).*member)) return missing(bridge::name_of<Answer>().tag);
    return *std::move((*query).*member);
}

/// The form in that part.
template <auto member>
Result<forms::Form> form_of(const core::Iq& result) {
    Result<Query> query = result.payload<Query>();
    if (!query) return std::unexpected(std::move(query.error()));
    auto& holder = (*query).*member;
    if (!holder || !holder->form) return missing("x");
    return *std::move(holder->form);
}

Result<Subscribed> subscribed(const core::Iq& result) {
    Result<Query> query = result.payload<Query>();
    if (!query) return std::unexpected(std::move(query.error()));
    if (!query->subscription) return missing("subscription");
    Subscribed answer{*std::move(query->subscription), std::nullopt};
    if (query->options) answer.options = std::move(query->options->form);
    return answer;
}

Result<ItemsPage> items_page(const core::Iq& result) {
    Result<Query> query = result.payload<Query>();
    if (!query) return std::unexpected(std::move(query.error()));
    if (!query->items) return missing("items");
    return ItemsPage{*std::move(query->items), std::move(query->page)};
}

/// An empty result says that all was published as it was sent (XEP-0060 §7.1.2).
Result<Publish> published(const core::Iq& result) {
    if (!result.has<Query>()) return Publish();
    Result<Query> query = result.payload<Query>();
    if (!query) return std::unexpected(std::move(query.error()));
    return std::move(query->publish).value_or(Publish());
}

Result<core::Done> done(const core::Iq&) { return core::Done(); }

std::optional<std::string> unless_empty(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return std::string(text);
}

Items items_of(std::string node) {
    Items which;
    which.node = std::move(node);
    return which;
}

}  // namespace

Request<disco::Items> nodes(Jid service, std::string_view collection) {
    return disco::items(std::move(service), collection);
}

Request<disco::Info> describe(Jid service, std::string_view node) { return disco::info(std::move(service), node); }

Request<Subscriptions> subscriptions(Jid service, std::string_view node) {
    Query query;
    query.subscriptions = Subscriptions{unless_empty(node), {}};
    return ask<Subscriptions>(IqType::get, std::move(service), query, &part<&Query::subscriptions, Subscriptions>);
}

Request<Affiliations> affiliations(Jid service, std::string_view node) {
    Query query;
    query.affiliations = Affiliations{unless_empty(node), {}};
    return ask<Affiliations>(IqType::get, std::move(service), query, &part<&Query::affiliations, Affiliations>);
}

Request<Subscribed> subscribe(Jid service, std::string node, Jid subscriber, std::optional<forms::Form> options) {
    Query query;
    query.subscribe = Subscriber{std::move(node), std::move(subscriber), std::nullopt};
    if (options) query.options = Options{std::nullopt, std::nullopt, std::nullopt, std::move(options)};
    return ask<Subscribed>(IqType::set, std::move(service), query, &subscribed);
}

Request<core::Done> unsubscribe(Jid service, std::string node, Jid subscriber, std::string_view subid) {
    Query query;
    query.unsubscribe = Subscriber{std::move(node), std::move(subscriber), unless_empty(subid)};
    return ask<core::Done>(IqType::set, std::move(service), query, &done);
}

Request<forms::Form> options(Jid service, std::string node, Jid subscriber, std::string_view subid) {
    Query query;
    query.options = Options{std::move(node), std::move(subscriber), unless_empty(subid), std::nullopt};
    return ask<forms::Form>(IqType::get, std::move(service), query, &form_of<&Query::options>);
}

Request<core::Done> change_options(Jid service, std::string node, Jid subscriber, forms::Form submission,
                                   std::string_view subid) {
    Query query;
    query.options = Options{std::move(node), std::move(subscriber), unless_empty(subid), std::move(submission)};
    return ask<core::Done>(IqType::set, std::move(service), query, &done);
}

Request<forms::Form> default_options(Jid service, std::string_view node) {
    Query query;
    query.defaults = NodeForm{unless_empty(node), std::nullopt};
    return ask<forms::Form>(IqType::get, std::move(service), query, &form_of<&Query::defaults>);
}

Request<ItemsPage> items(Jid service, std::string node) { return items(std::move(service), items_of(std::move(node))); }

Request<ItemsPage> items(Jid service, std::string node, result_set::Page page) {
    return items(std::move(service), items_of(std::move(node)), std::move(page));
}

Request<ItemsPage> items(Jid service, Items which, std::optional<result_set::Page> page) {
    Query query;
    query.items = std::move(which);
    query.page = std::move(page);
    return ask<ItemsPage>(IqType::get, std::move(service), query, &items_page);
}

Request<ItemsPage> latest_items(Jid service, std::string node, std::uint32_t count) {
    Items which = items_of(std::move(node));
    which.max_items = count;
    return items(std::move(service), std::move(which));
}

Request<ItemsPage> items_by_id(Jid service, std::string node, const std::vector<std::string>& ids) {
    Items which = items_of(std::move(node));
    for (const std::string& id : ids) which.items.push_back(Item{.id = id});
    return items(std::move(service), std::move(which));
}

Request<Publish> publish(Jid service, std::string node, Item item, std::optional<forms::Form> options) {
    std::vector<Item> items;
    items.push_back(std::move(item));
    return publish(std::move(service), std::move(node), std::move(items), std::move(options));
}

Request<Publish> publish(Jid service, std::string node, std::vector<Item> items, std::optional<forms::Form> options) {
    Query query;
    query.publish = Publish{std::move(node), std::move(items)};
    if (options) query.publish_options = NodeForm{std::nullopt, std::move(options)};
    return ask<Publish>(IqType::set, std::move(service), query, &published);
}

Request<core::Done> retract(Jid service, std::string node, std::vector<std::string> ids, bool notify) {
    Query query;
    query.retract = Retract{std::move(node), notify, std::move(ids)};
    return ask<core::Done>(IqType::set, std::move(service), query, &done);
}

}  // namespace headstock::pubsub
