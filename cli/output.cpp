// SPDX-License-Identifier: MIT
#include "cli/output.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "cli/exit_codes.hpp"
#include "cli/text.hpp"

namespace headstock::cli {
namespace {

constexpr int schema_version = 1;

/// How much may be written at once without waiting, where poll(2) says that something may be written at all.
std::size_t safe_size(int fd) {
    struct stat status{};
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) ? SSIZE_MAX : PIPE_BUF;
}

std::error_code write_line(int fd, std::string_view text, const Stop& stop) {
    const std::size_t most = safe_size(fd);
    while (!text.empty()) {
        if (!stop.wait_for(fd, POLLOUT)) return Errc::interrupted;
        const ssize_t size = write(fd, text.data(), std::min(text.size(), most));
        if (size < 0 && errno != EINTR && errno != EAGAIN) return {errno, std::generic_category()};
        if (size > 0) text.remove_prefix(static_cast<std::size_t>(size));
    }
    return {};
}

}  // namespace

void Output::line(std::string text) {
    if (broken_) return;
    text += '\n';
    if (const std::error_code wrong = write_line(out_, text, stop_)) broken_ = wrong;
}

void Output::event(std::string_view name, Value::Fields fields) {
    Value::Fields all;
    all.emplace_back("v", schema_version);
    all.emplace_back("event", name);
    for (auto& field : fields) all.push_back(std::move(field));
    line(to_json(all));
}

void Output::result(std::string_view name, Value::Fields fields, std::string_view text) {
    if (json_) event(name, std::move(fields));
    else line(std::string(text));
}

void Output::note(std::string_view name, Value::Fields fields, std::string_view text) {
    if (json_) event(name, std::move(fields));
    else diagnose(text);
}

void Output::error(const Error& error) {
    if (json_) {
        Value::Fields fields;
        fields.emplace_back("code", static_cast<int>(exit_code(error)));
        fields.emplace_back("reason", error.code.message());
        fields.emplace_back("text", error.text);
        event("error", std::move(fields));
    }
    std::string line = visible(error.message());
    if (const std::string_view help = hint(error); !help.empty()) line.append(" (").append(help).append(")");
    diagnose(line);
}

/// Where the standard error cannot be written to there is nobody left to tell.
void Output::diagnose(std::string_view text) {
    const std::string line = "headstock: " + std::string(text) + '\n';
    (void)write_line(err_, line, stop_);
}

}  // namespace headstock::cli
