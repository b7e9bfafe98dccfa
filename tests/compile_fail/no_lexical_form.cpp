// SPDX-License-Identifier: MIT
// expect: this member has no lexical form
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct Point {
    int x = 0;
};
struct T {
    Point point;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::attribute("point", &T::point));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
