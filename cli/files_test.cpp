// SPDX-License-Identifier: MIT
#include "cli/files.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "cli/exit_codes.hpp"
#include "cli/test_support.hpp"

namespace headstock::cli {
namespace {

class FilesTest : public ::testing::Test {
protected:
    TestDirectory directory_;
    Stop stop_;
};

TEST_F(FilesTest, read_all_reads_to_the_end) {
    const std::string content(100'000, 'x');
    const Result<Descriptor> file = open_private(directory_.file("f", content));
    ASSERT_TRUE(file);
    EXPECT_EQ(read_all(file->get(), content.size(), stop_), content);
}

TEST_F(FilesTest, read_all_stops_at_the_limit) {
    const Result<Descriptor> endless = open_public("/dev/zero");
    ASSERT_TRUE(endless);
    EXPECT_EQ(read_all(endless->get(), 1000, stop_).error(), (Error{Errc::bad_input, "more than 1000 bytes"}));
}

TEST_F(FilesTest, read_all_can_be_stopped) {
    const Pipe silent;
    std::raise(SIGTERM);
    EXPECT_EQ(read_all(silent.out, 1000, stop_).error().code, Errc::interrupted);
}

TEST_F(FilesTest, write_file_gives_exactly_these_rights) {
    const mode_t before = umask(0);
    EXPECT_TRUE(write_file(directory_.path("open"), "x", 0600));
    umask(0777);
    EXPECT_TRUE(write_file(directory_.path("shut"), "x", 0644));
    umask(before);
    EXPECT_EQ(mode_of(directory_.path("open")), 0600U);
    EXPECT_EQ(mode_of(directory_.path("shut")), 0644U);
}

TEST_F(FilesTest, write_file_takes_the_place_of_the_old_one) {
    const std::string path = directory_.file("f", "a longer text than the new one", 0644);
    EXPECT_TRUE(write_file(path, "new", 0600));
    EXPECT_EQ(content_of(path), "new");
    EXPECT_EQ(mode_of(path), 0600U);
    EXPECT_EQ(mode_of(path + ".new"), 0U);
}

TEST_F(FilesTest, write_file_does_not_write_through_a_link_that_somebody_left) {
    const std::string victim = directory_.file("victim", "precious");
    ASSERT_EQ(symlink(victim.c_str(), directory_.path("f.new").c_str()), 0);
    EXPECT_TRUE(write_file(directory_.path("f"), "new", 0600));
    EXPECT_EQ(content_of(victim), "precious");
    EXPECT_EQ(content_of(directory_.path("f")), "new");
}

TEST_F(FilesTest, write_file_leaves_what_is_no_file_in_its_place) {
    EXPECT_TRUE(write_file("/dev/null", "gone", 0600));
    EXPECT_EQ(write_file("/dev/full", "lost", 0600).error().code, Errc::bad_file);
    EXPECT_EQ(write_file(directory_.path("none/f"), "x", 0600).error().code, Errc::bad_file);
}

}  // namespace
}  // namespace headstock::cli
