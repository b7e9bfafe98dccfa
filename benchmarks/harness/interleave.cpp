// SPDX-License-Identifier: MIT
#include "harness/interleave.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace headstock::bench {
namespace {

/// Has the allocator sort what the last candidate has given back, at most 10,000 blocks a call, lest the next one's
/// first large request does.
void settle_heap() {
    constexpr std::size_t large = std::size_t{1} << 20U;
    for (int i = 0; i < 100; ++i) {
        void* const volatile block = std::malloc(large);  // volatile, or the compiler leaves both out
        std::free(block);
    }
}

}  // namespace

double thread_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

double Timing::faster_than(const Timing& other) const {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < rounds.size(); ++i) ratios.push_back(other.rounds[i] / rounds[i]);
    return median(std::move(ratios));
}

std::vector<Timing> interleave(std::span<const Candidate> candidates, int rounds) {
    std::vector<Timing> timings(candidates.size());
    for (int round = -1; round < rounds; ++round) {
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            candidates[i].prepare();
            settle_heap();
            const double before = thread_seconds();
            candidates[i].run();
            if (round >= 0) timings[i].rounds.push_back(thread_seconds() - before);
        }
    }
    return timings;
}

}  // namespace headstock::bench
