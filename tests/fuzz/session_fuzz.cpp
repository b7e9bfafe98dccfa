// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/resumption/ledger.hpp"

#include "headstock/extensions/ping.hpp"
#include "headstock/testing/server/world.hpp"

namespace {

using namespace headstock;
using namespace headstock::testing;

constexpr std::size_t max_actions = 64;

void check(bool good, std::string_view what) {
    if (good) return;
    std::fprintf(stderr, "%.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

ServerOptions server_options(std::uint8_t bits) {
    ServerOptions options = test::in_plain();
    options.mechanisms = {"SCRAM-SHA-1"};
    options.iterations = 1;
    options.stream_management = true;
    options.sasl2 = (bits & 1U) != 0;
    options.resume_limit = (bits & 2U) != 0 ? std::chrono::seconds(0) : std::chrono::minutes(5);
    return options;
}

/// One of the two, whose connection comes and goes.
class Party {
public:
    Party(test::World& world, std::string_view address, char sign)
        : world_(world),
          address_(core::jid(address)),
          sign_(sign),
          stream_(core::Account(address_, Secret("secret")), test::like_the_server(world.server), world.clock,
                  world.random) {
        listen(stream_.on_status([this](core::Status status) {
            if (status != core::Status::bound || stream_.resumed()) return;
            (void)stream_.send(core::Presence());
        }));
        listen(stream_.on_session_end([this](const Error&) { lost_a_session = true; }));
        listen(stream_.on_undelivered([this](bridge::View stanza) { own.undelivered(stanza); }));
        listen(stream_.router().respond({"ping", ping::ns}, core::IqType::get,
                                        [](const core::Iq&) { return std::nullopt; }));
    }
    void hear(Party& other) {
        listen(stream_.router().on_message([this, &other](const core::Message& message) {
            if (message.type() == core::MessageType::error) own.returned(message);
            else other.own.received(message);
        }));
    }
    void connect() {
        if (link_ && !link_->over()) return;
        link_ = std::make_unique<LocalLink>(world_.server, stream_);
    }
    void write(const Party& to, std::size_t padding) {
        (void)own.write(stream_, to.address_, sign_ + std::to_string(1'000'000 + ++written_), padding);
    }
    void ask(const Party& to) {
        const auto answered = std::make_shared<bool>(false);
        asked_.push_back(answered);
        stream_.ask<core::Done>(ping::ping(to.address_), [answered](const Result<core::Done>&) {
            check(!*answered, "a question was answered twice");
            *answered = true;
        });
    }
    void cut_after(bool sending, std::size_t bytes) {
        if (link_->over()) return;
        if (sending) link_->cut_after_sending(link_->bytes_sent() + bytes + 1);
        else link_->cut_after_receiving(link_->bytes_received() + bytes + 1);
    }
    void cut() { link_->cut(); }
    void expire() { stream_.expire(); }
    void terminate() { stream_.terminate(); }
    [[nodiscard]] bool pump() { return link_->pump(); }
    [[nodiscard]] bool bound() const { return !stream_.end() && stream_.status() >= core::Status::bound; }
    [[nodiscard]] const core::Jid& address() const { return address_; }
    [[nodiscard]] bool all_answered() const {
        return std::ranges::all_of(asked_, [](const std::shared_ptr<bool>& answered) { return *answered; });
    }

    Ledger own;
    bool lost_a_session = false;

private:
    void listen(Subscription subscription) { subscriptions_.push_back(std::move(subscription)); }

    test::World& world_;
    core::Jid address_;
    char sign_;
    core::Stream stream_;
    std::unique_ptr<LocalLink> link_;
    std::size_t written_ = 0;
    std::vector<std::shared_ptr<bool>> asked_;
    std::vector<Subscription> subscriptions_;
};

/// Juliet and Romeo, and what happens to them.
class Play {
public:
    explicit Play(std::uint8_t bits) : world_(server_options(bits)) {
        juliet_.hear(romeo_);
        romeo_.hear(juliet_);
        connect();
    }

    void act(std::uint8_t action, std::uint8_t amount) {
        Party& one = action % 2 == 0 ? juliet_ : romeo_;
        Party& other = action % 2 == 0 ? romeo_ : juliet_;
        switch (action / 2 % 12) {
            case 0:
            case 1:
                return one.write(other, amount);
            case 2:
                return one.ask(other);
            case 3:
                return one.cut_after(true, std::size_t{amount} * 4);
            case 4:
                return one.cut_after(false, std::size_t{amount} * 4);
            case 5:
                return one.cut();
            case 6:
                return one.connect();
            case 7:
                return wait(std::chrono::milliseconds(std::size_t{amount} * amount * 10));
            case 8:
                return pump();
            case 9:
                return (void)world_.server.end(one.address());
            case 10:
                return one.terminate();
            default:
                return world_.server.shutdown();
        }
    }
    /// Brings both back, lets them hear all that waits, and looks what has become of everything.
    void finish() {
        for (int turn = 0; turn < 4; ++turn) {
            pump();
            connect();
            wait(std::chrono::seconds(2));
        }
        check(juliet_.bound() && romeo_.bound(), "one could not come back");
        const bool may_repeat = juliet_.lost_a_session || romeo_.lost_a_session;
        juliet_.terminate();
        romeo_.terminate();
        pump();
        check(juliet_.all_answered() && romeo_.all_answered(), "a question was never answered");
        for (const Party* party : {&juliet_, &romeo_}) {
            const std::string wrong = party->own.judge(may_repeat);
            check(wrong.empty(), wrong);
        }
    }

private:
    void connect() {
        juliet_.connect();
        romeo_.connect();
        pump();
    }
    void pump() {
        for (bool moved = true; moved;) {
            moved = juliet_.pump();
            moved = romeo_.pump() || moved;
        }
    }
    void wait(Duration step) {
        world_.clock.advance(step);
        juliet_.expire();
        romeo_.expire();
        world_.server.expire();
        pump();
    }

    test::World world_;
    Party juliet_{world_, "juliet@localhost/balcony", 'j'};
    Party romeo_{world_, "romeo@localhost/orchard", 'r'};
};

}  // namespace

/// The first byte says what the server can; then each two bytes are something that happens to two who write to each
/// other. Nothing that was acknowledged may be missing, nothing may come twice while sessions go on, every question is
/// answered once, and both can always come back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, std::min(size, 2 * max_actions + 1));
    if (bytes.empty()) return 0;
    Play play(bytes[0]);
    for (std::size_t at = 1; at + 1 < bytes.size(); at += 2) play.act(bytes[at], bytes[at + 1]);
    play.finish();
    return 0;
}
