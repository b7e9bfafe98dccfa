// SPDX-License-Identifier: MIT
// expect: only one field can keep the rest
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    std::vector<bridge::Element> one;
    std::vector<bridge::Element> two;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::rest(&T::one), bridge::rest(&T::two));
};
