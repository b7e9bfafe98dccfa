// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "headstock/bridge/arbitrary.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/payload.hpp"

namespace headstock::bridge {

/// Expects that `count` random values of `T` survive being written, parsed and read, and come out the same when written
/// again. For tests of payloads: one line for each.
template <Payload T>
void expect_round_trip(std::uint64_t seed = 1, int count = 200) {
    SeededRandom random(seed);
    for (int i = 0; i < count; ++i) {
        const T value = arbitrary<T>(random);
        std::string xml;
        const Result<void> written = write(write(value), xml);
        ASSERT_TRUE(written) << written.error().message();
        const Result<Element> parsed = parse_element(xml);
        ASSERT_TRUE(parsed) << parsed.error().message() << "\n" << xml;
        const Result<T> again = read<T>(*parsed);
        ASSERT_TRUE(again) << again.error().message() << "\n" << xml;
        ASSERT_TRUE(*again == value) << xml << "\nbecame\n" << write(*again).xml();
        ASSERT_EQ(write(*again), *parsed) << xml;
    }
}

}  // namespace headstock::bridge
