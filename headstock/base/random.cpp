// SPDX-License-Identifier: MIT
#include "headstock/base/random.hpp"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace headstock {
namespace {

class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte> bytes) override {
        while (!bytes.empty()) {
            const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
            if (got < 0 && errno != EINTR) std::abort();  // without randomness nothing here is safe
            if (got > 0) bytes = bytes.subspan(static_cast<std::size_t>(got));
        }
    }
};

}  // namespace

std::string Random::bytes(std::size_t count) {
    std::string result(count, '\0');
    fill(std::as_writable_bytes(std::span(result)));
    return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
    const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() / bound * bound;
    for (;;) {
        std::array<std::byte, sizeof(std::uint64_t)> raw{};
        fill(raw);
        std::uint64_t number = 0;
        std::memcpy(&number, raw.data(), raw.size());
        if (number < limit) return number % bound;
    }
}

Random& system_random() {
    static SystemRandom random;
    return random;
}

void SeededRandom::fill(std::span<std::byte> bytes) {
    for (std::byte& byte : bytes) {  // splitmix64
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        byte = static_cast<std::byte>((z ^ (z >> 31U)) & 0xffU);
    }
}

std::string random_id(Random& random) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    std::array<std::byte, 16> raw{};
    random.fill(raw);
    std::string id;
    id.reserve(22);
    unsigned bits = 0;
    unsigned pending = 0;
    for (const std::byte byte : raw) {
        bits = bits << 8U | std::to_integer<unsigned>(byte);
        pending += 8;
        for (; pending >= 6; pending -= 6) id.push_back(digits[bits >> (pending - 6) & 63U]);
        bits &= 63U;
    }
    id.push_back(digits[bits << (6 - pending) & 63U]);
    return id;
}

}  // namespace headstock
