// SPDX-License-Identifier: MIT
// What servers offer by forms, against a real one: services WORK JID HOST PORT CA-FILE [ARGUMENT], with PASSWORD in the
// environment. Each work prints what it found, a line a fact, and ends.
#include <asio/io_context.hpp>

#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

#include "support/login.hpp"
#include "support/run.hpp"

#include "headstock/extensions/commands.hpp"
#include "headstock/extensions/registration.hpp"
#include "headstock/extensions/search.hpp"
#include "headstock/extensions/vcard.hpp"

using namespace headstock;

namespace {

void say(const std::string& fact) { std::cout << fact << std::endl; }

/// What was ready to be asked, or why not.
template <class T>
T must(Result<T> result) {
    if (!result) throw Failure(std::move(result.error()));
    return std::move(*result);
}

/// Lists the server's commands (XEP-0050), and runs one that has a single step.
asio::awaitable<void> run_command(client::Client& me, std::string node) {
    const core::Jid server = me.server();
    const disco::Items offered = co_await me.ask(commands::list(server));
    for (const disco::Item& each : commands::commands_of(server, offered))
        if (each.node == node) say("offered");
    const commands::Command done = co_await me.ask(commands::execute(server, node));
    const bool completed = done.status == commands::Status::completed;
    say(completed ? "completed" : "not completed");
    say(done.notes.empty() ? "no note" : "a note");
}

asio::awaitable<void> show_in_directory(client::Client& me, std::string nick) {
    vcard::Card card = co_await me.ask(vcard::own());
    card.nicknames.assign(1, std::move(nick));
    core::Request<core::Done> order = must(vcard::store(card));
    co_await me.ask(std::move(order));
}

/// Searches a directory (XEP-0055) for a nickname, by its form.
asio::awaitable<void> search_people(client::Client& me, std::string service) {
    const std::string nick = "Sought";
    co_await show_in_directory(me, nick);
    const core::Jid directory = core::jid(service);
    const search::Query asked = co_await me.ask(search::fields(directory));
    if (!asked.form) throw std::runtime_error("no form");
    search::Query wanted;
    wanted.form = must(forms::Answer(*asked.form).set("nick", nick).submission());
    const search::Query answer = co_await me.ask(search::find(directory, std::move(wanted)));
    for (const search::Person& person : search::people(answer)) say("found " + person.jid.text());
}

/// Changes the password at our server (XEP-0077).
asio::awaitable<void> change_password(client::Client& me, std::string password) {
    const registration::Query known = co_await me.ask(registration::fields());
    say(known.registered ? "registered" : "not registered");
    core::Request<core::Done> order = must(registration::change_password(me.stream(), Secret(password)));
    co_await me.ask(std::move(order));
    say("changed");
}

asio::awaitable<void> cancel_account(client::Client& me, std::string) {
    try {
        co_await me.ask(registration::cancel());
    } catch (const Failure&) {
        if (me.connection() && !me.connection()->finished()) throw;  // else the account and its stream are gone
    }
    say("cancelled");
}

using Work = asio::awaitable<void> (*)(client::Client&, std::string);
const std::map<std::string_view, Work> works = {
    {"command", run_command}, {"search", search_people}, {"password", change_password}, {"cancel", cancel_account}};

asio::awaitable<void> work(client::Client& me, Work what, std::string argument) {
    co_await me.connect();
    co_await what(me, std::move(argument));
    co_await me.close();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 6 || !works.contains(argv[1])) return 2;
    example::Login login(argv + 2);
    if (std::getenv("REGISTER")) login.account.register_first = true;
    asio::io_context io;
    client::Client me(io.get_executor(), login.account, login.options);
    example::run(io, work(me, works.at(argv[1]), argc > 6 ? argv[6] : ""));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
