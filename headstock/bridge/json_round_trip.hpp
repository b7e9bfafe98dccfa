// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/bridge/json.hpp"
#include "headstock/bridge/round_trip.hpp"

namespace headstock::bridge {

/// Expects that `count` random values of `T` survive being written as the text of JSON and read again.
template <Payload T>
void expect_json_round_trip(std::uint64_t seed = 1, int count = 200) {
    SeededRandom random(seed);
    for (int i = 0; i < count; ++i) {
        const T value = arbitrary<T>(random);
        const std::string text = to_json(value).dump();
        const Result<T> again = from_json<T>(Json::parse(text));
        ASSERT_TRUE(again) << again.error().message() << "\n" << text;
        ASSERT_TRUE(*again == value) << text << "\nbecame\n" << to_json(*again).dump();
    }
}

}  // namespace headstock::bridge
