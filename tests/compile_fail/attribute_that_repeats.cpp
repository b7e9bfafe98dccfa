// SPDX-License-Identifier: MIT
// expect: stand once, so the member cannot be a std::vector
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    std::vector<int> numbers;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::attribute("a", &T::numbers));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
