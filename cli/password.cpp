// SPDX-License-Identifier: MIT
#include "cli/password.hpp"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/child.hpp"
#include "cli/exit_codes.hpp"
#include "cli/files.hpp"
#include "cli/text.hpp"

namespace headstock::cli {
namespace {

/// Bytes that are wiped when they go.
struct Buffer {
    Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() { wipe(bytes.data(), bytes.size()); }
    [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }

    std::array<char, max_password + 1> bytes{};
    std::size_t size = 0;
};

/// Reads to the end, or to the end of the line where `line` says so, or until the buffer is full.
Result<void> read_into(Buffer& buffer, int fd, const Stop& stop, bool line) {
    while (buffer.size < buffer.bytes.size()) {
        if (!stop.wait_for(fd, POLLIN)) return fail(Errc::interrupted);
        const ssize_t size = read(fd, buffer.bytes.data() + buffer.size, buffer.bytes.size() - buffer.size);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return file_error("the password");
        if (size == 0) break;
        buffer.size += static_cast<std::size_t>(size);
        if (line && buffer.text().contains('\n')) break;
    }
    return {};
}

Result<Secret> first_line(const Buffer& buffer, const std::string& where) {
    std::string_view line = buffer.text();
    if (const std::size_t end = line.find('\n'); end != std::string_view::npos) line = line.substr(0, end);
    else if (buffer.size > max_password) return fail(Errc::no_credentials, where + ": the first line is too long");
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) return fail(Errc::no_credentials, where + " is empty");
    if (line.contains('\0')) return fail(Errc::no_credentials, where + " holds a zero byte");
    return Secret(line);
}

/// A terminal that does not show what is typed, for as long as this lives.
class Unseen {
public:
    explicit Unseen(int fd) : fd_(fd) {
        if (tcgetattr(fd, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= ECHONL;
        changed_ = tcsetattr(fd, TCSAFLUSH, &quiet) == 0;
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;
    ~Unseen() {
        if (changed_) tcsetattr(fd_, TCSAFLUSH, &before_);
    }
    [[nodiscard]] bool changed() const { return changed_; }

private:
    int fd_;
    termios before_{};
    bool changed_ = false;
};

}  // namespace

std::optional<Secret> take_environment_password() {
    char* value = std::getenv("HEADSTOCK_PASSWORD");
    if (value == nullptr) return std::nullopt;
    std::optional<Secret> password(value);
    wipe(value, std::strlen(value));
    unsetenv("HEADSTOCK_PASSWORD");
    return password;
}

Result<Secret> password_from_file(const std::string& path, const Stop& stop) {
    const Result<Descriptor> file = open_private(path);
    if (!file) return std::unexpected(file.error());
    Buffer buffer;
    if (Result<void> read = read_into(buffer, file->get(), stop, false); !read) return std::unexpected(read.error());
    return first_line(buffer, path);
}

Result<Secret> password_from_command(const std::string& command, const Stop& stop) {
    Result<Child> child = Child::shell(command, stop);
    if (!child) return std::unexpected(child.error());
    Buffer buffer;
    if (Result<void> read = read_into(buffer, child->output(), stop, false); !read)
        return std::unexpected(read.error());
    const Result<int> status = child->wait(stop);
    if (!status) return std::unexpected(status.error());
    if (*status != 0) return fail(Errc::bad_command, "it ended with " + std::to_string(*status));
    return first_line(buffer, "what the password command said");
}

Result<Secret> password_from_terminal(std::string_view prompt, const Stop& stop) {
    const Descriptor terminal(open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal) return fail(Errc::no_credentials, "and there is no terminal to ask at");
    const Unseen unseen(terminal.get());
    if (!unseen.changed()) return fail(Errc::no_credentials, "and the terminal cannot hide what is typed");
    const std::string shown = visible(prompt) + ": ";
    if (write(terminal.get(), shown.data(), shown.size()) < 0) return file_error("/dev/tty");
    Buffer buffer;
    if (Result<void> read = read_into(buffer, terminal.get(), stop, true); !read) return std::unexpected(read.error());
    return first_line(buffer, "the password");
}

Result<Secret> find_password(const PasswordSources& sources, std::string_view account, const Stop& stop) {
    if (!sources.file.empty()) return password_from_file(sources.file, stop);
    if (!sources.command.empty()) return password_from_command(sources.command, stop);
    if (sources.environment) {
        if (sources.environment->empty()) return fail(Errc::no_credentials, "HEADSTOCK_PASSWORD is empty");
        return *sources.environment;
    }
    return password_from_terminal("Password for " + std::string(account), stop);
}

}  // namespace headstock::cli
