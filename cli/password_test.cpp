// SPDX-License-Identifier: MIT
#include "cli/password.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "cli/exit_codes.hpp"
#include "cli/test_support.hpp"

namespace headstock::cli {
namespace {

class PasswordTest : public ::testing::Test {
protected:
    [[nodiscard]] Result<Secret> of_file(std::string_view content, mode_t mode = 0600) {
        return password_from_file(directory_.file("password", content, mode), stop_);
    }
    [[nodiscard]] Result<Secret> of_command(const std::string& command) {
        return password_from_command(command, stop_);
    }

    TestDirectory directory_;
    Stop stop_;
};

TEST_F(PasswordTest, is_the_first_line_of_a_file) {
    for (const std::string_view content : {"secret", "secret\n", "secret\r\n", "secret\nuser: romeo\n"}) {
        const Result<Secret> password = of_file(content);
        ASSERT_TRUE(password) << content;
        EXPECT_EQ(password->reveal(), "secret") << content;
    }
    EXPECT_EQ(of_file(" s p ace ")->reveal(), " s p ace ");
}

TEST_F(PasswordTest, is_not_read_from_a_file_that_others_may_touch) {
    for (const mode_t mode : {0640U, 0604U, 0620U, 0644U, 0666U, 0610U}) {
        const Result<Secret> password = of_file("secret", mode);
        ASSERT_FALSE(password) << mode;
        EXPECT_EQ(password.error(), (Error{Errc::unsafe_file, directory_.path("password")}));
    }
    EXPECT_TRUE(of_file("secret", 0400));
}

TEST_F(PasswordTest, may_be_as_long_as_the_limit_and_no_longer) {
    EXPECT_TRUE(of_file(std::string(max_password, 'x')));
    EXPECT_TRUE(of_file(std::string(max_password, 'x') + "\nmore"));
    EXPECT_FALSE(of_file(std::string(max_password + 1, 'x')));
}

TEST_F(PasswordTest, is_never_empty_and_holds_no_zero) {
    for (const std::string_view content :
         {std::string_view(""), std::string_view("\nsecret"), std::string_view("se\0cret", 7)}) {
        const Result<Secret> password = of_file(content);
        ASSERT_FALSE(password) << content;
        EXPECT_EQ(password.error().code, Errc::no_credentials);
        EXPECT_EQ(password.error().text.find("cret"), std::string::npos);
    }
}

TEST_F(PasswordTest, file_must_be_one) {
    EXPECT_EQ(password_from_file(directory_.path("none"), stop_).error().code, Errc::bad_file);
    EXPECT_EQ(password_from_file(directory_.path(""), stop_).error().code, Errc::bad_file);
}

TEST_F(PasswordTest, is_the_first_line_that_a_command_says) {
    const Result<Secret> password = of_command("printf 'secret\\nmore\\n'; cat");
    ASSERT_TRUE(password);
    EXPECT_EQ(password->reveal(), "secret");
}

TEST_F(PasswordTest, command_must_end_well) {
    EXPECT_EQ(of_command("echo secret; exit 3").error(), (Error{Errc::bad_command, "it ended with 3"}));
    EXPECT_EQ(of_command("echo secret; kill -9 $$").error(), (Error{Errc::bad_command, "it ended with 137"}));
    EXPECT_EQ(of_command("true").error().code, Errc::no_credentials);
}

TEST_F(PasswordTest, command_that_says_too_much_is_refused) { EXPECT_FALSE(of_command("yes | tr -d '\\n'")); }

TEST_F(PasswordTest, command_can_be_stopped) {
    std::raise(SIGTERM);
    EXPECT_EQ(of_command("exec sleep 1000").error().code, Errc::interrupted);
}

TEST_F(PasswordTest, command_gets_signals_as_if_it_were_not_ours) {
    EXPECT_EQ(of_command("kill -TERM $$; echo survived").error(), (Error{Errc::bad_command, "it ended with 143"}));
}

TEST_F(PasswordTest, environment_is_blotted_out_once_it_was_read) {
    setenv("HEADSTOCK_PASSWORD", "secret", 1);
    const char* value = std::getenv("HEADSTOCK_PASSWORD");
    const std::optional<Secret> password = take_environment_password();
    ASSERT_TRUE(password);
    EXPECT_EQ(password->reveal(), "secret");
    EXPECT_EQ(std::string_view(value, 6), std::string_view("\0\0\0\0\0\0", 6));
    EXPECT_EQ(std::getenv("HEADSTOCK_PASSWORD"), nullptr);
    EXPECT_FALSE(take_environment_password());
}

TEST_F(PasswordTest, comes_from_the_first_source_there_is) {
    const std::string file = directory_.file("file", "of file");
    PasswordSources sources{file, "echo of command", Secret("of environment")};
    EXPECT_EQ(find_password(sources, "a@b", stop_)->reveal(), "of file");
    sources.file.clear();
    EXPECT_EQ(find_password(sources, "a@b", stop_)->reveal(), "of command");
    sources.command.clear();
    EXPECT_EQ(find_password(sources, "a@b", stop_)->reveal(), "of environment");
    sources.environment = Secret();
    EXPECT_EQ(find_password(sources, "a@b", stop_).error().code, Errc::no_credentials);
}

TEST_F(PasswordTest, a_source_that_fails_is_not_passed_over) {
    const PasswordSources sources{directory_.path("none"), "echo of command", Secret("of environment")};
    EXPECT_EQ(find_password(sources, "a@b", stop_).error().code, Errc::bad_file);
}

}  // namespace
}  // namespace headstock::cli
