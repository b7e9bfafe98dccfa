// SPDX-License-Identifier: MIT
#include "headstock/core/trace.hpp"

#include "headstock/bridge/element.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {

std::string trace_text(bridge::View element) {
    const bool secret = element.ns() == ns::sasl && element.tag() != "mechanisms" && element.tag() != "failure";
    if (!secret || element.text().empty()) return element.xml();
    bridge::Element blotted(element);
    blotted.clear().text("[secret]");
    return blotted.xml();
}

}  // namespace headstock::core
