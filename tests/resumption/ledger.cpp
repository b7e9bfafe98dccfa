// SPDX-License-Identifier: MIT
#include "ledger.hpp"

namespace headstock::testing {
namespace {

int count(const std::map<std::string, int>& counts, const std::string& name) {
    const auto at = counts.find(name);
    return at == counts.end() ? 0 : at->second;
}

}  // namespace

std::string Ledger::name_of(bridge::View message) {
    const auto body = message.child({"body", "jabber:client"});
    return body ? body->text().substr(0, name_size) : std::string();
}

bool Ledger::write(core::Stream& stream, const core::Jid& to, const std::string& name, std::size_t padding) {
    const auto told = [this, name](core::Delivery delivery) {
        auto& counts = delivery == core::Delivery::sent ? sent_ : delivery == core::Delivery::acked ? acked_ : failed_;
        ++counts[name];
    };
    if (!stream.send(core::chat(to, name + std::string(padding, '.')).view(), told)) return false;
    accepted_.insert(name);
    return true;
}

std::string Ledger::judge(bool may_repeat) const {
    for (const std::string& name : accepted_)
        if (std::string wrong = judge(name, may_repeat); !wrong.empty()) return wrong;
    return {};
}

std::string Ledger::judge(const std::string& name, bool may_repeat) const {
    const int acked = count(acked_, name);
    const int received = count(received_, name);
    if (acked + count(failed_, name) != 1) return name + " is neither acknowledged nor failed, or both";
    if (count(undelivered_, name) != count(failed_, name)) return name + " was not handed back, or without need";
    if (count(sent_, name) > 1) return name + " was said to be sent twice";
    if (acked == 1 && received + count(returned_, name) == 0) return name + " was acknowledged and is missing";
    if (received > 1 && !may_repeat) return name + " arrived twice";
    return {};
}

}  // namespace headstock::testing
