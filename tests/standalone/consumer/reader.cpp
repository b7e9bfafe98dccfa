// SPDX-License-Identifier: MIT
// Uses the XML layer as it was installed.
#include <headstock/bridge/parser.hpp>

int main() {
    const auto element = headstock::bridge::parse_element("<a xmlns='urn:example'>text</a>");
    return element && element->text() == "text" ? 0 : 1;
}
