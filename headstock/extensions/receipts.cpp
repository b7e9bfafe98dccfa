// SPDX-License-Identifier: MIT
#include "headstock/extensions/receipts.hpp"

#include <algorithm>

namespace headstock::receipts {
namespace {

/// Whether it is a private message within a room, which says so (XEP-0045 §7.5).
bool within_room(const core::Message& message) {
    return message.view().has_child({"x", "http://jabber.org/protocol/muc#user"});
}

}  // namespace

Module::Module(core::Stream& stream)
    : stream_(stream), messages_(stream.router().on_message([this](const core::Message& m) { received(m); })) {}

void Module::answer(std::function<bool(const core::Jid&)> may_know) {
    may_know_ = std::move(may_know);
    announced_ = may_know_ ? stream_.announce(std::string(ns)) : Subscription();
}

Result<std::string> Module::send(core::Message message) {
    if (message.id().empty()) message.id(random_id(stream_.random()));
    std::string id(message.id());
    const bool asks = message.type() != core::MessageType::groupchat && message.type() != core::MessageType::error &&
                      !message.has<Received>() && !message.to().empty();
    if (asks && !message.has<Request>()) message.add(Request());
    if (auto sent = stream_.send(message); !sent) return std::unexpected(std::move(sent.error()));
    if (!asks) return id;
    if (pending_.size() == max_pending) pending_.pop_front();
    pending_.push_back({id, message.to(), within_room(message), {}});
    return id;
}

void Module::received(const core::Message& message) {
    if (message.type() == core::MessageType::error) return;
    if (message.has<Received>()) acknowledged(message);  // XEP-0184 §5.5: a receipt never asks for one
    else if (message.has<Request>()) acknowledge(message);
}

void Module::acknowledge(const core::Message& message) {
    if (!may_know_ || message.id().empty() || message.from().empty()) return;
    if (message.type() == core::MessageType::groupchat || !may_know_(message.from())) return;
    core::Message receipt(message.type());
    receipt.to(message.from()).id(random_id(stream_.random())).add(Received{std::string(message.id())});
    (void)stream_.send(receipt);  // what cannot be sent now is not owed: no receipt means nothing
}

void Module::acknowledged(const core::Message& message) {
    const Result<Received> received = message.payload<Received>();
    if (!received) return;
    const auto found = std::ranges::find_if(pending_, [&](const Pending& pending) {
        // Any client of an account may tell; but others are in the same room.
        const bool exact = pending.within_room || within_room(message);
        const bool may_tell = message.from() == pending.to || (!exact && message.from().bare() == pending.to.bare());
        return pending.id == received->id && may_tell;
    });
    if (found == pending_.end() || found->clients.size() == max_clients) return;
    if (std::ranges::find(found->clients, message.from()) != found->clients.end()) return;
    found->clients.push_back(message.from());
    receipts_.fire(Receipt{received->id, message.from()});
}

}  // namespace headstock::receipts
