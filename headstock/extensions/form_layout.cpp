// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_layout.hpp"

#include <set>

namespace headstock::form_layout {
namespace {

struct Names {
    std::set<std::string, std::less<>> known;
    std::vector<std::string> in_order;
};

// As deep as a payload may be.
void collect(const std::vector<Part>& parts, Names& names) {
    for (const Part& part : parts) {
        if (part.kind == PartKind::section) collect(part.parts, names);
        if (part.kind == PartKind::fieldref && part.var && names.known.insert(*part.var).second)
            names.in_order.push_back(*part.var);
    }
}

}  // namespace

std::vector<std::string> fields_of(const Page& page) {
    Names names;
    collect(page.parts, names);
    return std::move(names.in_order);
}

}  // namespace headstock::form_layout
