// SPDX-License-Identifier: MIT
#include "headstock/core/reply_budget.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "headstock/conversation/conversation.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;

std::size_t spent(ReplyBudget& budget, const Jid& peer) {
    std::size_t count = 0;
    while (count < 1'000 && budget.spend(peer)) ++count;
    return count;
}

TEST(ReplyBudgets, are_spent_and_fill_again_for_each_peer_on_its_own) {
    ManualClock clock;
    ReplyBudget budget(clock, 5, 2);
    const Jid mercutio = jid("mercutio@montague.lit");
    EXPECT_EQ(spent(budget, mercutio), 5U);
    EXPECT_EQ(spent(budget, jid("tybalt@capulet.lit")), 5U);
    clock.advance(400ms);
    EXPECT_EQ(spent(budget, mercutio), 0U);
    clock.advance(1100ms);
    EXPECT_EQ(spent(budget, mercutio), 3U);
    clock.advance(1h);
    EXPECT_EQ(spent(budget, mercutio), 5U);
}

TEST(ReplyBudgets, without_a_rate_have_no_end) {
    ManualClock clock;
    ReplyBudget budget(clock, 5, 0);
    EXPECT_EQ(spent(budget, jid("mercutio@montague.lit")), 1'000U);
}

TEST(ReplyBudgets, take_no_more_memory_than_for_so_many_peers) {
    ManualClock clock;
    ReplyBudget budget(clock, 1, 1);
    for (int i = 0; i < 5'000; ++i) EXPECT_TRUE(budget.spend(jid("a" + std::to_string(i) + "@b")));
    EXPECT_FALSE(budget.spend(jid("a4999@b")));
}

TEST(ReplyBudgets, strangers_who_flood_us_are_not_answered_but_our_server_always_is) {
    StreamOptions options;
    options.reply_burst = 3;
    options.reply_rate = 1;
    testing::Conversation server(0, {jid("juliet@capulet.lit/balcony"), Secret("r0m30myr0m30")}, [&] {
        options.auth.allow_plain = true;
        return options;
    }());
    server.log_in();
    const auto ask = [&](std::string_view from) {
        server.say("<iq type='get' id='1' from='" + std::string(from) + "'><q xmlns='x'/></iq>");
        const std::size_t answers = server.stream.take_output().size();
        return answers > 0;
    };
    for (const char* resource : {"a", "b", "c"}) EXPECT_TRUE(ask("mercutio@montague.lit/" + std::string(resource)));
    EXPECT_FALSE(ask("mercutio@montague.lit/d"));
    EXPECT_EQ(server.stream.router().dropped(), 1U);
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(ask("capulet.lit"));
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(ask("juliet@capulet.lit"));
    server.clock.advance(1s);
    EXPECT_TRUE(ask("mercutio@montague.lit/d"));
}

TEST(ReplyBudgets, whoever_is_excused_may_ask_that_one_thing_without_end) {
    StreamOptions options;
    options.reply_burst = 3;
    options.reply_rate = 1;
    options.auth.allow_plain = true;
    testing::Conversation server(0, {jid("juliet@capulet.lit/balcony"), Secret("r0m30myr0m30")}, options);
    server.log_in();
    const auto answers = [&](std::string_view resource, std::string_view payload) {
        for (int i = 0; i < 10; ++i)
            server.say("<iq type='get' id='1' from='mercutio@montague.lit/" + std::string(resource) + "'>" +
                       std::string(payload) + "</iq>");
        const std::string said = server.stream.take_output();
        std::size_t count = 0;
        for (std::size_t at = said.find("<iq"); at != std::string::npos; at = said.find("<iq", at + 1)) ++count;
        return count;
    };
    auto excused = server.stream.router().excuse(jid("mercutio@montague.lit/a"), {"q", "x"});
    EXPECT_EQ(answers("a", "<q xmlns='x'/>"), 10U);
    EXPECT_EQ(answers("a", "<q xmlns='y'/>"), 3U);
    EXPECT_EQ(answers("b", "<q xmlns='x'/>"), 0U);
    EXPECT_EQ(answers("a", "<q xmlns='x'/>"), 10U);
    excused.cancel();
    EXPECT_EQ(answers("a", "<q xmlns='x'/>"), 0U);
}

}  // namespace
}  // namespace headstock::core
