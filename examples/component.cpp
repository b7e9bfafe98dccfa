// SPDX-License-Identifier: MIT
// Components (XEP-0114): every address of their domains sends back what it is told, as a gateway would. It needs a
// server that lets them in: COMPONENT_SECRET=… component HOST PORT DOMAIN…
#include <cstdlib>
#include <iostream>
#include <memory>
#include <vector>

#include "support/run.hpp"

#include "headstock/client/client.hpp"

using namespace headstock;

namespace {

class Echo {
public:
    Echo(asio::io_context& io, const core::Jid& domain, const client::Options& where)
        : client_(io.get_executor(), core::Account::component(domain, Secret(std::getenv("COMPONENT_SECRET"))), where),
          hearing_(client_.session().on_message([this](const core::Message& heard) { answer(heard); })),
          telling_(client_.session().on_ready([this] { std::cout << client_.address().text() << std::endl; })) {
        client_.session().version.answer_with({"echo", "1.0", std::nullopt});
    }

    asio::awaitable<void> run() { return client_.run(); }

private:
    void answer(const core::Message& heard) {
        if (heard.type() == core::MessageType::error || !heard.has_body()) return;
        core::Message echo(heard.type());
        // As whoever was spoken to, and to whichever of their devices is there.
        client_.send(echo.to(heard.from().bare()).from(heard.to()).body(heard.body()));
    }

    client::Client client_;
    Subscription hearing_;
    Subscription telling_;
};

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 4 || !std::getenv("COMPONENT_SECRET")) {
        std::cerr << "usage: COMPONENT_SECRET=… component HOST PORT DOMAIN…\n";
        return 2;
    }
    client::Options where;
    where.host = argv[1];
    where.port = static_cast<std::uint16_t>(std::stoi(argv[2]));
    where.tls = client::Tls::off;  // as most servers have it: on the same machine, or through a tunnel
    asio::io_context io;
    std::vector<std::unique_ptr<Echo>> echoes;
    for (int i = 3; i < argc; ++i) echoes.push_back(std::make_unique<Echo>(io, core::jid(argv[i]), where));
    for (std::size_t i = 1; i < echoes.size(); ++i)
        asio::co_spawn(io, echoes[i]->run(), [](std::exception_ptr wrong) {
            if (wrong) std::rethrow_exception(wrong);
        });
    example::run(io, echoes.front()->run());
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
