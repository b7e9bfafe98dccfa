// SPDX-License-Identifier: MIT
#include "by_hand.hpp"

#include "headstock/bridge/builder.hpp"

namespace headstock::bench::by_hand {
namespace {

using bridge::Builder;
using bridge::PayloadErrc;
using bridge::View;
using core::SubscriptionState;

constexpr std::string_view roster_ns = "jabber:iq:roster";

std::optional<std::string> optional_text(std::optional<std::string_view> text) {
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

Result<SubscriptionState> read_state(std::string_view word) {
    if (word == "none") return SubscriptionState::none;
    if (word == "to") return SubscriptionState::to;
    if (word == "from") return SubscriptionState::from;
    if (word == "both") return SubscriptionState::both;
    if (word == "remove") return SubscriptionState::remove;
    return fail(make_error_code(PayloadErrc::malformed), "item@subscription");
}

std::string_view word_for(SubscriptionState state) {
    switch (state) {
        case SubscriptionState::none:
            return "none";
        case SubscriptionState::to:
            return "to";
        case SubscriptionState::from:
            return "from";
        case SubscriptionState::both:
            return "both";
        case SubscriptionState::remove:
            break;
    }
    return "remove";
}

Result<bool> read_flag(std::string_view word) {
    if (word == "true" || word == "1") return true;
    if (word == "false" || word == "0") return false;
    return fail(make_error_code(PayloadErrc::malformed), "item@approved");
}

Result<core::RosterItem> read_item(View element) {
    const auto address = element.attribute("jid");
    if (!address) return fail(make_error_code(PayloadErrc::missing), "item@jid");
    auto jid = core::Jid::parse(*address);
    if (!jid) return std::unexpected(jid.error());
    const auto state = read_state(element.attribute("subscription").value_or("none"));
    if (!state) return std::unexpected(state.error());
    const auto approved = read_flag(element.attribute("approved").value_or("false"));
    if (!approved) return std::unexpected(approved.error());
    core::RosterItem item{*std::move(jid), optional_text(element.attribute("name")),
                          *state,          optional_text(element.attribute("ask")),
                          *approved,       {}};
    for (const View child : element.children())
        if (child.is({"group", roster_ns})) item.groups.push_back(child.text());
    return item;
}

Result<disco::Identity> read_identity(View element) {
    const auto category = element.attribute("category");
    const auto type = element.attribute("type");
    if (!category || !type) return fail(make_error_code(PayloadErrc::missing), "identity");
    return disco::Identity{std::string(*category), std::string(*type), optional_text(element.attribute("name"))};
}

}  // namespace

Result<core::RosterQuery> read_roster(View query) {
    if (!query.is({"query", roster_ns})) return fail(make_error_code(PayloadErrc::wrong_element));
    core::RosterQuery roster{optional_text(query.attribute("ver")), {}};
    for (const View child : query.children()) {
        if (!child.is({"item", roster_ns})) continue;
        auto item = read_item(child);
        if (!item) return std::unexpected(item.error());
        roster.items.push_back(*std::move(item));
    }
    return roster;
}

bridge::Element write_roster(const core::RosterQuery& roster) {
    Builder out({"query", roster_ns});
    if (roster.version) out.attribute("ver", *roster.version);
    for (const core::RosterItem& item : roster.items) {
        out.open({"item", roster_ns}).attribute("jid", item.jid.text());
        if (item.name) out.attribute("name", *item.name);
        if (item.subscription != SubscriptionState::none) out.attribute("subscription", word_for(item.subscription));
        if (item.ask) out.attribute("ask", *item.ask);
        if (item.approved) out.attribute("approved", "true");
        for (const std::string& group : item.groups) out.open({"group", roster_ns}).text(group).close();
        out.close();
    }
    return std::move(out).take();
}

Result<disco::Info> read_info(View query) {
    if (!query.is({"query", disco::info_ns})) return fail(make_error_code(PayloadErrc::wrong_element));
    disco::Info info{optional_text(query.attribute("node")), {}, {}, {}};
    for (const View child : query.children()) {
        if (child.is({"identity", disco::info_ns})) {
            auto identity = read_identity(child);
            if (!identity) return std::unexpected(identity.error());
            info.identities.push_back(*std::move(identity));
        } else if (child.is({"feature", disco::info_ns})) {
            const auto var = child.attribute("var");
            if (!var) return fail(make_error_code(PayloadErrc::missing), "feature@var");
            info.features.push_back({std::string(*var)});
        } else {
            info.extensions.push_back(child.own());
        }
    }
    return info;
}

bridge::Element write_info(const disco::Info& info) {
    Builder out({"query", disco::info_ns});
    if (info.node) out.attribute("node", *info.node);
    for (const disco::Identity& identity : info.identities) {
        out.open({"identity", disco::info_ns})
            .attribute("category", identity.category)
            .attribute("type", identity.type);
        if (identity.name) out.attribute("name", *identity.name);
        out.close();
    }
    for (const disco::Feature& feature : info.features)
        out.open({"feature", disco::info_ns}).attribute("var", feature.var).close();
    for (const bridge::Element& extension : info.extensions) out.add(extension);
    return std::move(out).take();
}

}  // namespace headstock::bench::by_hand
