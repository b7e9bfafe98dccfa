// SPDX-License-Identifier: MIT
#include "harness/arguments.hpp"

#include <cstdlib>
#include <iostream>

namespace headstock::bench {

Arguments::Arguments(int argc, char** argv, std::string_view usage) {
    for (int i = 1; i < argc; i += 2) {
        const std::string_view name = argv[i];
        if (!name.starts_with("--") || i + 1 == argc || usage.find(name) == std::string_view::npos) {
            std::cerr << "usage: " << usage << '\n';
            std::exit(2);
        }
        values_.insert_or_assign(std::string(name.substr(2)), argv[i + 1]);
    }
}

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string(otherwise) : found->second;
}

std::size_t Arguments::number(std::string_view name, std::size_t otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? otherwise : std::strtoull(found->second.c_str(), nullptr, 10);
}

}  // namespace headstock::bench
