// SPDX-License-Identifier: MIT
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "cli/stop.hpp"

#include "headstock/base/error.hpp"

namespace headstock::cli {

/// An open file, closed when it goes.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() { reset(); }

    void reset();
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

/// Opens a file that holds secrets, to read it. Fails with `Errc::unsafe_file` where group or others may touch it.
[[nodiscard]] Result<Descriptor> open_private(const std::string& path);
/// Opens a file that holds none.
[[nodiscard]] Result<Descriptor> open_public(const std::string& path);

/// Reads to the end. Fails with `Errc::bad_input` past `limit` bytes, and with `Errc::interrupted`.
[[nodiscard]] Result<std::string> read_all(int fd, std::size_t limit, const Stop& stop);

/// Writes a file as a whole or not at all, with exactly the rights of `mode`. What is there and is no regular file, as
/// a terminal or a pipe, is written to.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view content, mode_t mode);

/// `Errc::bad_file` with the path and what the system says in `errno`.
[[nodiscard]] std::unexpected<Error> file_error(const std::string& path);

}  // namespace headstock::cli
