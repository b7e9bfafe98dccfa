// SPDX-License-Identifier: MIT
// Uses the client as it was installed, as far as that goes without a server.
#include <asio/io_context.hpp>
#include <headstock/client/client.hpp>

using namespace headstock;

int main() {
    asio::io_context io;
    client::Client me(io.get_executor(), core::Account(core::jid("romeo@montague.lit"), Secret("wherefore")));
    me.session().version.answer_with({"consumer", "1", std::nullopt});
    const bool sent = me.send(core::chat(core::jid("juliet@capulet.lit"), "hello")).has_value();
    return !sent && me.address() == core::jid("romeo@montague.lit") ? 0 : 1;
}
