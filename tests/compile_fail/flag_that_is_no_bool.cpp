// SPDX-License-Identifier: MIT
// expect: flag.. needs a bool
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    int flag = 0;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::flag("a", &T::flag));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
