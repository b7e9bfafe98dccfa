// SPDX-License-Identifier: MIT
#include "headstock/extensions/xhtml.hpp"

#include <algorithm>
#include <array>

#include "headstock/extensions/xhtml_filter.hpp"

namespace headstock::xhtml {
namespace {

using detail::Fate;

bridge::Element element(std::string_view tag) { return bridge::Element(tag, content_ns); }

bool is_harmless(std::string_view tag, std::string_view attribute, std::string_view value) {
    if (!detail::may_have(tag, attribute)) return false;
    if (attribute == "href") return detail::is_harmless_link(value);
    if (attribute == "src") return detail::is_harmless_image(value);
    if (attribute == "type") return detail::is_content_type(value);
    return attribute == "alt" || detail::is_harmless_size(value);
}

/// Makes a body anew, of what is harmless in another.
class Filter {
public:
    explicit Filter(Policy policy) : policy_(policy) {}

    /// Adds to `to` what is harmless within `from`.
    void content(bridge::View from, bridge::Element& to, unsigned depth) {
        for (const bridge::Content piece : from.content()) {
            if (piece.is_text()) to.text(piece.text());
            else child(*piece.element(), to, depth);
        }
    }
    static void style(bridge::View from, bridge::Element& to) {
        const std::string style = detail::harmless_style(from.attribute("style").value_or(""));
        if (!style.empty() && detail::may_have_style(to.tag())) to.attribute("style", style);
    }

private:
    void child(bridge::View from, bridge::Element& to, unsigned depth) {
        if (from.ns() != content_ns) return;  // what is no XHTML is no text either
        const Fate fate = detail::fate_of(from.tag());
        if (fate == Fate::dropped) return;
        const bool too_much = depth >= max_depth || elements_ >= max_elements;
        const bool leads_nowhere = from.tag() == "a" && !detail::is_harmless_link(from.attribute("href").value_or(""));
        if (fate == Fate::opened || too_much || leads_nowhere) return content(from, to, depth);
        ++elements_;
        bridge::Element copy = element(from.tag());
        for (const bridge::AttributeView attribute : from.attributes())
            if (attribute.name.ns.empty() && is_harmless(from.tag(), attribute.name.tag, attribute.value))
                copy.attribute(attribute.name.tag, attribute.value);
        style(from, copy);
        if (from.tag() == "img") return image(copy, to);
        if (from.tag() != "br") content(from, copy, depth + 1);
        to.add(copy);
    }
    void image(const bridge::Element& copy, bridge::Element& to) const {
        if (policy_.images && copy.attribute("src")) to.add(copy);
        else to.text(copy.attribute("alt").value_or(""));
    }

    Policy policy_;
    std::size_t elements_ = 0;
};

bool is_block(std::string_view tag) {
    constexpr auto tags = std::to_array<std::string_view>(
        {"p", "div", "blockquote", "li", "ol", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "pre"});
    return std::ranges::find(tags, tag) != tags.end();
}

bool ends_line(const std::string& text) { return text.empty() || text.back() == '\n'; }

/// Adds text as people see it: white space in a row is one space.
void add_words(std::string& text, std::string_view words) {
    for (const char c : words) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) text += c;
        else if (!ends_line(text) && text.back() != ' ') text += ' ';
    }
}

void add_text(std::string& text, bridge::View from) {
    for (const bridge::Content piece : from.content()) {
        const auto child = piece.element();
        if (!child) {
            add_words(text, piece.text());
        } else if (child->tag() == "br") {
            text += '\n';
        } else if (child->tag() == "img") {
            add_words(text, child->attribute("alt").value_or(""));
            add_words(text, " <" + std::string(child->attribute("src").value_or("")) + ">");
        } else {
            const bool block = is_block(child->tag());
            if (block && !ends_line(text)) text += '\n';
            add_text(text, *child);
            const std::string_view link = child->attribute("href").value_or("");
            if (!link.empty() && child->text() != link) add_words(text, " <" + std::string(link) + ">");
            if (block && !ends_line(text)) text += '\n';
        }
    }
}

}  // namespace

bridge::Element sanitized(bridge::View body, Policy policy) {
    bridge::Element clean = element("body");
    if (body.ns() != content_ns) return clean;
    const std::string_view language = body.attribute(bridge::xml_lang).value_or("");
    if (bridge::Lexical<bridge::LanguageTag>::read(language)) clean.attribute(bridge::xml_lang, language);
    Filter::style(body, clean);
    Filter(policy).content(body, clean, 0);
    return clean;
}

std::optional<bridge::Element> of(const core::Message& message, std::string_view language, Policy policy) {
    const auto html = message.view().child({"html", ns});
    if (!html || message.type() == core::MessageType::error) return std::nullopt;
    std::optional<bridge::View> chosen;
    for (const bridge::View child : html->children()) {
        if (!child.is({"body", content_ns})) continue;
        if (!chosen) chosen = child;
        if (child.attribute(bridge::xml_lang).value_or("") == language) return sanitized(child, policy);
    }
    if (!chosen) return std::nullopt;
    return sanitized(*chosen, policy);
}

std::string plain_text(bridge::View body) {
    std::string text;
    add_text(text, sanitized(body, {.images = true}));
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

void add(core::Message& message, const bridge::Element& body) {
    const bridge::Element clean = sanitized(body, {.images = true});
    if (!message.has_body()) message.body(plain_text(clean), clean.attribute(bridge::xml_lang).value_or(""));
    message.add(Html{{clean}});
}

Body::Body(std::string_view language) : element_(xhtml::element("body")) {
    if (!language.empty()) element_.attribute(bridge::xml_lang, language);
}

Body& Body::text(std::string_view text) { return element_.text(text), *this; }

Body& Body::add(std::string_view tag, std::string_view text) {
    bridge::Element child = xhtml::element(tag);
    if (!text.empty()) child.text(text);
    return element_.add(child), *this;
}

Body& Body::styled(std::string_view style, std::string_view text) {
    return element_.add(xhtml::element("span").attribute("style", style).text(text)), *this;
}

Body& Body::link(std::string_view uri, std::string_view text) {
    return element_.add(xhtml::element("a").attribute("href", uri).text(text)), *this;
}

Body& Body::image(std::string_view uri, std::string_view description) {
    return element_.add(xhtml::element("img").attribute("src", uri).attribute("alt", description)), *this;
}

Body& Body::list(const std::vector<std::string>& items, bool numbered) {
    bridge::Element list = xhtml::element(numbered ? "ol" : "ul");
    for (const std::string& item : items) list.add(xhtml::element("li").text(item));
    return element_.add(list), *this;
}

}  // namespace headstock::xhtml
