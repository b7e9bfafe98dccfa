// SPDX-License-Identifier: MIT
// expect: rest.. needs a std::vector<Element>
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    std::vector<std::string> others;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::rest(&T::others));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
