// SPDX-License-Identifier: MIT
#include "headstock/client/stanza_log.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "headstock/conversation/conversation.hpp"

namespace headstock::client {
namespace {

/// A directory of its own, and Juliet's stream.
class StanzaLogs : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "headstock-log-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        directory = name;
    }
    void TearDown() override { std::filesystem::remove_all(directory); }

    [[nodiscard]] std::string path(std::string_view name = "log") const { return (directory / name).string(); }
    [[nodiscard]] std::string content(std::string_view name = "log") const {
        std::ostringstream all;
        all << std::ifstream(path(name)).rdbuf();
        return all.str();
    }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory), {}));
    }
    static mode_t mode(const std::string& file) {
        struct stat status{};
        EXPECT_EQ(stat(file.c_str(), &status), 0);
        return status.st_mode & 0777U;
    }
    void say(int number) {
        server.say("<message from='a@b'><body>number " + std::to_string(number) + "</body></message>");
    }

    std::filesystem::path directory;
    testing::Conversation server;
};

TEST_F(StanzaLogs, hold_a_line_for_each_element_and_no_secret_and_are_private) {
    StanzaLog log = StanzaLog::open(path()).value();
    const auto following = log.follow(server.stream);
    server.log_in();
    server.say("<message from='a@b'><body>two\nlines</body></message>");
    const std::string text = content();
    EXPECT_NE(text.find(" out <stream "), std::string::npos) << text;
    EXPECT_NE(text.find("Z out <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>[secret]</auth>\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("Z in 0.0ms <iq "), std::string::npos) << text;
    EXPECT_NE(text.find("two&#xa;lines</body></message>\n"), std::string::npos) << text;
    EXPECT_EQ(mode(path()), 0600U);
}

TEST_F(StanzaLogs, go_on_behind_what_the_file_holds_and_make_it_private) {
    std::ofstream(path()) << "before\n";
    ASSERT_EQ(chmod(path().c_str(), 0644), 0);
    StanzaLog log = StanzaLog::open(path()).value();
    server.log_in();
    const auto following = log.follow(server.stream);
    say(1);
    EXPECT_TRUE(content().starts_with("before\n2026-"));
    EXPECT_EQ(mode(path()), 0600U);
}

TEST_F(StanzaLogs, end_with_the_subscription) {
    StanzaLog log = StanzaLog::open(path()).value();
    server.log_in();
    {
        const auto following = log.follow(server.stream);
        say(1);
    }
    say(2);
    EXPECT_EQ(content().find("number 2"), std::string::npos);
}

TEST_F(StanzaLogs, begin_a_new_file_when_one_is_full_and_keep_so_many) {
    StanzaLog log = StanzaLog::open(path(), {.max_size = 300, .keep = 2}).value();
    server.log_in();
    const auto following = log.follow(server.stream);
    for (int number = 10; number < 40; ++number) say(number);
    EXPECT_EQ(files(), 3U);
    const std::string all = content("log.2") + content("log.1") + content();
    int lines = 0;
    for (int number = 39; all.find("number " + std::to_string(number) + "<") != std::string::npos; --number) ++lines;
    EXPECT_EQ(lines, std::ranges::count(all, '\n'));  // the last ones, none left out, in order
    EXPECT_GT(lines, 5);
    for (const std::string_view name : {"log", "log.1", "log.2"}) {
        EXPECT_LE(content(name).size(), 300U);
        EXPECT_EQ(mode(path(name)), 0600U);
    }
}

TEST_F(StanzaLogs, keep_none_where_none_shall_be_kept) {
    StanzaLog log = StanzaLog::open(path(), {.max_size = 1, .keep = 0}).value();
    server.log_in();
    const auto following = log.follow(server.stream);
    for (int number = 1; number < 4; ++number) say(number);
    EXPECT_EQ(files(), 1U);
    EXPECT_NE(content().find("number 3"), std::string::npos);
    EXPECT_EQ(content().find("number 2"), std::string::npos);
}

TEST_F(StanzaLogs, are_not_written_through_links_or_into_what_is_no_file) {
    std::ofstream(path("other")) << "precious";
    ASSERT_EQ(symlink(path("other").c_str(), path("link").c_str()), 0);
    EXPECT_EQ(StanzaLog::open(path("link")).error().code, std::errc::too_many_symbolic_link_levels);
    EXPECT_FALSE(StanzaLog::open(directory.string()));
    EXPECT_FALSE(StanzaLog::open("/dev/null"));
    EXPECT_EQ(StanzaLog::open(path("none/log")).error().code, std::errc::no_such_file_or_directory);
}

TEST_F(StanzaLogs, tell_once_that_they_cannot_be_written_and_the_stream_goes_on) {
    StanzaLog log = StanzaLog::open(path(), {.max_size = 1, .keep = 1}).value();
    int failures = 0;
    log.on_failure([&](const Error&) { ++failures; });
    server.log_in();
    const auto following = log.follow(server.stream);
    say(1);
    std::filesystem::create_directories(path("log.1/in/the/way"));
    say(2);
    say(3);
    EXPECT_EQ(failures, 1);
    EXPECT_FALSE(server.stream.end());
}

}  // namespace
}  // namespace headstock::client
