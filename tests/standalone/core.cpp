// SPDX-License-Identifier: MIT
// core alone: a stream that is given bytes and gives bytes, which will not log in without encryption.
#include "headstock/core/stream.hpp"

using namespace headstock;

int main() {
    core::Stream stream(core::Account(core::jid("romeo@montague.lit"), Secret("wherefore")));
    stream.start();
    const std::string header = stream.take_output();
    if (header.find("to='montague.lit'") == std::string::npos) return 1;
    const auto heard = stream.receive(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
        "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
        "</mechanisms></stream:features>");
    const bool refused = !heard && heard.error().code == core::Errc::tls_not_offered;
    return refused && stream.need() == core::Need::close && !core::Jid::parse("@montague.lit") ? 0 : 1;
}
