// SPDX-License-Identifier: MIT
// expect: two fields claim it
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    std::string one;
    std::string two;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::text(&T::one), bridge::text(&T::two));
};
