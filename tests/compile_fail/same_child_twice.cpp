// SPDX-License-Identifier: MIT
// expect: two_fields_read_the_same_child_or_attribute
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    int number = 0;
    std::string name;
    static constexpr auto xml =
        bridge::element("x", "urn:x", bridge::text("a", &T::number), bridge::text("a", &T::name));
};
