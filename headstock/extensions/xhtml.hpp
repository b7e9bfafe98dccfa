// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/message.hpp"

/// XHTML-IM (XEP-0071): messages with markup, of which nothing that could act is let through.
///
/// What comes from others is markup of theirs: only what `of` and `sanitized` give may be shown. It is made anew from a
/// list of what is harmless; all else is left out.
namespace headstock::xhtml {

inline constexpr std::string_view ns = "http://jabber.org/protocol/xhtml-im";
inline constexpr std::string_view content_ns = "http://www.w3.org/1999/xhtml";

/// What a message carries: the same text once a language, each a <body/> as it came.
struct Html {
    std::vector<bridge::Element> bodies;

    static constexpr auto xml =
        bridge::element("html", ns, bridge::child(bridge::Name{"body", content_ns}, &Html::bodies));
    friend bool operator==(const Html&, const Html&) = default;
};

/// What is let through besides the text.
struct Policy {
    bool images = false;  ///< <img/>, which whoever shows it may fetch, so that its sender learns where we are
};

/// Elements that are kept of a body, and how deep in each other; of further ones the text alone is.
inline constexpr std::size_t max_elements = 1'000;
inline constexpr unsigned max_depth = 24;
/// Bytes of an address in a link or an image; a longer one is left out.
inline constexpr std::size_t max_uri = 2'048;

/// The body of `message` in `language`, else the first, sanitized; nothing where it carries none, or is an error. Its
/// text is not `Message::body`: another could stand there.
[[nodiscard]] std::optional<bridge::Element> of(const core::Message& message, std::string_view language = {},
                                                Policy policy = {});
/// What is harmless of a <body/>: the elements and attributes of XEP-0071 §7.8, the style properties of §7.6 with plain
/// values, links to http, https, mailto, tel and xmpp, images at http, https and cid.
[[nodiscard]] bridge::Element sanitized(bridge::View body, Policy policy = {});
/// The text of a body without markup; links and images with where they lead.
[[nodiscard]] std::string plain_text(bridge::View body);

/// Adds `body`, sanitized, to a message about to be sent, with images; and its text as the message's body in the same
/// language, where there is none yet, as whoever cannot read markup reads that.
void add(core::Message& message, const bridge::Element& body);

/// Markup to build. Each call gives the object back, to be chained.
class Body {
public:
    explicit Body(std::string_view language = {});

    Body& text(std::string_view text);
    Body& strong(std::string_view text) { return add("strong", text); }
    Body& emphasis(std::string_view text) { return add("em", text); }
    Body& paragraph(std::string_view text) { return add("p", text); }
    Body& quote(std::string_view text) { return add("blockquote", text); }
    Body& line_break() { return add("br", {}); }
    /// Text with a style such as "color: green", of which `sanitized` leaves out what it does not know.
    Body& styled(std::string_view style, std::string_view text);
    Body& link(std::string_view uri, std::string_view text);
    Body& image(std::string_view uri, std::string_view description);
    Body& list(const std::vector<std::string>& items, bool numbered = false);

    [[nodiscard]] const bridge::Element& element() const { return element_; }

private:
    Body& add(std::string_view tag, std::string_view text);

    bridge::Element element_;
};

}  // namespace headstock::xhtml
