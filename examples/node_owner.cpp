// SPDX-License-Identifier: MIT
// What the owner of a node does with it (XEP-0060), from making it to deleting it. It needs a real server:
// PASSWORD=… node_owner JID HOST PORT CA-FILE SERVICE NODE FRIEND
#include <iostream>
#include <string>
#include <vector>

#include "support/login.hpp"
#include "support/run.hpp"

#include "headstock/extensions/pubsub.hpp"
#include "headstock/extensions/pubsub_owner.hpp"

using namespace headstock;

namespace {

struct Note {
    std::string text;
    static constexpr auto xml = bridge::element("note", "urn:example:note", bridge::text(&Note::text));
};

/// One owner at one node.
struct Owner {
    client::Client& me;
    core::Jid service;
    std::string node;
    core::Jid companion;

    asio::awaitable<void> set_up() const;
    asio::awaitable<void> let_in() const;
    asio::awaitable<void> fill() const;
    asio::awaitable<void> go_wrong() const;
    asio::awaitable<void> run() const;
};

void say(std::string_view what, std::string_view detail) { std::cout << what << ' ' << detail << std::endl; }

asio::awaitable<void> Owner::set_up() const {
    pubsub::NodeConfig config;
    config.title = "Of roses";
    config.persist_items = true;
    co_await me.ask(pubsub::create(service, node, config));
    config.title = "Of names";
    co_await me.ask(pubsub::configure(service, node, config));
    const forms::Form form = co_await me.ask(pubsub::configuration(service, node));
    const Result<pubsub::NodeConfig> now = pubsub::NodeConfig::read(form);
    say("title", now ? now->title.value_or("none") : now.error().message());
    const forms::Form defaults = co_await me.ask(pubsub::default_configuration(service));
    say("defaults", defaults.form_type());
    const disco::Items nodes = co_await me.ask(pubsub::nodes(service));
    for (const disco::Item& each : nodes.items)
        if (each.node == node) say("listed", node);
}

asio::awaitable<void> Owner::let_in() const {
    std::vector<pubsub::Affiliated> changes(1);
    changes.front().jid = companion;
    changes.front().affiliation = pubsub::Affiliation::publisher;
    co_await me.ask(pubsub::change_affiliates(service, node, changes));
    const pubsub::Affiliations affiliates = co_await me.ask(pubsub::affiliates(service, node));
    for (const pubsub::Affiliated& each : affiliates.affiliations)
        say(each.jid ? each.jid->text() : "somebody", bridge::word_for(each.affiliation));
    co_await me.ask(pubsub::subscribe(service, node, me.address().bare()));
    const pubsub::Subscriptions subscribers = co_await me.ask(pubsub::subscribers(service, node));
    for (const pubsub::NodeSubscription& each : subscribers.subscriptions) say("subscriber", each.jid.text());
    const pubsub::Subscriptions ours = co_await me.ask(pubsub::subscriptions(service, node));
    say("ours", std::to_string(ours.subscriptions.size()));
    co_await me.ask(pubsub::unsubscribe(service, node, me.address().bare()));
}

asio::awaitable<void> Owner::fill() const {
    for (const char* const id : {"1", "2", "3"}) {
        pubsub::Item item = pubsub::item(Note{id}, id);
        co_await me.ask(pubsub::publish(service, node, item));
    }
    std::vector<std::string> first(1, "1");
    const pubsub::ItemsPage by_id = co_await me.ask(pubsub::items_by_id(service, node, first));
    say("by id", by_id.items.items.empty() ? "none" : by_id.items.items.front().id.value_or("none"));
    co_await me.ask(pubsub::retract(service, node, first));
    const pubsub::ItemsPage left = co_await me.ask(pubsub::items(service, node));
    say("left", std::to_string(left.items.items.size()));
    co_await me.ask(pubsub::purge(service, node));
    const pubsub::ItemsPage none = co_await me.ask(pubsub::items(service, node));
    say("purged", std::to_string(none.items.items.size()));
}

asio::awaitable<void> Owner::go_wrong() const {
    try {
        co_await me.ask(pubsub::unsubscribe(service, node, me.address().bare()));
    } catch (const Failure& failure) {
        const bool told = failure.code() == pubsub::Condition::not_subscribed;
        say("refused", told ? "not subscribed" : failure.error().message());
    }
}

asio::awaitable<void> Owner::run() const {
    co_await me.connect();
    co_await set_up();
    co_await let_in();
    co_await fill();
    co_await go_wrong();
    co_await me.ask(pubsub::delete_node(service, node));
    say("deleted", node);
    co_await me.close();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 8) {
        std::cerr << "usage: PASSWORD=… node_owner JID HOST PORT CA-FILE SERVICE NODE FRIEND\n";
        return 2;
    }
    const example::Login login(argv + 1);
    asio::io_context io;
    client::Client me(io.get_executor(), login.account, login.options);
    const Owner owner{me, core::jid(argv[5]), argv[6], core::jid(argv[7])};
    example::run(io, owner.run());
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
