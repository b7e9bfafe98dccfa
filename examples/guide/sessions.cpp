// SPDX-License-Identifier: MIT
// The programs of docs/guide/sessions.md: contacts, requests of theirs, errors, objects as handlers. Romeo and Juliet
// have not met yet.
#include <array>
#include <iostream>
#include <string>
#include <vector>

#include "support/place.hpp"
#include "support/run.hpp"

using namespace headstock;

namespace {

/// Hears of what it wants to, and answers by what it returns.
struct Butler {
    void ready(api::Session& session) { std::cout << session.stream.address().text() << " is ready\n"; }

    std::optional<core::Message> message(const core::Message& heard) {
        if (heard.type() != core::MessageType::chat || !heard.has_body()) return std::nullopt;
        ++answered;
        return core::chat(heard.from(), "Madam is not at home");
    }

    void terminated(const Error& why) { std::cout << "the end: " << why.message() << '\n'; }

    int answered = 0;
};

/// Lets in who is expected, and nobody else.
Subscription answer_requests(api::Session& session, core::Jid expected) {
    return session.contacts.on_subscription_request([&session, expected](const core::Presence& request) {
        const core::Jid who = request.from().bare();
        if (who != expected) return void(session.contacts.reject(who));
        session.contacts.accept(who);
        session.roster.subscribe(who);
    });
}

/// One place for all that goes wrong.
std::array<Subscription, 2> report_errors(api::Session& session, std::vector<std::string>& log) {
    return {session.errors.on_stanza_error([&](const api::StanzaError& error) { log.push_back(error.message()); }),
            session.errors.on_stream_error([&](const Error& error) { log.push_back(error.message()); })};
}

asio::awaitable<void> part(client::Client& romeo, core::Jid from) {
    try {
        co_await romeo.ask(core::Roster::remove(from));
    } catch (const Failure& failure) {
        if (failure.code() != core::StanzaCondition::item_not_found) throw;  // they had not met
    }
}

/// Waits until both know that the other is there.
asio::awaitable<void> meet(client::Client& romeo, client::Client& juliet, network::Wakeup& changed) {
    co_await part(romeo, juliet.address());
    const std::vector<std::string> groups(1, "Capulets");
    co_await romeo.ask(api::Contacts::add(juliet.address(), "Juliet", groups));
    romeo.session().roster.subscribe(juliet.address().bare());
    const auto sees = [](client::Client& one, client::Client& other) {
        const api::Contact* contact = one.session().contacts.find(other.address());
        return contact && contact->available();
    };
    while (!sees(romeo, juliet) || !sees(juliet, romeo)) co_await changed.wait();
}

asio::awaitable<void> play(client::Client& romeo, client::Client& juliet, network::Wakeup& changed) {
    co_await juliet.connect();
    co_await romeo.connect();
    co_await meet(romeo, juliet, changed);

    for (api::Contact& contact : romeo.session().contacts) {
        std::cout << contact.name() << " is " << (contact.available() ? word(contact.show()) : "away") << ", at\n";
        for (const core::Resource& where : contact.resources()) std::cout << "  " << where.jid.text() << '\n';
        contact.chat("Good morrow", "en-GB");
    }
    const core::Message reply = co_await romeo.messages().next();
    std::cout << reply.from().bare().text() << ": " << reply.body() << '\n';

    romeo.send(core::chat(core::jid("nobody@localhost"), "Is anybody there?"));
    (void)co_await romeo.ask(version::query(romeo.server()));  // what was sent before is answered by now
    co_await romeo.close();
    co_await juliet.close();
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    asio::io_context io;
    client::Client romeo(io.get_executor(), place.romeo(), place.options());
    client::Client juliet(io.get_executor(), place.juliet(), place.options());
    (void)romeo.messages();  // from here on they are kept

    Butler butler;
    const api::ObjectRegistration serving = juliet.session().register_object(butler);
    const Subscription letting_in = answer_requests(juliet.session(), romeo.address().bare());
    const Subscription agreeing = answer_requests(romeo.session(), juliet.address().bare());
    std::vector<std::string> log;
    const auto reporting = report_errors(romeo.session(), log);

    network::Wakeup changed(io.get_executor());
    const Subscription first = romeo.session().contacts.on_update([&] { changed.raise(); });
    const Subscription second = juliet.session().contacts.on_update([&] { changed.raise(); });
    example::run(io, play(romeo, juliet, changed));

    for (const std::string& line : log) std::cout << "error: " << line << '\n';
    return butler.answered == 1 && log.size() == 1 ? 0 : 1;
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
