// SPDX-License-Identifier: MIT
// expect: this_payload_cannot_be_a_child_by_another_name
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct Child {
    int version = 0;
    static constexpr auto xml =
        bridge::element("a", bridge::versions("urn:a:1", "urn:a:0"), bridge::version_of(&Child::version));
};
struct T {
    Child only;
    static constexpr auto xml = bridge::element("x", "urn:x", bridge::child("b", &T::only));
};

const auto value = bridge::read<T>(bridge::Element("x", "urn:x"));
