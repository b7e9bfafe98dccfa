// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_service.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace headstock::pubsub {
namespace {

Result<void> require(bool there, Condition condition) {
    if (there) return {};
    return fail(make_error_code(condition));
}

Result<void> bad_request(const char* why) { return fail(make_error_code(core::StanzaCondition::bad_request), why); }

std::ptrdiff_t count(std::initializer_list<bool> parts) { return std::ranges::count(parts, true); }

template <class T>
bool named(const std::optional<T>& part) {
    return part && part->node && !part->node->empty();
}

Result<void> check_get(const Query& query) {
    if (count({query.subscriptions.has_value(), query.affiliations.has_value(), query.options.has_value(),
               query.defaults.has_value(), query.items.has_value()}) != 1)
        return bad_request("one question at a time");
    if (query.options) return require(query.options->jid.has_value(), Condition::jid_required);
    if (query.items) return require(!query.items->node.empty(), Condition::nodeid_required);
    return {};
}

Result<void> check_retract(const Retract& retract) {
    if (retract.node.empty()) return fail(make_error_code(Condition::nodeid_required));
    return require(!retract.ids.empty(), Condition::item_required);
}

Result<void> check_set(const Query& query) {
    const bool options_alone = query.options && !query.subscribe;
    if (count({query.create.has_value(), query.subscribe.has_value(), query.unsubscribe.has_value(), options_alone,
               query.publish.has_value(), query.retract.has_value()}) != 1)
        return bad_request("one order at a time");
    if (query.subscribe) return require(query.subscribe->jid.has_value(), Condition::jid_required);
    if (query.unsubscribe) return require(query.unsubscribe->jid.has_value(), Condition::jid_required);
    if (query.publish) return require(!query.publish->node.empty(), Condition::nodeid_required);
    if (query.retract) return check_retract(*query.retract);
    if (!options_alone) return {};
    if (!query.options->jid) return fail(make_error_code(Condition::jid_required));
    return require(query.options->form.has_value(), Condition::invalid_options);
}

/// Answers requests of that type.
template <class Q>
Subscription answer(core::Router& router, core::IqType type, const Service::Handler<Q>& handler) {
    return router.respond(bridge::name_of<Q>(), type,
                          [type, handler](const core::Iq& request) -> Result<std::optional<bridge::Element>> {
                              const Result<Q> query = request.payload<Q>();
                              if (!query)
                                  return fail(make_error_code(core::StanzaCondition::bad_request), query.error().text);
                              if (Result<void> sound = check(*query, type); !sound)
                                  return std::unexpected(std::move(sound.error()));
                              Result<std::optional<Q>> content = handler(request, *query);
                              if (!content) return std::unexpected(std::move(content.error()));
                              if (!*content) return std::nullopt;
                              return bridge::write(**content);
                          });
}

}  // namespace

Result<void> check(const Query& query, core::IqType type) {
    return type == core::IqType::get ? check_get(query) : check_set(query);
}

Result<void> check(const OwnerQuery& query, core::IqType type) {
    const bool is_get = type == core::IqType::get;
    if (count({query.configure.has_value(), query.affiliations.has_value(), query.subscriptions.has_value(),
               is_get && query.defaults, !is_get && query.deleted, !is_get && query.purged,
               !is_get && query.association}) != 1)
        return bad_request("one thing at a time");
    if (query.configure && !named(query.configure)) return fail(make_error_code(Condition::nodeid_required));
    if (query.affiliations && !named(query.affiliations)) return fail(make_error_code(Condition::nodeid_required));
    if (query.subscriptions && !named(query.subscriptions)) return fail(make_error_code(Condition::nodeid_required));
    if (query.configure && !is_get) return require(query.configure->form.has_value(), Condition::invalid_options);
    return {};
}

void Service::answer_with(Handler<Query> handler) {
    gets_ = answer<Query>(stream_.router(), core::IqType::get, handler);
    sets_ = answer<Query>(stream_.router(), core::IqType::set, handler);
    announced_ = stream_.announce(std::string(ns));
}

void Service::answer_owners_with(Handler<OwnerQuery> handler) {
    owner_gets_ = answer<OwnerQuery>(stream_.router(), core::IqType::get, handler);
    owner_sets_ = answer<OwnerQuery>(stream_.router(), core::IqType::set, handler);
}

}  // namespace headstock::pubsub
