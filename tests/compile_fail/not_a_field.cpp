// SPDX-License-Identifier: MIT
// expect: takes fields behind the namespace
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    int number = 0;
    static constexpr auto xml = bridge::element("x", "urn:x", &T::number);
};
