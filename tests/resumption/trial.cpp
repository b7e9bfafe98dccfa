// SPDX-License-Identifier: MIT
#include "trial.hpp"

#include <chrono>

#include "headstock/extensions/ping.hpp"

namespace headstock::testing {
namespace {

constexpr int rounds = 64;
constexpr std::size_t padding = 120;
constexpr std::string_view juliets = "juliet@localhost/balcony";
constexpr std::string_view romeos = "romeo@localhost/orchard";

ServerOptions server_options() {
    ServerOptions options = test::in_plain();
    options.mechanisms = {"SCRAM-SHA-1"};
    options.iterations = 1;
    options.stream_management = true;
    return options;
}

}  // namespace

Trial::Trial(Cut cut, std::size_t chunk)
    : cut_(cut),
      world_(server_options()),
      juliet_(core::Account(core::jid(juliets), Secret("secret")), test::like_the_server(world_.server), world_.clock,
              world_.random),
      romeo_(core::Account(core::jid(romeos), Secret("secret")), test::like_the_server(world_.server), world_.clock,
             world_.random) {
    listen(juliet_, hers_, his_);
    listen(romeo_, his_, hers_);
    subscriptions_.push_back(
        juliet_.on_status([this](core::Status status) {  // once in each session, as a program would
            if (status == core::Status::bound && !juliet_.resumed()) (void)juliet_.send(core::Presence());
        }));
    romeos_ = std::make_unique<LocalLink>(world_.server, romeo_);
    romeos_->pump();
    (void)romeo_.send(core::Presence());
    first_ = std::make_unique<LocalLink>(world_.server, juliet_, chunk);
    subscriptions_.push_back(juliet_.on_trace([this](core::Direction direction, std::string_view) {
        if (second_) return;
        if (direction == core::Direction::sent) sent_borders.push_back(bytes_sent() + juliet_.output().size());
        else received_borders.push_back(bytes_received());
    }));
    if (cut.after > 0 && cut.sending) first_->cut_after_sending(cut.after);
    if (cut.after > 0 && !cut.sending) first_->cut_after_receiving(cut.after);
}

void Trial::listen(core::Stream& stream, Ledger& own, Ledger& others) {
    subscriptions_.push_back(stream.on_undelivered([&own](bridge::View stanza) { own.undelivered(stanza); }));
    subscriptions_.push_back(
        stream.router().on_message([&others](const core::Message& message) { others.received(message); }));
    subscriptions_.push_back(
        stream.router().respond({"ping", ping::ns}, core::IqType::get, [](const core::Iq&) { return std::nullopt; }));
}

void Trial::ask(core::Stream& stream, std::string_view to, const std::string& name) {
    ++asked_[name];
    stream.ask<core::Done>(ping::ping(core::jid(to)), [this, name](Result<core::Done>) { ++answered_[name]; });
}

void Trial::talk(int round) {
    const std::string number = std::to_string(1'000 + round);
    (void)hers_.write(juliet_, core::jid(romeos), "her " + number, padding);
    (void)his_.write(romeo_, core::jid(juliets), "his " + number, padding);
    if (round % 4 == 0) ask(juliet_, "localhost", "her " + number);
    if (round % 4 == 2) ask(romeo_, juliets, "his " + number);
    if (round % 8 == 4) ask(juliet_, romeos, "to him " + number);
}

void Trial::pump() {
    LocalLink::pump({first_.get(), romeos_.get()});
    if (second_) LocalLink::pump({second_.get(), romeos_.get()});
    else if (first_->over()) come_back();
}

void Trial::come_back() {
    world_.clock.advance(cut_.comes_back_late ? std::chrono::minutes(6) : std::chrono::seconds(1));
    if (cut_.comes_back_late)
        romeo_.connection_lost();  // nobody would read for so long, and he would be taken for dead
    if (cut_.comes_back_late) romeos_ = std::make_unique<LocalLink>(world_.server, romeo_);
    romeos_->pump();
    second_ = std::make_unique<LocalLink>(world_.server, juliet_);
    LocalLink::pump({second_.get(), romeos_.get()});
    resumed_ = juliet_.resumed();
}

std::string Trial::run() {
    pump();
    for (int round = 0; round < rounds; ++round) {
        talk(round);
        pump();
    }
    finish();
    return judge();
}

/// Lets both ask for the last acknowledgements.
void Trial::finish() {
    world_.clock.advance(std::chrono::seconds(2));
    for (int turn = 0; turn < 2; ++turn) {
        juliet_.expire();
        romeo_.expire();
        pump();
    }
    juliet_.terminate();
    pump();
}

std::string Trial::judge() const {
    if (std::min(hers_.accepted(), his_.accepted()) + 1 < std::size_t{rounds}) return "messages were refused";
    if (std::string wrong = hers_.judge(false); !wrong.empty()) return "Juliet's " + wrong;
    if (std::string wrong = his_.judge(cut_.comes_back_late); !wrong.empty()) return "Romeo's " + wrong;
    return answered_ == asked_ ? "" : "a question was answered never or twice";
}

}  // namespace headstock::testing
