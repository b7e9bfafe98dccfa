// SPDX-License-Identifier: MIT
#include "headstock/client/disk_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "headstock/extensions/file_offer.hpp"
#include "headstock/network/failure.hpp"

namespace headstock::client {
namespace {

constexpr int most_namesakes = 100;

Failure wrong(const std::string& what) { return Failure(std::error_code(errno, std::generic_category()), what); }

/// "name (2).txt"
std::string numbered(const std::string& name, int number) {
    if (number == 1) return name;
    const std::size_t dot = name.rfind('.');
    const std::size_t end = dot == std::string::npos || dot == 0 ? name.size() : dot;
    return name.substr(0, end) + " (" + std::to_string(number) + ")" + name.substr(end);
}

/// Calls a system function again when a signal has interrupted it.
template <class F>
ssize_t persist(F function) {
    ssize_t result = -1;
    do result = function();
    while (result < 0 && errno == EINTR);
    return result;
}

}  // namespace

bool detail::Descriptor::close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
}

FileSource::FileSource(const std::filesystem::path& path)
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    struct stat about{};
    if (file_.number() < 0 || ::fstat(file_.number(), &about) != 0) throw wrong(path.string());
    if (!S_ISREG(about.st_mode))
        throw Failure(std::make_error_code(std::errc::not_supported), path.string() + " is no file");
    size_ = static_cast<std::uint64_t>(about.st_size);
}

std::size_t FileSource::read(std::uint64_t offset, std::span<char> into) {
    const ssize_t count =
        persist([&] { return ::pread(file_.number(), into.data(), into.size(), static_cast<off_t>(offset)); });
    if (count < 0) throw wrong("reading");
    return static_cast<std::size_t>(count);
}

FileSink::FileSink(const std::filesystem::path& directory, std::string_view name)
    : directory_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (directory_.number() < 0) throw wrong(directory.string());
    const std::string safe = file_offer::safe_name(name);
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    for (int number = 1; file_.number() < 0; ++number) {
        name_ = numbered(safe, number);
        file_.open(::openat(directory_.number(), name_.c_str(), flags, S_IRUSR | S_IWUSR));
        if (file_.number() < 0 && (errno != EEXIST || number == most_namesakes)) throw wrong(name_);
    }
}

FileSink::~FileSink() {
    if (!finished_ && file_.number() >= 0) ::unlinkat(directory_.number(), name_.c_str(), 0);
}

void FileSink::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = persist([&] { return ::write(file_.number(), bytes.data(), bytes.size()); });
        if (count < 0) throw wrong(name_);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

/// A disk that was full may say so only now.
void FileSink::finish() {
    if (finished_) return;
    if (::fsync(file_.number()) != 0) throw wrong(name_);
    finished_ = true;
    file_.close();
}

}  // namespace headstock::client
