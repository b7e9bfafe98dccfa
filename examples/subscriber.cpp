// SPDX-License-Identifier: MIT
// Publish-Subscribe (XEP-0060), the other side: subscribes to a node, says what is published there, and unsubscribes
// once it is gone. It needs a real server: PASSWORD=… subscriber JID HOST PORT CA-FILE SERVICE NODE
#include <iostream>
#include <string>

#include "support/login.hpp"
#include "support/run.hpp"

#include "headstock/extensions/pubsub.hpp"
#include "headstock/extensions/pubsub_events.hpp"

using namespace headstock;

namespace {

class Subscriber {
public:
    Subscriber(client::Client& me, core::Jid service, std::string node)
        : me_(me),
          service_(std::move(service)),
          node_(std::move(node)),
          events_(me.stream()),
          hearing_(events_.on_event(service_, node_, [this](const pubsub::Notice& notice) { heard(notice); })) {}

    /// Until the node is gone.
    asio::awaitable<void> run() {
        co_await me_.connect();
        const pubsub::Subscribed subscribed =
            co_await me_.ask(pubsub::subscribe(service_, node_, me_.address().bare()));
        const auto state = subscribed.subscription.state.value_or(pubsub::SubscriptionState::subscribed);
        std::cout << bridge::word_for(state) << std::endl;
        while (!over_) {
            const core::Message message = co_await me_.messages().next();  // events were heard of before
        }
        co_await me_.close();
    }

private:
    void heard(const pubsub::Notice& notice) {
        if (notice.event.deleted) over_ = true;
        if (notice.event.deleted) std::cout << "gone" << std::endl;
        if (notice.event.purged) std::cout << "emptied" << std::endl;
        if (!notice.event.items) return;
        for (const pubsub::Item& item : notice.event.items->items)
            std::cout << "item " << (item.payload ? item.payload->text() : "") << std::endl;
        for (const std::string& id : notice.event.items->retracted) std::cout << "retracted " << id << std::endl;
    }

    client::Client& me_;
    core::Jid service_;
    std::string node_;
    pubsub::Module events_;
    Subscription hearing_;
    bool over_ = false;
};

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 7) {
        std::cerr << "usage: PASSWORD=… subscriber JID HOST PORT CA-FILE SERVICE NODE\n";
        return 2;
    }
    const example::Login login(argv + 1);
    asio::io_context io;
    client::Client me(io.get_executor(), login.account, login.options);
    Subscriber subscriber(me, core::jid(argv[5]), argv[6]);
    example::run(io, subscriber.run());
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
