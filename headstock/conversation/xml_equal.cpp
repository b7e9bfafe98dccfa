// SPDX-License-Identifier: MIT
#include "headstock/conversation/xml_equal.hpp"

#include <optional>

namespace headstock::testing {
namespace {

bool matches(std::string_view expected, std::string_view actual, Names& names) {
    if (expected.size() < 3 || expected.front() != '{' || expected.back() != '}') return expected == actual;
    const auto [known, is_new] =
        names.emplace(std::string(expected.substr(1, expected.size() - 2)), std::string(actual));
    return is_new || known->second == actual;
}

bool same_attributes(bridge::View expected, bridge::View actual, Names& names) {
    if (expected.attributes().size() != actual.attributes().size()) return false;
    for (const bridge::AttributeView& wanted : expected.attributes()) {
        const auto found = actual.attribute(wanted.name);
        if (!found || !matches(wanted.value, *found, names)) return false;
    }
    return true;
}

/// Both trees stand in document order, so they are walked side by side.
bool same(bridge::View expected, bridge::View actual, Names& names) {
    const std::uint32_t size = expected.node().end - expected.index();
    if (size != actual.node().end - actual.index()) return false;
    for (std::uint32_t i = 0; i < size; ++i) {
        const bridge::View wanted(expected.tree(), expected.index() + i);
        const bridge::View found(actual.tree(), actual.index() + i);
        if (wanted.node().is_text != found.node().is_text) return false;
        if (wanted.node().end - expected.index() != found.node().end - actual.index()) return false;
        if (wanted.node().is_text) {
            if (!matches(wanted.tag(), found.tag(), names)) return false;
        } else if (!wanted.is(found.name()) || !same_attributes(wanted, found, names)) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::string difference(bridge::View expected, bridge::View actual, Names& names) {
    if (same(expected, actual, names)) return {};
    return "expected: " + expected.xml() + "\n     got: " + actual.xml();
}

std::string fill_in(std::string_view text, const Names& names) {
    std::string filled(text);
    for (const auto& [name, value] : names) {
        const std::string placeholder = "{" + name + "}";
        for (std::size_t at = 0; (at = filled.find(placeholder, at)) != std::string::npos; at += value.size())
            filled.replace(at, placeholder.size(), value);
    }
    return filled;
}

}  // namespace headstock::testing
