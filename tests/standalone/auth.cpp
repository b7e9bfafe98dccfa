// SPDX-License-Identifier: MIT
// auth alone: the strongest mechanism that is offered, and its first message.
#include <vector>

#include "headstock/auth/choose.hpp"

using namespace headstock;

int main() {
    auth::Credentials credentials;
    credentials.username = "user";
    credentials.password = Secret("pencil");
    auth::Channel channel;
    channel.encrypted = true;
    const std::vector<std::string> offered{"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-256"};
    const auto chosen = auth::choose(offered, credentials, channel, {}, system_random());
    if (!chosen || (*chosen)->name() != "SCRAM-SHA-256") return 1;
    const auto first = (*chosen)->start();
    if (!first || !*first || !(*first)->starts_with("n,,n=user,r=")) return 1;

    const std::vector<std::string> only_plain{"PLAIN"};
    const auto refused = auth::choose(only_plain, credentials, channel, {}, system_random());
    return !refused && refused.error().code == auth::Errc::plain_refused ? 0 : 1;
}
