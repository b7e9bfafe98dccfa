// SPDX-License-Identifier: MIT
// expect: an enumerator has no word
#include "headstock/bridge/payload.hpp"

using namespace headstock;

enum class Colour { red, green };
constexpr auto xml_words(Colour) { return bridge::words<Colour>({{Colour::red, "red"}}); }

struct T {
    Colour colour{};
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::attribute("colour", &T::colour));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
