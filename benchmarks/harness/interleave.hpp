// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace headstock::bench {

/// Seconds of processor time this thread has taken.
[[nodiscard]] double thread_seconds();

[[nodiscard]] double median(std::vector<double> values);

/// Something to measure.
struct Candidate {
    std::string name;
    std::function<void()> run;
    std::function<void()> prepare = [] {};  ///< called before each run, and not measured
};

/// How long a candidate took, in each round.
struct Timing {
    std::vector<double> rounds;
    [[nodiscard]] double seconds() const { return median(rounds); }
    /// How many times as long `other` took: the median of what each round says, for a machine that slows down slows
    /// down both.
    [[nodiscard]] double faster_than(const Timing& other) const;
};

/// Measures every candidate in turn, round after round, after one round that does not count. In the order given.
[[nodiscard]] std::vector<Timing> interleave(std::span<const Candidate> candidates, int rounds);

}  // namespace headstock::bench
