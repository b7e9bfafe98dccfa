// SPDX-License-Identifier: MIT
// conversation alone: plays the server for a stream, in memory.
#include "headstock/conversation/conversation.hpp"

using namespace headstock;

int main() {
    testing::Conversation server(1);  // what it says arrives byte by byte
    server.log_in();
    std::string heard;
    const auto hearing =
        server.stream.router().on_message([&](const core::Message& message) { heard = message.body(); });
    server.say("<message from='romeo@montague.lit/orchard' type='chat'><body>O, speak again</body></message>");
    (void)server.stream.send(core::chat(core::jid("romeo@montague.lit"), "Ay me!"));
    server.expect("<message type='chat' to='romeo@montague.lit'><body>Ay me!</body></message>").expect_nothing();
    return heard == "O, speak again" ? 0 : 1;
}
