// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace headstock {

/// Overwrites `size` bytes at `data` with zeros; the compiler may not leave it out.
void wipe(void* data, std::size_t size) noexcept;

/// A password, key or token: wiped from memory when it goes, never printed, compared in constant time.
class Secret {
public:
    Secret() = default;
    /// Keeps a copy of `value`; wiping the original is the caller's part.
    explicit Secret(std::string_view value) : bytes_(value) {}
    /// Takes `value` over and wipes what is left of it.
    explicit Secret(std::string&& value) : bytes_(std::move(value)) { wipe_string(value); }
    explicit Secret(const char* value) : bytes_(value) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { wipe_string(other.bytes_); }
    Secret& operator=(Secret other) noexcept {
        bytes_.swap(other.bytes_);
        return *this;
    }
    ~Secret() { wipe_string(bytes_); }

    /// The value itself, for as long as the secret lives and is not assigned to.
    [[nodiscard]] std::string_view reveal() const { return bytes_; }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }

    friend bool operator==(const Secret& a, const Secret& b) noexcept;

private:
    static void wipe_string(std::string& text) noexcept;
    std::string bytes_;
};

/// Compares in a time that depends on the sizes only.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept;

}  // namespace headstock
