// SPDX-License-Identifier: MIT
// expect: two_fields_read_the_same_child_or_attribute
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    bool one = false;
    bool two = false;
    static constexpr auto xml =
        bridge::element("x", "urn:x", bridge::flag("required", &T::one), bridge::flag("required", &T::two));
};
