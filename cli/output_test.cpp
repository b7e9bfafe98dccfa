// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "cli/exit_codes.hpp"
#include "cli/test_support.hpp"

#include "headstock/wire/error.hpp"

namespace headstock::cli {
namespace {

class OutputTest : public ::testing::Test {
protected:
    OutputTest() { std::signal(SIGPIPE, SIG_IGN); }

    static Value::Fields fields() {
        Value::Fields all;
        all.emplace_back("from", "a@b");
        return all;
    }

    Stop stop_;
    Pipe out_;
    Pipe err_;
    Output people_{stop_, false, out_.in, err_.in};
    Output json_{stop_, true, out_.in, err_.in};
};

TEST_F(OutputTest, result_is_a_line_for_people) {
    people_.result("message", fields(), "a@b: hello");
    EXPECT_EQ(out_.read_now(), "a@b: hello\n");
}

TEST_F(OutputTest, result_is_an_event_with_a_version_in_json) {
    json_.result("message", fields(), "a@b: hello");
    EXPECT_EQ(out_.read_now(), "{\"v\":1,\"event\":\"message\",\"from\":\"a@b\"}\n");
}

TEST_F(OutputTest, note_goes_to_the_standard_error_for_people) {
    people_.note("connected", fields(), "connected");
    EXPECT_EQ(err_.read_now(), "headstock: connected\n");
    json_.note("connected", fields(), "connected");
    EXPECT_EQ(out_.read_now(), "{\"v\":1,\"event\":\"connected\",\"from\":\"a@b\"}\n");
}

TEST_F(OutputTest, error_is_one_visible_line_with_a_hint) {
    people_.error({wire::Errc::unknown_authority, "evil\n\x1b[2J"});
    const std::string line = err_.read_now();
    EXPECT_TRUE(line.starts_with("headstock: ")) << line;
    EXPECT_NE(line.find("evil\\u{a}\\u{1b}[2J (give"), std::string::npos) << line;
    EXPECT_EQ(line.find('\n'), line.size() - 1);
}

TEST_F(OutputTest, error_is_an_event_too_in_json) {
    json_.error({Errc::bad_input, "line 1"});
    EXPECT_EQ(out_.read_now(),
              "{\"v\":1,\"event\":\"error\",\"code\":2,\"reason\":\"the input cannot be sent\",\"text\":\"line 1\"}\n");
    EXPECT_TRUE(err_.read_now().starts_with("headstock: the input cannot be sent: line 1"));
}

TEST_F(OutputTest, knows_that_its_reader_has_gone) {
    out_.close_out();
    people_.result("message", {}, "hello");
    ASSERT_TRUE(people_.broken());
    EXPECT_EQ(*people_.broken(), std::errc::broken_pipe);
    people_.result("message", {}, "no more");
}

TEST_F(OutputTest, a_stop_ends_the_wait_for_a_reader_that_does_not_read) {
    std::raise(SIGTERM);
    people_.result("message", {}, std::string(1U << 20U, 'x'));
    ASSERT_TRUE(people_.broken());
    EXPECT_EQ(*people_.broken(), Errc::interrupted);
    EXPECT_EQ(stop_.signal(), SIGTERM);
}

TEST_F(OutputTest, a_signal_alone_breaks_nothing) {
    std::raise(SIGINT);
    people_.result("message", {}, "last words");
    EXPECT_EQ(out_.read_now(), "last words\n");
    EXPECT_FALSE(people_.broken());
}

TEST_F(OutputTest, a_signal_is_forgotten_with_the_stop) {
    {
        const Stop inner;
        std::raise(SIGTERM);
        EXPECT_EQ(inner.signal(), SIGTERM);
    }
    EXPECT_EQ(stop_.signal(), std::nullopt);
}

}  // namespace
}  // namespace headstock::cli
