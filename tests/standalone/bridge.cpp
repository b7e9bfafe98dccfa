// SPDX-License-Identifier: MIT
// bridge alone: bytes in pieces, a rule by tag and namespace, a payload read from what it finds.
#include <string>

#include "headstock/bridge/dispatcher.hpp"
#include "headstock/bridge/payload.hpp"

using namespace headstock;

struct Flower {
    std::string name;
    int count = 0;

    static constexpr auto xml = bridge::element("flower", "urn:example", bridge::text("name", &Flower::name),
                                                bridge::attribute("count", &Flower::count));
    friend bool operator==(const Flower&, const Flower&) = default;
};

int main() {
    Flower found;
    bridge::Dispatcher dispatcher;
    const auto rule = dispatcher.on({"flower", "urn:example"}, [&](bridge::View element) {
        if (auto flower = bridge::read<Flower>(element)) found = *flower;
    });
    bridge::Parser parser(dispatcher);
    for (const char byte :
         std::string_view("<a xmlns='urn:example'><flower count='3'><name>rose &amp; thorn</name></flower></a>"))
        if (!parser.feed({&byte, 1})) return 1;
    const bool same = found == Flower{"rose & thorn", 3};
    return same && bridge::read<Flower>(bridge::write(found)) == found && parser.root_closed() ? 0 : 1;
}
