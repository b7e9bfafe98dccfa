// SPDX-License-Identifier: MIT
#include "cli/state.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "cli/exit_codes.hpp"
#include "cli/test_support.hpp"

namespace headstock::cli {
namespace {

TEST(State, makes_a_directory_that_only_we_can_enter) {
    const TestDirectory directory;
    const mode_t before = umask(0);
    const Result<State> state = State::open(directory.path("state"));
    umask(before);
    ASSERT_TRUE(state);
    EXPECT_EQ(mode_of(directory.path("state")), 0700U);
    EXPECT_EQ(mode_of(directory.path("state/lock")), 0600U);
}

TEST(State, lets_one_at_a_time_in) {
    const TestDirectory directory;
    {
        const Result<State> first = State::open(directory.path("state"));
        ASSERT_TRUE(first);
        const Result<State> second = State::open(directory.path("state"));
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, Errc::state_in_use);
    }
    EXPECT_TRUE(State::open(directory.path("state")));
}

TEST(State, refuses_a_directory_that_others_may_enter) {
    const TestDirectory directory;
    ASSERT_TRUE(State::open(directory.path("state")));
    ASSERT_EQ(chmod(directory.path("state").c_str(), 0750), 0);
    EXPECT_EQ(State::open(directory.path("state")).error().code, Errc::unsafe_file);
}

TEST(State, refuses_what_is_no_directory) {
    const TestDirectory directory;
    EXPECT_EQ(State::open(directory.file("f", "")).error().code, Errc::bad_file);
    EXPECT_EQ(State::open(directory.path("a/b/c")).error().code, Errc::bad_file);
}

class RosterFileTest : public ::testing::Test {
protected:
    static core::RosterQuery sample() {
        core::RosterItem juliet;
        juliet.jid = core::jid("juliet@localhost");
        juliet.name = "Juliet \u202E";
        juliet.subscription = core::SubscriptionState::both;
        juliet.groups = {"Friends", "<&>"};
        core::RosterItem nurse;
        nurse.jid = core::jid("nurse@localhost");
        nurse.ask = "subscribe";
        nurse.approved = true;
        return {"ver-7", {juliet, nurse}};
    }
    RosterFile file(const char* account = "romeo@localhost") {
        return {directory_.path("roster.json"), core::jid(account),
                [this](const Error& wrong) { warnings_.push_back(wrong); }};
    }

    TestDirectory directory_;
    std::vector<Error> warnings_;
};

TEST_F(RosterFileTest, keeps_a_roster_with_its_version) {
    file().save(sample());
    EXPECT_EQ(file().load(), sample());
    EXPECT_EQ(mode_of(directory_.path("roster.json")), 0600U);
    EXPECT_TRUE(warnings_.empty());
}

TEST_F(RosterFileTest, knows_nothing_before_it_was_saved) {
    EXPECT_EQ(file().load(), std::nullopt);
    EXPECT_TRUE(warnings_.empty());
}

TEST_F(RosterFileTest, does_not_take_the_roster_of_somebody_else) {
    file("juliet@localhost").save(sample());
    EXPECT_EQ(file("romeo@localhost").load(), std::nullopt);
}

TEST_F(RosterFileTest, does_not_believe_a_file_that_is_damaged) {
    for (const char* content :
         {"", "{", "[]", "{\"account\":\"romeo@localhost\",\"version\":\"1\"}",
          "{\"account\":\"romeo@localhost\",\"items\":[{\"jid\":\"@\",\"subscription\":\"both\"}]}",
          "{\"account\":\"romeo@localhost\",\"items\":[{\"jid\":\"a@b\",\"subscription\":\"odd\"}]}"}) {
        (void)directory_.file("roster.json", content);
        EXPECT_EQ(file().load(), std::nullopt) << content;
    }
    EXPECT_EQ(warnings_.size(), 2U);
}

TEST_F(RosterFileTest, does_not_read_a_file_that_others_may_touch) {
    file().save(sample());
    ASSERT_EQ(chmod(directory_.path("roster.json").c_str(), 0644), 0);
    EXPECT_EQ(file().load(), std::nullopt);
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_EQ(warnings_.front().code, Errc::unsafe_file);
}

TEST_F(RosterFileTest, warns_where_it_cannot_be_written) {
    RosterFile nowhere(directory_.path("none/roster.json"), core::jid("romeo@localhost"),
                       [this](const Error& wrong) { warnings_.push_back(wrong); });
    nowhere.save(sample());
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_EQ(warnings_.front().code, Errc::bad_file);
}

}  // namespace
}  // namespace headstock::cli
