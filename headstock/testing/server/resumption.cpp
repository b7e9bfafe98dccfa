// SPDX-License-Identifier: MIT
#include "headstock/testing/server/resumption.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "headstock/core/namespaces.hpp"
#include "headstock/testing/server/presences.hpp"
#include "headstock/testing/server/routing.hpp"

namespace headstock::testing::detail {
namespace {

using core::StanzaCondition;

bool is_true(std::optional<std::string_view> value) { return value == "true" || value == "1"; }

/// Only an account's own sessions are looked at: another's name is as one that never was.
Session* find(const Account& account, std::string_view id) {
    if (id.empty()) return nullptr;
    const auto at = std::ranges::find_if(account.sessions, [&](const Session* each) { return each->outlet.id == id; });
    return at == account.sessions.end() ? nullptr : *at;
}

bridge::Element not_found(const Account& account, std::string_view id) {
    bridge::Element answer = failed(StanzaCondition::item_not_found);
    for (const auto& [name, handled] : account.forgotten)
        if (name == id) answer.attribute("h", std::to_string(handled));
    return answer;
}

void remember(Account& account, const SessionOutlet& outlet) {
    if (outlet.id.empty()) return;
    account.forgotten.emplace_back(outlet.id, outlet.queue->handled());
    if (account.forgotten.size() > Account::max_forgotten) account.forgotten.pop_front();
}

}  // namespace

void SessionOutlet::deliver(bridge::View stanza) {
    const std::size_t size = connection_ ? connection_->deliver(stanza) : queue ? stanza.xml().size() : 0;
    if (!queue) return;
    queue->sent(stanza, size);
    asking = true;
}

bridge::Element failed(StanzaCondition why) {
    return bridge::Element("failed", core::ns::stream_management)
        .add(bridge::Element(core::word(why), core::ns::stanza_errors));
}

bridge::Element enable(Hub& hub, Session& session, bridge::View request) {
    if (!hub.options.stream_management) return failed(StanzaCondition::feature_not_implemented);
    if (session.outlet.queue) return failed(StanzaCondition::unexpected_request);
    session.outlet.queue.emplace();
    bridge::Element answer("enabled", core::ns::stream_management);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(hub.options.resume_limit).count();
    if (!is_true(request.attribute("resume")) || seconds == 0 || session.account.nobody) return answer;
    session.outlet.id = random_id(hub.random);
    answer.attribute("id", session.outlet.id).attribute("resume", "true").attribute("max", std::to_string(seconds));
    if (!hub.options.resume_location.empty()) answer.attribute("location", hub.options.resume_location);
    return answer;
}

std::expected<std::unique_ptr<Session>, bridge::Element> resume(Hub& hub, Account& account, bridge::View request) {
    if (!hub.options.stream_management) return std::unexpected(failed(StanzaCondition::feature_not_implemented));
    const std::string_view id = request.attribute("previd").value_or("");
    Session* session = find(account, id);
    if (!session) return std::unexpected(not_found(account, id));
    if (!session->outlet.queue->acknowledge(request)) return std::unexpected(failed(StanzaCondition::bad_request));
    Outlet* connection = session->outlet.connection();
    return connection ? connection->surrender() : hub.take(*session);
}

bridge::Element resumed(const Session& session) {
    return session.outlet.queue->counter("resumed").attribute("previd", session.outlet.id);
}

void bury(Hub& hub, std::unique_ptr<Session> session) {
    Account& account = session->account;
    std::erase(account.sessions, session.get());
    go_offline(hub, *session);
    hub.changed(session->jid, false);
    if (session->outlet.queue) {
        remember(account, session->outlet);
        for (const core::AckQueue::Entry& entry : session->outlet.queue->take())
            return_stanza(hub, account, entry.stanza);
    }
    if (account.nobody) hub.accounts.remove(account);
}

}  // namespace headstock::testing::detail
