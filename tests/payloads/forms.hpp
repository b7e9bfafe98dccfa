// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/lexical.hpp"

/// What stands in data forms.
namespace headstock::samples {

inline constexpr std::string_view layout_ns = "http://jabber.org/protocol/xdata-layout";

inline constexpr std::string_view validate_ns = "http://jabber.org/protocol/xdata-validate";

/// XEP-0122, Data Forms Validation.
struct ValidRange {
    std::optional<std::string> least;
    std::optional<std::string> most;

    static constexpr auto xml = bridge::element("range", validate_ns, bridge::attribute("min", &ValidRange::least),
                                                bridge::attribute("max", &ValidRange::most));
    friend bool operator==(const ValidRange&, const ValidRange&) = default;
};

struct ValidCount {
    std::optional<std::uint32_t> least;
    std::optional<std::uint32_t> most;

    static constexpr auto xml = bridge::element("list-range", validate_ns, bridge::attribute("min", &ValidCount::least),
                                                bridge::attribute("max", &ValidCount::most));
    friend bool operator==(const ValidCount&, const ValidCount&) = default;
};

enum class ValidWay { basic, open };
constexpr auto xml_words(ValidWay) {
    using enum ValidWay;
    return bridge::words<ValidWay>({{basic, "basic"}, {open, "open"}});
}

struct Validate {
    std::optional<std::string> type;
    std::optional<ValidWay> way;
    std::optional<ValidRange> range;
    std::optional<std::string> pattern;
    std::optional<ValidCount> count;

    static constexpr auto xml = bridge::element(
        "validate", validate_ns, bridge::attribute("datatype", &Validate::type), bridge::one_of(&Validate::way),
        bridge::child(&Validate::range), bridge::text("regex", &Validate::pattern), bridge::child(&Validate::count));
    friend bool operator==(const Validate&, const Validate&) = default;
};

/// XEP-0141, Data Forms Layout.
enum class LayoutKind { text, section, fieldref, reportedref };
constexpr auto xml_words(LayoutKind) {
    using enum LayoutKind;
    return bridge::words<LayoutKind>(
        {{text, "text"}, {section, "section"}, {fieldref, "fieldref"}, {reportedref, "reportedref"}});
}

/// Texts, fields and sections, whose order counts.
struct LayoutPart {
    LayoutKind kind{};
    std::optional<std::string> field;
    std::optional<std::string> label;
    std::optional<std::string> text;
    std::vector<LayoutPart> parts;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&LayoutPart::kind), layout_ns, bridge::attribute("var", &LayoutPart::field),
                        bridge::attribute("label", &LayoutPart::label), bridge::text(&LayoutPart::text),
                        bridge::child(&LayoutPart::parts));
    friend bool operator==(const LayoutPart&, const LayoutPart&) = default;
};

struct LayoutPage {
    std::optional<std::string> label;
    std::vector<LayoutPart> parts;

    static constexpr auto xml = bridge::element("page", layout_ns, bridge::attribute("label", &LayoutPage::label),
                                                bridge::child(&LayoutPage::parts));
    friend bool operator==(const LayoutPage&, const LayoutPage&) = default;
};

/// XEP-0221, Data Forms Media Element.
struct MediaUri {
    std::string type;
    bridge::Uri uri;

    static constexpr auto xml = bridge::element(
        "uri", "urn:xmpp:media-element", bridge::attribute("type", &MediaUri::type), bridge::text(&MediaUri::uri));
    friend bool operator==(const MediaUri&, const MediaUri&) = default;
};

struct FormMedia {
    std::optional<std::uint16_t> height;
    std::optional<std::uint16_t> width;
    std::vector<MediaUri> uris;

    static constexpr auto xml =
        bridge::element("media", "urn:xmpp:media-element", bridge::attribute("height", &FormMedia::height),
                        bridge::attribute("width", &FormMedia::width), bridge::child(&FormMedia::uris));
    friend bool operator==(const FormMedia&, const FormMedia&) = default;
};

}  // namespace headstock::samples
