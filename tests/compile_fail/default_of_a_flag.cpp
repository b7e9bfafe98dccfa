// SPDX-License-Identifier: MIT
// expect: only an attribute, a text and an one_of can have a default
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    bool flag = false;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::flag("a", &T::flag).otherwise(true));
};
