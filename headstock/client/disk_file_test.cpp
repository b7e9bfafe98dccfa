// SPDX-License-Identifier: MIT
#include "headstock/client/disk_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "headstock/network/failure.hpp"

namespace headstock::client {
namespace {

namespace fs = std::filesystem;

class DiskFiles : public ::testing::Test {
protected:
    DiskFiles() {
        std::string pattern = (fs::temp_directory_path() / "headstock-XXXXXX").string();
        place = ::mkdtemp(pattern.data());
    }
    ~DiskFiles() override { fs::remove_all(place); }
    static std::string content(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::error_code failure(std::string_view name) {
        try {
            const FileSink sink(place, name);
        } catch (const Failure& failure) {
            return failure.code();
        }
        return {};
    }
    fs::path place;
};

TEST_F(DiskFiles, are_kept_when_finished) {
    FileSink sink(place, "a.txt");
    sink.write("Shall I ");
    sink.write("compare");
    sink.finish();
    EXPECT_EQ(sink.name(), "a.txt");
    EXPECT_EQ(content(place / "a.txt"), "Shall I compare");
    struct stat about{};
    ASSERT_EQ(::stat((place / "a.txt").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST_F(DiskFiles, are_removed_when_not) {
    {
        FileSink sink(place, "a.txt");
        sink.write("half");
        EXPECT_TRUE(fs::exists(place / "a.txt"));
    }
    EXPECT_TRUE(fs::is_empty(place));
}

TEST_F(DiskFiles, never_touch_another) {
    std::ofstream(place / "a.txt") << "old";
    std::ofstream(place / "target") << "old";
    fs::create_symlink(place / "target", place / "link");
    fs::create_symlink(place / "nowhere", place / "dangling");
    for (const auto& [offered, got] : {std::pair{"a.txt", "a (2).txt"}, std::pair{"a.txt", "a (3).txt"},
                                       std::pair{"link", "link (2)"}, std::pair{"../dangling", "dangling (2)"}}) {
        FileSink sink(place, offered);
        sink.write("new");
        sink.finish();
        EXPECT_EQ(sink.name(), got);
    }
    EXPECT_EQ(content(place / "a.txt"), "old");
    EXPECT_EQ(content(place / "target"), "old");
    EXPECT_FALSE(fs::exists(place / "nowhere"));
}

TEST_F(DiskFiles, stay_in_their_place) {
    fs::create_directory(place / "in");
    FileSink sink(place / "in", "../../out.txt");
    sink.finish();
    EXPECT_EQ(sink.name(), "out.txt");
    EXPECT_TRUE(fs::exists(place / "in" / "out.txt"));
    EXPECT_FALSE(fs::exists(place / "out.txt"));
}

TEST_F(DiskFiles, of_one_name_are_only_so_many) {
    std::ofstream(place / "a") << "";
    for (int i = 2; i <= 100; ++i) std::ofstream(place / ("a (" + std::to_string(i) + ")")) << "";
    EXPECT_EQ(failure("a"), std::errc::file_exists);
    place /= "missing";
    EXPECT_EQ(failure("a"), std::errc::no_such_file_or_directory);
}

TEST_F(DiskFiles, are_read_from_anywhere_in_them) {
    std::ofstream(place / "a") << "0123456789";
    FileSource source(place / "a");
    EXPECT_EQ(source.size(), 10U);
    std::array<char, 4> buffer{};
    EXPECT_EQ(source.read(8, buffer), 2U);
    EXPECT_EQ(std::string(buffer.data(), 2), "89");
    EXPECT_EQ(source.read(10, buffer), 0U);
    EXPECT_THROW(FileSource{place}, Failure);
    EXPECT_THROW(FileSource{place / "missing"}, Failure);
}

}  // namespace
}  // namespace headstock::client
