// SPDX-License-Identifier: MIT
// testing alone: a stream logs in to the server in one's own process, and nothing but memory is between them.
#include "headstock/testing/local_link.hpp"

using namespace headstock;

int main() {
    testing::Server server;
    server.add_account("romeo", "wherefore");
    core::Stream stream(core::Account(core::jid("romeo@localhost/orchard"), Secret("wherefore")));
    testing::LocalLink link(server, stream);
    link.pump();
    if (stream.status() != core::Status::bound || !stream.channel().encrypted) return 1;
    if (!server.has_session(stream.address())) return 1;
    stream.terminate();
    link.pump();
    return stream.end()->code == core::Errc::closed && server.sessions() == 0 ? 0 : 1;
}
