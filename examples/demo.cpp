// SPDX-License-Identifier: MIT
// The main job, end to end: two people log in, see each other, ask what the other runs, and chat in two languages.
// Without arguments it brings its own server; with --server it talks to one that stands elsewhere.
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <iostream>
#include <stdexcept>

#include "support/place.hpp"
#include "support/run.hpp"

#include "headstock/network/timeout.hpp"

using namespace headstock;
using namespace std::chrono_literals;

namespace {

void headline(std::string_view what) { std::cout << '\n' << what << '\n'; }

/// One of the two, at their client.
class Person {
public:
    Person(std::string name, const asio::any_io_executor& executor, core::Account account, client::Options options)
        : client(executor, std::move(account), std::move(options)), name_(std::move(name)), news_(executor) {
        api::Session& session = client.session();
        session.version.answer_with({"headstock demo", HEADSTOCK_VERSION, std::nullopt});
        changes_ = session.contacts.on_update([this] { news_.cancel(); });
        // Whoever asks to see us may: a demo knows only friends.
        asked_ = session.roster.on_subscription_request(
            [this](const core::Presence& question) { (void)client.session().roster.accept(question.from()); });
        (void)client.messages();  // from here on they are kept
    }

    asio::awaitable<void> log_in() {
        co_await client.connect();
        const wire::Tls* tls = client.connection()->tls();
        tell("is logged in as " + client.address().text() + " over " + (tls ? tls->version() : "plain TCP"));
    }

    /// Asks for the other's presence, unless that was settled in an earlier meeting.
    void befriend(const core::Jid& other) {
        const api::Contact* known = client.session().contacts.find(other);
        if (known && known->subscription() == core::SubscriptionState::both)
            return tell("has " + other.text() + " in the roster");
        tell("asks to see " + other.text());
        must(client.session().roster.subscribe(other));
    }

    /// Waits until the other is there.
    asio::awaitable<void> see(core::Jid other) {
        while (!client.session().presences.available(other)) {
            asio::error_code woken;
            news_.expires_at(std::chrono::steady_clock::time_point::max());
            co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
        const core::Resource& place = client.session().presences.of(other).front();
        tell("sees " + other.text() + ": " + std::string(word(place.show)));
    }

    asio::awaitable<void> ask_version(core::Jid other) {
        const core::Jid where = client.session().presences.of(other).front().jid;
        const version::Info info = co_await client.ask(version::query(where));
        tell("asks what " + other.text() + " runs: " + info.software + " " + info.version);
    }

    void say(const core::Jid& other, const std::string& text, const std::string& language) {
        tell("says  (" + language + "): " + text);
        must(client.send(core::chat(other, text, language)));
    }

    asio::awaitable<void> hear(std::string expected) {
        const core::Message message = co_await client.messages().next();
        const auto [language, text] = message.bodies().at(0);
        tell("hears (" + language + "): " + text);
        if (text != expected) throw std::runtime_error("the text has changed on its way");
    }

    asio::awaitable<void> leave() {
        co_await client.close();
        tell("is gone");
    }

    client::Client client;

private:
    static void must(Result<void> done) {
        if (!done) throw Failure(done.error());
    }
    void tell(const std::string& what) const {
        std::cout << "  " << name_ << std::string(8 - name_.size(), ' ') << what << std::endl;
    }

    std::string name_;
    asio::steady_timer news_;  // never expires: what wakes who waits for it is its cancelling
    Subscription changes_;
    Subscription asked_;
};

asio::awaitable<void> meet(Person& romeo, Person& juliet) {
    headline("Logging in");
    co_await romeo.log_in();
    co_await juliet.log_in();
    const core::Jid r = romeo.client.address().bare();
    const core::Jid j = juliet.client.address().bare();

    headline("Seeing each other through the roster");
    romeo.befriend(j);
    juliet.befriend(r);
    co_await romeo.see(j);
    co_await juliet.see(r);

    headline("Asking for the software version");
    co_await romeo.ask_version(j);
    co_await juliet.ask_version(r);

    headline("Chatting");
    const std::string question = "Wherefore art thou, if 1 < 2 & 3 > 2? \xF0\x9F\x8C\xB9";
    const std::string answer = "Der Liebe leichte Schwingen trugen mich \xE2\x80\x93 f\xC3\xBCr dich!";
    juliet.say(r, question, "en");
    co_await romeo.hear(question);
    romeo.say(j, answer, "de");
    co_await juliet.hear(answer);

    headline("Saying goodbye");
    co_await romeo.leave();
    co_await juliet.leave();
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    std::cout << (place.is_own() ? "A headstock server in this process" : "The server") << " listens at "
              << place.host() << ':' << place.port() << '\n';
    asio::io_context io;
    Person romeo("Romeo", io.get_executor(), place.romeo(), place.options());
    Person juliet("Juliet", io.get_executor(), place.juliet(), place.options());
    example::run(io, network::with_timeout(meet(romeo, juliet), 60s));
    std::cout << "\nAll went well.\n";
} catch (const std::exception& wrong) {
    std::cerr << "The demo failed: " << wrong.what() << '\n';
    return 1;
}
