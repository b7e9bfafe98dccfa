// SPDX-License-Identifier: MIT
#include "headstock/base/secret.hpp"

#include <cstring>

namespace headstock {

void wipe(void* data, std::size_t size) noexcept {
    if (size == 0) return;
    std::memset(data, 0, size);
    asm volatile("" : : "r"(data) : "memory");  // what was written counts as read, so the memset stays
}

void Secret::wipe_string(std::string& text) noexcept {
    text.resize(text.capacity());  // within the capacity: nothing is allocated, all of the buffer is reached
    wipe(text.data(), text.size());
    text.clear();
}

bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return difference == 0;
}

bool operator==(const Secret& a, const Secret& b) noexcept { return equal_in_constant_time(a.bytes_, b.bytes_); }

}  // namespace headstock
