// SPDX-License-Identifier: MIT
// api alone: a session on a stream that is not connected yet.
#include "headstock/api/session.hpp"

using namespace headstock;

int main() {
    core::Stream stream(core::Account(core::jid("romeo@montague.lit"), Secret("wherefore")));
    api::Session session(stream);
    session.version.answer_with({"Exodus", "0.7", std::nullopt});
    int heard = 0;
    const auto hearing = session.version.on_received([&](const version::Info&) { ++heard; });
    for (const api::Contact& contact : session.contacts) heard += contact.available() ? 1 : 0;
    stream.start();
    const bool speaks = stream.output().starts_with("<?xml");
    stream.connection_lost();
    return speaks && !session.ready() && session.contacts.empty() && heard == 0 ? 0 : 1;
}
