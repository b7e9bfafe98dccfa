// SPDX-License-Identifier: MIT
// expect: needs the payload's namespace
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    int number = 0;
    static constexpr auto xml = bridge::element("x", bridge::text("number", &T::number));
};
