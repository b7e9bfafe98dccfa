// SPDX-License-Identifier: MIT
// A microblog (XEP-0277): entries in Atom, published at one's own account (XEP-0163). It needs a real server:
// PASSWORD=… microblog JID HOST PORT CA-FILE post TEXT | list [ACCOUNT] | retract ID | follow ACCOUNT
#include <iostream>
#include <string>
#include <vector>

#include "support/login.hpp"
#include "support/run.hpp"

#include "headstock/core/lexical.hpp"
#include "headstock/extensions/pep.hpp"
#include "headstock/extensions/pubsub_owner.hpp"

using namespace headstock;

namespace {

constexpr std::string_view blog = "urn:xmpp:microblog:0";
constexpr std::string_view atom = "http://www.w3.org/2005/Atom";

struct Author {
    std::string name;
    std::optional<std::string> uri;

    static constexpr auto xml =
        bridge::element("author", atom, bridge::text("name", &Author::name), bridge::text("uri", &Author::uri));
};

struct Entry {
    std::optional<Author> author;
    std::string title;
    std::string id;
    std::optional<Timestamp> published;
    Timestamp updated;

    static constexpr auto xml =
        bridge::element("entry", atom, bridge::child(&Entry::author), bridge::text("title", &Entry::title),
                        bridge::text("id", &Entry::id), bridge::text("published", &Entry::published),
                        bridge::text("updated", &Entry::updated));
};

/// Makes the blog, if it is not there: anybody may read it, and it keeps the last hundred entries.
asio::awaitable<void> make_blog(client::Client& me) {
    pubsub::NodeConfig config = pep::for_anybody();
    config.max_items = "100";
    config.notify_retract = true;
    try {
        co_await me.ask(pubsub::create(core::Jid(), blog, config));
    } catch (const Failure& failure) {
        if (failure.code() != core::StanzaCondition::conflict) throw;
    }
}

void show(const core::Jid& account, const pubsub::Item& item) {
    const Result<Entry> entry = item.as<Entry>();
    if (entry) std::cout << account.text() << ' ' << item.id.value_or("?") << ' ' << entry->title << std::endl;
}

asio::awaitable<void> post(client::Client& me, const std::string& text) {
    const std::string id = random_id(system_random());
    const Timestamp now = system_clock().wall();
    const std::string address = me.address().bare().text();
    const Author author{address, "xmpp:" + address};
    const Entry entry{author, text, "tag:" + me.server().text() + ",2026:" + id, now, now};
    pubsub::Item item = pubsub::item(entry, id);
    co_await make_blog(me);
    co_await me.ask(pep::publish(std::string(blog), std::move(item)));
    std::cout << id << std::endl;
}

asio::awaitable<void> list(client::Client& me, const core::Jid& account) {
    const pubsub::ItemsPage all = co_await me.ask(pubsub::items(account, std::string(blog)));
    for (const pubsub::Item& item : all.items.items) show(account, item);
}

asio::awaitable<void> retract(client::Client& me, const std::string& id) {
    std::vector<std::string> ids(1, id);
    co_await me.ask(pubsub::retract(core::Jid(), std::string(blog), std::move(ids)));
}

/// Says what an account writes and takes back, for as long as the program runs.
asio::awaitable<void> follow(client::Client& me, const core::Jid& account) {
    pubsub::Module events(me.stream());
    auto hearing = events.on_event(account, std::string(blog), [&](const pubsub::Notice& notice) {
        if (!notice.event.items) return;
        for (const pubsub::Item& item : notice.event.items->items) show(account, item);
        for (const std::string& id : notice.event.items->retracted)
            std::cout << account.text() << ' ' << id << " retracted" << std::endl;
    });
    co_await me.ask(pubsub::subscribe(account, std::string(blog), me.address().bare()));
    std::cout << "following" << std::endl;
    co_await me.run();
}

asio::awaitable<void> run(client::Client& me, const std::vector<std::string>& words) {
    co_await me.connect();
    const std::string& verb = words.at(0);
    const core::Jid whose = words.size() > 1 && verb == "list" ? core::jid(words.at(1)) : me.address().bare();
    if (verb == "post") co_await post(me, words.at(1));
    else if (verb == "retract") co_await retract(me, words.at(1));
    else if (verb == "follow") co_await follow(me, core::jid(words.at(1)));
    else co_await list(me, whose);
    co_await me.close();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 6) {
        std::cerr << "usage: PASSWORD=… microblog JID HOST PORT CA-FILE post TEXT | list [ACCOUNT] | retract ID | "
                     "follow ACCOUNT\n";
        return 2;
    }
    const example::Login login(argv + 1);
    asio::io_context io;
    client::Client me(io.get_executor(), login.account, login.options);
    example::run(io, run(me, std::vector<std::string>(argv + 5, argv + argc)));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
