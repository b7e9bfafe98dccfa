// SPDX-License-Identifier: MIT
#include "headstock/client/stanza_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "headstock/core/trace_lines.hpp"

namespace headstock::client {
namespace {

constexpr mode_t private_file = 0600;

Error error_of(const std::string& path, int number) { return {std::error_code(number, std::generic_category()), path}; }

}  // namespace

struct StanzaLog::File {
    File(std::string where, StanzaLogOptions how) : path(std::move(where)), options(how) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor >= 0) close(descriptor);
    }

    Result<void> open_file();
    Result<void> rotate();
    Result<void> write(std::string_view line);
    void log(std::string_view line);
    [[nodiscard]] std::string old(std::size_t number) const { return path + "." + std::to_string(number); }

    std::string path;
    StanzaLogOptions options;
    int descriptor = -1;
    std::size_t size = 0;
    bool failed = false;
    std::function<void(const Error&)> on_failure;
};

Result<void> StanzaLog::File::open_file() {
    descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY,
                        private_file);
    struct stat status{};
    if (descriptor < 0 || fstat(descriptor, &status) != 0) return std::unexpected(error_of(path, errno));
    if (!S_ISREG(status.st_mode)) return fail(std::make_error_code(std::errc::invalid_argument), path + ": not a file");
    if (fchmod(descriptor, private_file) != 0) return std::unexpected(error_of(path, errno));
    size = static_cast<std::size_t>(status.st_size);
    return {};
}

/// FILE becomes FILE.1, FILE.1 becomes FILE.2; the last one goes.
Result<void> StanzaLog::File::rotate() {
    close(std::exchange(descriptor, -1));
    for (std::size_t number = options.keep; number > 1; --number)
        if (std::rename(old(number - 1).c_str(), old(number).c_str()) != 0 && errno != ENOENT)
            return std::unexpected(error_of(old(number), errno));
    const bool gone = options.keep > 0 ? std::rename(path.c_str(), old(1).c_str()) == 0 : unlink(path.c_str()) == 0;
    if (!gone && errno != ENOENT) return std::unexpected(error_of(path, errno));
    return open_file();
}

Result<void> StanzaLog::File::write(std::string_view line) {
    if (size > 0 && size + line.size() > options.max_size)
        if (Result<void> rotated = rotate(); !rotated) return rotated;
    while (!line.empty()) {
        const ssize_t written = ::write(descriptor, line.data(), line.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return std::unexpected(error_of(path, errno));
        size += static_cast<std::size_t>(written);
        line.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

void StanzaLog::File::log(std::string_view line) {
    if (failed) return;
    const Result<void> written = write(line);
    failed = !written;
    if (failed && on_failure) on_failure(written.error());
}

Result<StanzaLog> StanzaLog::open(std::string path, StanzaLogOptions options) {
    auto file = std::make_unique<File>(std::move(path), options);
    if (Result<void> opened = file->open_file(); !opened) return std::unexpected(std::move(opened.error()));
    return StanzaLog(std::move(file));
}

StanzaLog::StanzaLog(std::unique_ptr<File> file) : file_(std::move(file)) {}
StanzaLog::StanzaLog(StanzaLog&&) noexcept = default;
StanzaLog& StanzaLog::operator=(StanzaLog&&) noexcept = default;
StanzaLog::~StanzaLog() = default;

Subscription StanzaLog::follow(core::Stream& stream) {
    return stream.on_trace(
        [file = file_.get(), lines = std::make_shared<core::TraceLines>(stream.clock())](
            core::Direction direction, std::string_view xml) { file->log(lines->line(direction, xml)); });
}

void StanzaLog::on_failure(std::function<void(const Error&)> handler) { file_->on_failure = std::move(handler); }

}  // namespace headstock::client
