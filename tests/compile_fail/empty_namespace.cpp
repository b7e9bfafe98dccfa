// SPDX-License-Identifier: MIT
// expect: a_payload_has_no_namespace
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    int number = 0;
    static constexpr auto xml = bridge::element("x", "", bridge::text("number", &T::number));
};
