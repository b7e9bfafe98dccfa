// SPDX-License-Identifier: MIT
// expect: Payload
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    int number = 0;
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
