// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headstock/bridge/element.hpp"
#include "headstock/bridge/path.hpp"

/// Whatever the text: a path or an error, and a path that can be followed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using headstock::bridge::Element;
    const auto path = headstock::bridge::Path::parse({reinterpret_cast<const char*>(data), size});
    if (!path) return path.error().text.empty() ? (std::abort(), 0) : 0;
    const Element root = Element("a", "u").attribute("x", "1").add(Element("b", "u"));
    (void)path->leads_to(root.children().front());
    if (path->last_tag().empty()) std::abort();
    return 0;
}
