// SPDX-License-Identifier: MIT
#include "headstock/testing/server/carbon_copies.hpp"

#include <algorithm>
#include <string_view>

#include "headstock/core/namespaces.hpp"
#include "headstock/extensions/carbons.hpp"

namespace headstock::testing::detail {
namespace {

using core::MessageType;

/// XEP-0280 §6.1, and who says that a message is for one device only.
bool is_copied(const core::Message& message) {
    const bridge::View view = message.view();
    if (view.has_child({"private", carbons::ns}) || view.has_child({"no-copy", "urn:xmpp:hints"})) return false;
    return message.type() == MessageType::chat || (message.type() == MessageType::normal && message.has_body());
}

void copy_to(Session& session, std::string_view direction, const core::Message& message) {
    bridge::Element carrier("message", core::ns::client);
    carrier.attribute("from", session.account.jid.text()).attribute("to", session.jid.text());
    carrier.attribute("type", message.view().attribute("type").value_or("normal"));
    bridge::Element forwarded("forwarded", "urn:xmpp:forward:0");
    forwarded.add(message.view());
    carrier.add(bridge::Element(direction, carbons::ns).add(forwarded));
    session.outlet.deliver(carrier);
}

}  // namespace

void copy_sent(const Session& sender, const core::Message& message) {
    if (!is_copied(message)) return;
    for (Session* other : sender.account.sessions)
        if (other != &sender && other->carbons) copy_to(*other, "sent", message);
}

void copy_received(const Account& account, const std::vector<Session*>& recipients, const core::Message& message) {
    if (recipients.empty() || !is_copied(message)) return;
    for (Session* other : account.sessions)
        if (other->carbons && std::ranges::find(recipients, other) == recipients.end())
            copy_to(*other, "received", message);
}

}  // namespace headstock::testing::detail
