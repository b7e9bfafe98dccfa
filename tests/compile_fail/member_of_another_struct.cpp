// SPDX-License-Identifier: MIT
// expect: points to a member of another struct
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct Other {
    int number = 0;
};
struct T {
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::attribute("a", &Other::number));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
