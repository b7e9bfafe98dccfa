// SPDX-License-Identifier: MIT
// expect: a word or an enumerator stands twice
#include "headstock/bridge/payload.hpp"

using namespace headstock;

enum class Colour { red, green };
constexpr auto xml_words(Colour) { return bridge::words<Colour>({{Colour::red, "red"}, {Colour::green, "red"}}); }

struct T {
    std::optional<Colour> colour;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::one_of(&T::colour));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
