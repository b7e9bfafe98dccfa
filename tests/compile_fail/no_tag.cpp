// SPDX-License-Identifier: MIT
// expect: an_element_or_attribute_has_no_name
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    static constexpr auto xml = bridge::element("", "urn:x");
};
