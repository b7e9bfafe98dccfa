// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace headstock {

/// Where randomness comes from. Everything that needs some is given one, so that a test can own it.
class Random {
public:
    virtual ~Random() = default;
    /// Fills all of `bytes`.
    virtual void fill(std::span<std::byte> bytes) = 0;

    /// `count` random bytes.
    [[nodiscard]] std::string bytes(std::size_t count);
    /// A number from 0 to `bound` - 1, each as likely; `bound` is above 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

/// The operating system's cryptographic generator. Safe from any thread, and after a fork. Lives for ever.
[[nodiscard]] Random& system_random();

/// A reproducible sequence for tests; never for secrets.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::byte> bytes) override;

private:
    std::uint64_t state_;
};

/// An identifier of 128 random bits, 22 characters of [A-Za-z0-9_-].
[[nodiscard]] std::string random_id(Random& random);

}  // namespace headstock
