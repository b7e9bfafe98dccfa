// SPDX-License-Identifier: MIT
#include "headstock/core/stanza.hpp"

#include <cassert>

#include "headstock/core/namespaces.hpp"

namespace headstock::core {

Stanza::Stanza(std::string_view tag) : element_(std::in_place, tag, ns::client) {}

Stanza::Stanza(const Stanza& other) : element_(other.view().own()), from_(other.from_), to_(other.to_) {}

Stanza& Stanza::operator=(const Stanza& other) {
    if (this != &other) *this = Stanza(other);
    return *this;
}

bridge::Element& Stanza::edit() {
    if (!element_) element_ = view_->own();
    return *element_;
}

std::string_view Stanza::language() const {
    for (std::optional<bridge::View> at = view(); at; at = at->parent())
        if (const auto language = at->attribute(bridge::xml_lang)) return *language;
    return {};
}

std::optional<StanzaFailure> Stanza::failure() const {
    if (view().attribute("type") != "error") return std::nullopt;
    if (const auto error = view().child({"error", view().ns()})) return StanzaFailure::read(*error);
    return StanzaFailure();
}

void Stanza::address(Jid& field, std::string_view attribute, Jid value) {
    if (value.empty()) edit().remove_attribute({attribute, {}});
    else edit().attribute(attribute, value.text());
    field = std::move(value);
}

void Stanza::attribute(std::string_view name, std::string_view value) {
    if (value.empty()) edit().remove_attribute({name, {}});
    else edit().attribute(name, value);
}

void Stanza::child_text(std::string_view tag, std::string_view text, std::string_view language) {
    bridge::Element child(tag, ns::client);
    if (!language.empty()) child.attribute(bridge::xml_lang, language);
    edit().add(child.text(text));
}

/// The text in exactly that language, else the one that names none, else the first.
std::string Stanza::text_of(std::string_view tag, std::string_view language) const {
    std::optional<bridge::View> best;
    bool best_is_plain = false;
    for (const bridge::View child : view().children()) {
        if (!child.is({tag, view().ns()})) continue;
        const auto own = child.attribute(bridge::xml_lang);
        if (!language.empty() && own.value_or(this->language()) == language) return child.text();
        if (best && (best_is_plain || own)) continue;
        best = child;
        best_is_plain = !own;
    }
    return best ? best->text() : std::string();
}

Result<Addresses> Addresses::read(bridge::View stanza) {
    Addresses addresses;
    for (const auto& [attribute, field] : {std::pair{"from", &addresses.from}, std::pair{"to", &addresses.to}}) {
        const auto text = stanza.attribute(attribute);
        if (!text) continue;
        Result<Jid> parsed = Jid::parse(*text);
        if (!parsed) return fail(parsed.error().code, std::string(attribute) + ": " + parsed.error().text);
        *field = std::move(*parsed);
    }
    return addresses;
}

}  // namespace headstock::core
