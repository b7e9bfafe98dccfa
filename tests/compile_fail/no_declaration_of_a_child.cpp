// SPDX-License-Identifier: MIT
// expect: needs a struct with a declaration
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct Child {
    int number = 0;
};
struct T {
    Child only;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::child(&T::only));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
