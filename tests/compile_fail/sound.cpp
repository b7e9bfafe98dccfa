// SPDX-License-Identifier: MIT
// expect: nothing
#include "headstock/bridge/payload.hpp"

using namespace headstock;

enum class Colour { red, green };
constexpr auto xml_words(Colour) { return bridge::words<Colour>({{Colour::red, "red"}, {Colour::green, "green"}}); }

struct T {
    Colour colour{};
    std::vector<int> numbers;
    static constexpr auto xml =
        bridge::element("x", "urn:x", bridge::attribute("colour", &T::colour), bridge::text("number", &T::numbers));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
