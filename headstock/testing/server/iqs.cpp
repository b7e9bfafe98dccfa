// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <chrono>

#include "headstock/core/namespaces.hpp"
#include "headstock/extensions/carbons.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/entity_time.hpp"
#include "headstock/extensions/last_activity.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/extensions/version.hpp"
#include "headstock/testing/server/roster_store.hpp"
#include "headstock/testing/server/routing.hpp"

namespace headstock::testing::detail {
namespace {

namespace ns = core::ns;
using core::IqType;
using core::StanzaCondition;

/// Whom a question is for, as the one sees it who asks.
enum class Whom { server, own_account, other_account };

struct Question {
    Hub& hub;
    Session& asker;
    const core::Iq& iq;
    const Account* account;  ///< nothing: the server
};

using Answer = RosterAnswer;

Answer server_info(const Question& question) {
    if (question.iq.content()->attribute("node")) return std::unexpected(StanzaCondition::item_not_found);
    disco::Info info;
    info.identities.push_back({"server", "im", "headstock test server"});
    for (const std::string_view feature : {disco::info_ns, disco::items_ns, last_activity::ns, ns::roster, version::ns,
                                           std::string_view("msgoffline"), ping::ns, entity_time::ns, carbons::ns})
        info.features.push_back({std::string(feature)});
    return bridge::write(info);
}

/// XEP-0030 §3.1: an account's is told to those who hear of its presence.
bool may_ask(const Question& question) {
    const Account& asker = question.asker.account;
    if (question.account == &asker) return true;
    const auto at = question.account->roster.find(asker.jid);
    return at != question.account->roster.end() && hears(at->second);
}

Answer account_info(const Question& question) {
    if (!may_ask(question)) return std::unexpected(StanzaCondition::service_unavailable);
    if (question.iq.content()->attribute("node")) return std::unexpected(StanzaCondition::item_not_found);
    disco::Info info;
    info.identities.push_back({"account", question.account->nobody ? "anonymous" : "registered", std::nullopt});
    info.features = {{std::string(disco::info_ns)}, {std::string(disco::items_ns)}};
    return bridge::write(info);
}

Answer server_items(const Question& question) {
    if (question.iq.content()->attribute("node")) return std::unexpected(StanzaCondition::item_not_found);
    return bridge::write(disco::Items());
}

Answer account_items(const Question& question) {
    if (!may_ask(question)) return std::unexpected(StanzaCondition::service_unavailable);
    return server_items(question);
}

Answer server_version(const Question&) {
    return bridge::write(version::Info{"headstock", HEADSTOCK_VERSION, std::nullopt});
}

Answer pong(const Question&) { return std::nullopt; }

Answer server_time(const Question& question) {
    return bridge::write(entity_time::Time{"Z", question.hub.clock.wall()});
}

Answer uptime(const Question& question) {
    const auto up = std::chrono::duration_cast<std::chrono::seconds>(question.hub.clock.now() - question.hub.started);
    return bridge::write(last_activity::Activity{static_cast<std::uint64_t>(up.count()), {}});
}

Answer roster(const Question& question) {
    if (question.iq.type() == IqType::get) return give_roster(question.asker, question.iq);
    return change_roster(question.hub, question.asker, question.iq);
}

/// XEP-0280 §4, §5.
Answer set_carbons(const Question& question) {
    question.asker.carbons = question.iq.content()->tag() == "enable";
    return std::nullopt;
}

Answer forbidden(const Question&) { return std::unexpected(StanzaCondition::forbidden); }
Answer not_again(const Question&) { return std::unexpected(StanzaCondition::not_allowed); }

struct Rule {
    bridge::Name payload;
    IqType type;
    Whom whom;
    Answer (*answer)(const Question&);
};

constexpr bridge::Name roster_query{"query", ns::roster};
constexpr bridge::Name info_query{"query", disco::info_ns};
constexpr bridge::Name items_query{"query", disco::items_ns};
constexpr bridge::Name ping_name{"ping", ping::ns};
constexpr bridge::Name session_name{"session", ns::session};
constexpr bridge::Name bind_name{"bind", ns::bind};

constexpr std::array rules{
    Rule{roster_query, IqType::get, Whom::own_account, roster},
    Rule{roster_query, IqType::set, Whom::own_account, roster},
    Rule{roster_query, IqType::get, Whom::other_account, forbidden},
    Rule{roster_query, IqType::set, Whom::other_account, forbidden},
    Rule{info_query, IqType::get, Whom::server, server_info},
    Rule{info_query, IqType::get, Whom::own_account, account_info},
    Rule{info_query, IqType::get, Whom::other_account, account_info},
    Rule{items_query, IqType::get, Whom::server, server_items},
    Rule{items_query, IqType::get, Whom::own_account, account_items},
    Rule{items_query, IqType::get, Whom::other_account, account_items},
    Rule{ping_name, IqType::get, Whom::server, pong},
    Rule{ping_name, IqType::get, Whom::own_account, pong},
    Rule{session_name, IqType::set, Whom::server, pong},
    Rule{session_name, IqType::set, Whom::own_account, pong},
    Rule{{"enable", carbons::ns}, IqType::set, Whom::own_account, set_carbons},
    Rule{{"disable", carbons::ns}, IqType::set, Whom::own_account, set_carbons},
    Rule{bind_name, IqType::set, Whom::server, not_again},
    Rule{bind_name, IqType::set, Whom::own_account, not_again},
    Rule{{"query", version::ns}, IqType::get, Whom::server, server_version},
    Rule{{"time", entity_time::ns}, IqType::get, Whom::server, server_time},
    Rule{{"query", last_activity::ns}, IqType::get, Whom::server, uptime},
};

Answer ask(const Question& question) {
    const Whom whom = !question.account                             ? Whom::server
                      : question.account == &question.asker.account ? Whom::own_account
                                                                    : Whom::other_account;
    const auto rule = std::ranges::find_if(rules, [&](const Rule& each) {
        return each.whom == whom && each.type == question.iq.type() && question.iq.content()->is(each.payload);
    });
    return rule == rules.end() ? std::unexpected(StanzaCondition::service_unavailable) : rule->answer(question);
}

void answer(const Question& question) {
    if (!question.iq.is_request()) return;
    const Answer content = ask(question);
    if (!content) return bounce(question.asker, question.iq.view(), content.error());
    core::Iq result = question.iq.result_reply();
    result.from(question.iq.to().empty() ? question.asker.account.jid : question.iq.to());
    if (*content) result.add(**content);
    question.asker.outlet.deliver(result.view());
}

}  // namespace

void route_iq(Hub& hub, Session& sender, const core::Iq& iq) {
    const core::Jid& to = iq.to().empty() ? sender.account.jid : iq.to();
    if (Session* component = hub.component(to)) return component->outlet.deliver(iq.view());
    if (!hub.serves(to)) return bounce(sender, iq.view(), StanzaCondition::remote_server_not_found);
    if (to == hub.address) return answer({hub, sender, iq, nullptr});
    const Account* account = hub.accounts.find(to);
    if (to.is_bare() && account) return answer({hub, sender, iq, account});
    if (Session* session = hub.accounts.find_session(to)) return session->outlet.deliver(iq.view());
    bounce(sender, iq.view(), StanzaCondition::service_unavailable);
}

}  // namespace headstock::testing::detail
