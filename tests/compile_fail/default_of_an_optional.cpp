// SPDX-License-Identifier: MIT
// expect: says by itself what absence means
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    std::optional<int> number;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::attribute("a", &T::number).otherwise(1));
};
