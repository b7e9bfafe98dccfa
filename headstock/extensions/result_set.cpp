// SPDX-License-Identifier: MIT
#include "headstock/extensions/result_set.hpp"

namespace headstock::result_set {

Page first(std::uint32_t max) {
    Page page;
    page.max = max;
    return page;
}

Page last(std::uint32_t max) {
    Page page = first(max);
    page.before = "";
    return page;
}

std::optional<Page> next(const Page& given, std::uint32_t max) {
    if (!given.last) return std::nullopt;
    Page page = first(max);
    page.after = given.last;
    return page;
}

std::optional<Page> previous(const Page& given, std::uint32_t max) {
    if (!given.first) return std::nullopt;
    Page page = first(max);
    page.before = given.first->id;
    return page;
}

Page at(std::uint32_t index, std::uint32_t max) {
    Page page = first(max);
    page.index = index;
    return page;
}

}  // namespace headstock::result_set
