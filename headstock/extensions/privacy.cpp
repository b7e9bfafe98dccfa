// SPDX-License-Identifier: MIT
#include "headstock/extensions/privacy.hpp"

#include <algorithm>
#include <set>

#include "headstock/core/jid.hpp"

namespace headstock::privacy {
namespace {

std::unexpected<Error> wrong(std::string why) {
    return fail(std::make_error_code(std::errc::invalid_argument), std::move(why));
}

Result<void> check(const Item& item) {
    const std::string at = "rule " + std::to_string(item.order) + ": ";
    if (item.match.has_value() != item.value.has_value()) return wrong(at + "a kind and a value go together");
    if (!item.match) return {};
    if (*item.match == Match::jid && !core::Jid::parse(*item.value)) return wrong(at + "not a JID: " + *item.value);
    const auto states = {"both", "to", "from", "none"};
    if (*item.match == Match::subscription && std::ranges::find(states, *item.value) == states.end())
        return wrong(at + "not a subscription: " + *item.value);
    return {};
}

Result<void> check(const List& list) {
    if (list.items.empty()) return wrong("a list without rules is removed, not stored");
    if (list.items.size() > max_items) return wrong("more than 1,000 rules");
    std::set<std::uint32_t> orders;
    for (const Item& item : list.items) {
        if (!orders.insert(item.order).second) return wrong("two rules have the order " + std::to_string(item.order));
        if (auto checked = check(item); !checked) return checked;
    }
    return {};
}

core::Request<core::Done> order(const Query& query) { return core::set<core::Done>({}, bridge::write(query)); }

Result<List> read_list(const core::Iq& result) {
    Result<Query> query = result.payload<Query>();
    if (!query) return std::unexpected(std::move(query.error()));
    if (query->lists.size() != 1)
        return fail(make_error_code(bridge::PayloadErrc::missing), "query/list: one was asked for");
    return std::move(query->lists.front());
}

}  // namespace

core::Request<Query> names() { return core::get<Query>({}); }

core::Request<List> list(std::string_view name) {
    Query query;
    query.lists.push_back({std::string(name), {}});
    return {core::IqType::get, {}, bridge::write(query), &read_list};
}

Result<core::Request<core::Done>> store(const List& list) {
    if (auto checked = check(list); !checked) return std::unexpected(std::move(checked.error()));
    Query query;
    query.lists.push_back(list);
    return order(query);
}

core::Request<core::Done> remove(std::string_view name) {
    Query query;
    query.lists.push_back({std::string(name), {}});
    return order(query);
}

core::Request<core::Done> use(std::optional<std::string> name) {
    Query query;
    query.active.emplace(std::move(name));
    return order(query);
}

core::Request<core::Done> use_by_default(std::optional<std::string> name) {
    Query query;
    query.general.emplace(std::move(name));
    return order(query);
}

Module::Module(core::Stream& stream) {
    core::Router& router = stream.router();
    pushes_ = router.respond<Query>(core::IqType::set, [this, &router](const core::Iq& push) -> Result<core::Done> {
        if (!router.is_own_account(push.from()))
            return fail(make_error_code(core::StanzaCondition::service_unavailable));
        const Result<Query> news = push.payload<Query>();
        if (!news || news->lists.size() != 1)
            return fail(make_error_code(core::StanzaCondition::bad_request), "a push names one list");
        changes_.fire(news->lists.front().name);
        return core::Done();
    });
}

}  // namespace headstock::privacy
