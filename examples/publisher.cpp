// SPDX-License-Identifier: MIT
// Publish-Subscribe (XEP-0060), the one side: makes a node if it is not there, and publishes each line of its input.
// It needs a real server: PASSWORD=… publisher JID HOST PORT CA-FILE SERVICE NODE
#include <iostream>
#include <string>

#include "support/login.hpp"
#include "support/run.hpp"

#include "headstock/extensions/pubsub.hpp"
#include "headstock/extensions/pubsub_owner.hpp"

using namespace headstock;

namespace {

/// What is published here. Any payload will do.
struct Note {
    std::string text;
    static constexpr auto xml = bridge::element("note", "urn:example:note", bridge::text(&Note::text));
};

asio::awaitable<void> make_node(client::Client& me, const core::Jid& service, const std::string& node) {
    pubsub::NodeConfig config;
    config.access_model = pubsub::AccessModel::open;
    config.persist_items = true;
    try {
        co_await me.ask(pubsub::create(service, node, config));
    } catch (const Failure& failure) {
        if (failure.code() != core::StanzaCondition::conflict) throw;  // else it is there
    }
}

asio::awaitable<void> publish(client::Client& me, const core::Jid& service, const std::string& node) {
    co_await me.connect();
    co_await make_node(me, service, node);
    std::string line;
    while (std::getline(std::cin, line)) {
        pubsub::Item item = pubsub::item(Note{line});
        const pubsub::Publish published = co_await me.ask(pubsub::publish(service, node, item));
        std::cout << "published " << (published.items.empty() ? "it" : published.items.front().id.value_or("it"))
                  << std::endl;
    }
    co_await me.close();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 7) {
        std::cerr << "usage: PASSWORD=… publisher JID HOST PORT CA-FILE SERVICE NODE\n";
        return 2;
    }
    const example::Login login(argv + 1);
    asio::io_context io;
    client::Client me(io.get_executor(), login.account, login.options);
    example::run(io, publish(me, core::jid(argv[5]), argv[6]));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
