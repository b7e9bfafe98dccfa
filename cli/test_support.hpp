// SPDX-License-Identifier: MIT
#pragma once
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace headstock::cli {

/// A directory of a test's own, gone with it.
class TestDirectory {
public:
    TestDirectory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "headstock-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
        path_ = pattern;
    }
    TestDirectory(const TestDirectory&) = delete;
    TestDirectory& operator=(const TestDirectory&) = delete;
    ~TestDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }
    /// Writes a file with these rights, and gives its path.
    [[nodiscard]] std::string file(std::string_view name, std::string_view content, mode_t mode = 0600) const {
        std::ofstream(path(name), std::ios::binary) << content;
        if (chmod(path(name).c_str(), mode) != 0) throw std::runtime_error("chmod");
        return path(name);
    }

private:
    std::string path_;
};

[[nodiscard]] inline std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

[[nodiscard]] inline mode_t mode_of(const std::string& path) {
    struct stat status{};
    return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

/// The two ends of a pipe.
struct Pipe {
    Pipe() {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0) throw std::runtime_error("pipe");
        out = ends[0];
        in = ends[1];
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_in();
        close_out();
    }
    void close_in() { shut(in); }
    void close_out() { shut(out); }
    /// What waits to be read now, up to 64 KiB.
    [[nodiscard]] std::string read_now() const {
        std::string text(1U << 16U, '\0');
        const ssize_t size = read(out, text.data(), text.size());
        text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return text;
    }

    int in = -1;
    int out = -1;

private:
    static void shut(int& fd) {
        if (fd >= 0) close(fd);
        fd = -1;
    }
};

}  // namespace headstock::cli
