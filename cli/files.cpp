// SPDX-License-Identifier: MIT
#include "cli/files.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

Result<void> write_to(int fd, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t size = write(fd, content.data(), content.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return file_error(path);
        content.remove_prefix(static_cast<std::size_t>(size));
    }
    return {};
}

/// A file of our own beside `path`; what an earlier process left there goes.
Descriptor open_beside(const std::string& temporary) {
    unlink(temporary.c_str());
    return Descriptor(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
}

Result<void> fill(const Descriptor& file, const std::string& path, std::string_view content, mode_t mode) {
    if (Result<void> written = write_to(file.get(), content, path); !written) return written;
    if (fchmod(file.get(), mode) != 0 || fsync(file.get()) != 0) return file_error(path);
    return {};
}

}  // namespace

void Descriptor::reset() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
}

std::unexpected<Error> file_error(const std::string& path) {
    return fail(Errc::bad_file, path + ": " + std::generic_category().message(errno));
}

Result<Descriptor> open_private(const std::string& path) {
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    struct stat status{};
    if (!file || fstat(file.get(), &status) != 0) return file_error(path);
    if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) return fail(Errc::bad_file, path + ": not a file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return fail(Errc::unsafe_file, path);
    return file;
}

Result<Descriptor> open_public(const std::string& path) {
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file) return file_error(path);
    return file;
}

Result<std::string> read_all(int fd, std::size_t limit, const Stop& stop) {
    std::string text;
    std::array<char, 16384> space;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled before it is read
    for (;;) {
        if (!stop.wait_for(fd, POLLIN)) return fail(Errc::interrupted);
        const ssize_t size = read(fd, space.data(), space.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return file_error("the input");
        if (size == 0) return text;
        text.append(space.data(), static_cast<std::size_t>(size));
        if (text.size() > limit) return fail(Errc::bad_input, "more than " + std::to_string(limit) + " bytes");
    }
}

Result<void> write_file(const std::string& path, std::string_view content, mode_t mode) {
    struct stat status{};
    if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
        const Descriptor special(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
        return special ? write_to(special.get(), content, path) : file_error(path);
    }
    const std::string temporary = path + ".new";
    const Descriptor file = open_beside(temporary);
    if (!file) return file_error(temporary);
    Result<void> written = fill(file, temporary, content, mode);
    if (written && rename(temporary.c_str(), path.c_str()) != 0) written = file_error(path);
    if (!written) unlink(temporary.c_str());
    return written;
}

}  // namespace headstock::cli
