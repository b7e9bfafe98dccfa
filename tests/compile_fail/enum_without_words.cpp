// SPDX-License-Identifier: MIT
// expect: this member has no lexical form
#include "headstock/bridge/payload.hpp"

using namespace headstock;

enum class Colour { red };
struct T {
    Colour colour{};
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::attribute("colour", &T::colour));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
