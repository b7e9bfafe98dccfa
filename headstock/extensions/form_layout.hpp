// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/bridge/payload.hpp"

/// Data Forms Layout (XEP-0141): on which pages and in which sections the fields of a form are best shown.
namespace headstock::form_layout {

inline constexpr std::string_view ns = "http://jabber.org/protocol/xdata-layout";

enum class PartKind { text, section, fieldref, reportedref };
constexpr auto xml_words(PartKind) {
    using enum PartKind;
    return bridge::words<PartKind>(
        {{text, "text"}, {section, "section"}, {fieldref, "fieldref"}, {reportedref, "reportedref"}});
}

/// A piece of a page: words, a section with pieces of its own, a field, or the table of a form's items.
struct Part {
    PartKind kind{};
    std::optional<std::string> var;    ///< of a `fieldref`: which field; one that the form lacks is passed over
    std::optional<std::string> label;  ///< of a section
    std::optional<std::string> text;   ///< of a `text`
    std::vector<Part> parts;           ///< of a section

    static constexpr auto xml = bridge::element(bridge::tag_of(&Part::kind), ns, bridge::attribute("var", &Part::var),
                                                bridge::attribute("label", &Part::label), bridge::text(&Part::text),
                                                bridge::child(&Part::parts));
    friend bool operator==(const Part&, const Part&) = default;
};

/// A page, with its pieces in the order in which they are shown.
struct Page {
    std::optional<std::string> label;
    std::vector<Part> parts;

    static constexpr auto xml =
        bridge::element("page", ns, bridge::attribute("label", &Page::label), bridge::child(&Page::parts));
    friend bool operator==(const Page&, const Page&) = default;
};

/// The names of the fields that a page shows, sections and all, in order, each once.
[[nodiscard]] std::vector<std::string> fields_of(const Page& page);

}  // namespace headstock::form_layout
