// SPDX-License-Identifier: MIT
// expect: a_child_that_is_an_element_needs_its_tag_and_namespace
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct T {
    std::optional<bridge::Element> form;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::child("x", &T::form));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
