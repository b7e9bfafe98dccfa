// SPDX-License-Identifier: MIT
#include "cli/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

constexpr int look_again = 20;  // milliseconds

/// How a child is started: its files, and signals as if it had been started by whoever started us.
class Setting {
public:
    Setting(int output, const sigset_t& mask) {
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
        sigset_t reset{};
        sigemptyset(&reset);
        sigaddset(&reset, SIGPIPE);
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setsigmask(&attributes, &mask);
        posix_spawnattr_setsigdefault(&attributes, &reset);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;
    ~Setting() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }

    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};
};

}  // namespace

Result<Child> Child::shell(const std::string& command, const Stop& stop) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return file_error("a pipe");
    Descriptor output(ends[0]);
    const Descriptor theirs(ends[1]);
    const Setting setting(theirs.get(), stop.mask_before());
    std::string name = "sh";
    std::string option = "-c";
    std::string script = command;
    const std::array<char*, 4> arguments{name.data(), option.data(), script.data(), nullptr};
    pid_t pid = -1;
    const int wrong = posix_spawn(&pid, "/bin/sh", &setting.files, &setting.attributes, arguments.data(), environ);
    if (wrong != 0) return fail(Errc::bad_command, std::generic_category().message(wrong));
    return Child(pid, std::move(output));
}

Child::~Child() {
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
}

Result<int> Child::wait(const Stop& stop) {
    output_.reset();
    int status = 0;
    pollfd stopped{stop.descriptor(), POLLIN, 0};
    while (waitpid(pid_, &status, WNOHANG) == 0)
        if (poll(&stopped, 1, look_again) > 0) return fail(Errc::interrupted);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace headstock::cli
