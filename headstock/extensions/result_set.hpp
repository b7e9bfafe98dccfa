// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/bridge/payload.hpp"

/// Result Set Management (XEP-0059): a long list, page by page.
namespace headstock::result_set {

inline constexpr std::string_view ns = "http://jabber.org/protocol/rsm";

/// The first result of a page, and its place among all.
struct First {
    std::optional<std::uint32_t> index;
    std::string id;

    static constexpr auto xml =
        bridge::element("first", ns, bridge::attribute("index", &First::index), bridge::text(&First::id));
    friend bool operator==(const First&, const First&) = default;
};

/// A page, as it is asked for (`max`, and one of `after`, `before`, `index`), or what is said of one that was given
/// (`first`, `last`, `count`).
struct Page {
    std::optional<std::uint32_t> max;   ///< results at most; 0 asks for nothing but `count`
    std::optional<std::string> after;   ///< begins behind this result
    std::optional<std::string> before;  ///< ends before this result; empty: the last page
    std::optional<std::uint32_t> index;
    std::optional<First> first;
    std::optional<std::string> last;
    std::optional<std::uint32_t> count;  ///< of all results, perhaps roughly

    static constexpr auto xml = bridge::element(
        "set", ns, bridge::text("max", &Page::max), bridge::text("after", &Page::after),
        bridge::text("before", &Page::before), bridge::text("index", &Page::index), bridge::child(&Page::first),
        bridge::text("last", &Page::last), bridge::text("count", &Page::count));
    friend bool operator==(const Page&, const Page&) = default;
};

/// Asks for the first page, of `max` results at most.
[[nodiscard]] Page first(std::uint32_t max);
/// Asks for the last one.
[[nodiscard]] Page last(std::uint32_t max);
/// Asks for the page behind the one that `given` tells of; nothing where that one was empty, which ends the list.
[[nodiscard]] std::optional<Page> next(const Page& given, std::uint32_t max);
/// Asks for the page before it; nothing where it was empty.
[[nodiscard]] std::optional<Page> previous(const Page& given, std::uint32_t max);
/// Asks for the page that begins with the `index`-th result, counted from 0.
[[nodiscard]] Page at(std::uint32_t index, std::uint32_t max);

}  // namespace headstock::result_set
