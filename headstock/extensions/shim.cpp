// SPDX-License-Identifier: MIT
#include "headstock/extensions/shim.hpp"

namespace headstock::shim {

std::vector<std::string> Headers::values(std::string_view name) const {
    std::vector<std::string> values;
    for (const Header& header : headers)
        if (header.name == name) values.push_back(header.value);
    return values;
}

Headers of(const core::Stanza& stanza) { return stanza.payload<Headers>().value_or(Headers()); }

Module::Module(core::Stream& stream, disco::Module& disco, const std::vector<std::string>& names)
    : announced_(stream.announce(std::string(ns))) {
    disco::Info info;
    for (const std::string& name : names) info.features.push_back({std::string(ns) + '#' + name});
    disco.answer_with(ns, std::move(info));
}

}  // namespace headstock::shim
