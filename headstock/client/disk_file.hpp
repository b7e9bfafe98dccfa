// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

/// Where the bytes of a file transfer come from, and where they go: a disk, or whatever a program makes of it.
namespace headstock::client {

/// Gives the bytes of a file. They are read as they are sent, and once before for the hash.
class Source {
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// Puts bytes from `offset` on into `into` and gives how many; 0 at the end only. Throws Failure.
    [[nodiscard]] virtual std::size_t read(std::uint64_t offset, std::span<char> into) = 0;
};

/// Takes the bytes of a file, in order. One that goes without `finish` was not received whole.
class Sink {
public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;
    /// Throws Failure, which ends the transfer.
    virtual void write(std::string_view bytes) = 0;
    /// Says that all has come, and that size and hash are right. Throws Failure.
    virtual void finish() = 0;
};

namespace detail {

/// A descriptor, closed with it.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }
    [[nodiscard]] int number() const { return number_; }
    void open(int number) { number_ = number; }
    /// Gives whether that went well.
    bool close();

private:
    int number_;
};

}  // namespace detail

/// A file that is there.
class FileSource final : public Source {
public:
    /// Opens it to read. Throws Failure, also where it is no regular file.
    explicit FileSource(const std::filesystem::path& path);
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> into) override;

private:
    detail::Descriptor file_;
    std::uint64_t size_ = 0;
};

/// A new file. No file that exists is touched, no link is followed, and nobody else may read it. It is removed unless
/// it is finished.
class FileSink final : public Sink {
public:
    /// Opens a file in `directory`, which must exist. `name` is made safe (`file_offer::safe_name`), and where such a
    /// file exists, a number is put to it. Throws Failure.
    FileSink(const std::filesystem::path& directory, std::string_view name);
    ~FileSink() override;
    void write(std::string_view bytes) override;
    void finish() override;
    /// The name it got.
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    detail::Descriptor directory_;
    detail::Descriptor file_;
    std::string name_;
    bool finished_ = false;
};

}  // namespace headstock::client
