// SPDX-License-Identifier: MIT
// A bot that is served by commands (XEP-0050): whoever may, books a table in two steps. With arguments it logs in as
// --juliet, serves romeo, and stays until it is interrupted; without, romeo books one in this process.
#include <any>
#include <iostream>
#include <stdexcept>

#include "support/place.hpp"
#include "support/run.hpp"

#include "headstock/extensions/commands.hpp"

using namespace headstock;

namespace {

constexpr std::string_view book = "book";

/// What is asked at the first step.
forms::Form question() {
    forms::Field guests;
    guests.var = "guests";
    guests.label = "How many will come?";
    guests.type = forms::FieldType::text_single;
    guests.required = true;
    forms::Form form;
    form.title = "A table";
    form.fields.push_back(std::move(guests));
    return form;
}

commands::Stage ask() {
    commands::Stage stage;
    stage.form = question();
    stage.allowed.push_back(commands::Action::complete);
    return stage;
}

/// The form is checked already: what is required is there. What it says is ours to judge.
Result<commands::Stage> confirm(const forms::Form& filled) {
    const Result<int> guests = filled.value<int>("guests");
    if (!guests || *guests < 1 || *guests > 12)
        return fail(core::StanzaCondition::not_acceptable, "1 to 12 guests, please");
    commands::Stage stage;
    stage.notes.push_back({commands::NoteType::info, "A table for " + std::to_string(*guests) + " is yours"});
    return stage;
}

Result<commands::Stage> run_booking(const commands::Call& call) {
    if (call.step == 0) return ask();
    if (!call.form) return fail(core::StanzaCondition::bad_request, "the form is missing");
    return confirm(*call.form);
}

void serve(commands::Module& bot, core::Jid guest) {
    const auto may = [guest](const core::Jid& who) { return who.bare() == guest; };
    bot.offer(std::string(book), "Book a table", may, run_booking);
}

/// Books a table, as any client with commands would let its user do.
asio::awaitable<std::string> order_table(client::Client& me, core::Jid bot, int guests) {
    const disco::Items offered = co_await me.ask(commands::list(bot));
    for (const disco::Item& each : commands::commands_of(bot, offered))
        std::cout << each.node.value_or("") << ": " << each.name.value_or("") << '\n';
    const commands::Command asked = co_await me.ask(commands::execute(bot, std::string(book)));
    if (!asked.form) throw std::runtime_error("no form");
    Result<forms::Form> filled = forms::Answer(*asked.form).set("guests", guests).submission();
    if (!filled) throw Failure(filled.error());
    auto next = commands::proceed(bot, asked, commands::Action::complete, std::move(*filled));
    if (!next) throw Failure(next.error());
    const commands::Command done = co_await me.ask(std::move(*next));
    if (done.notes.empty()) co_return std::string();
    co_return done.notes.front().text;
}

asio::awaitable<void> dine(client::Client& romeo, client::Client& juliet) {
    co_await juliet.connect();
    co_await romeo.connect();
    const core::Jid bot = juliet.address();
    const std::string confirmed = co_await order_table(romeo, bot, 2);
    std::cout << confirmed << '\n';
    bool refused = false;
    try {
        (void)co_await order_table(romeo, bot, 100);
    } catch (const Failure& failure) {
        refused = failure.code() == core::StanzaCondition::not_acceptable;
        std::cout << failure.error().text << '\n';
    }
    co_await romeo.close();
    co_await juliet.close();
    if (confirmed != "A table for 2 is yours" || !refused) throw std::runtime_error("that went wrong");
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    asio::io_context io;
    client::Client juliet(io.get_executor(), place.juliet(), place.options());
    commands::Module bot(juliet.stream(), juliet.session().disco);
    serve(bot, place.romeo().jid.bare());
    if (!place.is_own()) return example::run(io, juliet.run()), 0;
    client::Client romeo(io.get_executor(), place.romeo(), place.options());
    example::run(io, dine(romeo, juliet));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
