// SPDX-License-Identifier: MIT
#include "headstock/core/stanza_failure.hpp"

#include "headstock/base/number.hpp"
#include "headstock/core/legacy_error.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

/// Reads a child; gives whether it told the condition.
bool read_child(StanzaFailure& failure, bridge::View child) {
    if (child.ns() != ns::stanza_errors) {
        failure.application.push_back(child.own());
    } else if (child.tag() == "text") {
        failure.text = child.text();
        failure.language = child.attribute(bridge::xml_lang).value_or("");
    } else if (const auto condition = stanza_condition(child.tag())) {
        failure.condition = *condition;
        if (*condition == StanzaCondition::gone || *condition == StanzaCondition::redirect) failure.uri = child.text();
        return true;
    }
    return false;
}

/// What entities from before XMPP say: a number, and words that are the error's own text (XEP-0086).
void read_legacy(StanzaFailure& failure, bridge::View error) {
    const auto code = read_number<int>(error.attribute("code").value_or(""));
    if (!code) return;
    failure.condition = condition_of_legacy(*code).value_or(StanzaCondition::undefined_condition);
    if (failure.text.empty()) failure.text = error.text();
}

}  // namespace

StanzaFailure StanzaFailure::read(bridge::View error) {
    StanzaFailure failure;
    bool told = false;
    for (const bridge::View child : error.children()) told |= read_child(failure, child);
    if (!told) read_legacy(failure, error);
    failure.type = error_type(error.attribute("type").value_or("")).value_or(default_type(failure.condition));
    if (const auto by = Jid::parse(error.attribute("by").value_or(""))) failure.by = *by;
    return failure;
}

StanzaFailure StanzaFailure::of(const Error& error) {
    if (const auto* own = dynamic_cast<const ApplicationCategory*>(&error.code.category())) return own->failure(error);
    if (error.code.category() != make_error_code(StanzaCondition::bad_request).category())
        return StanzaFailure(
            StanzaCondition::internal_server_error);  // what went wrong inside is not the peer's business
    return StanzaFailure(static_cast<StanzaCondition>(error.code.value()), error.text);
}

bridge::Element StanzaFailure::write() const {
    bridge::Element error("error", ns::client);
    error.attribute("type", word(type));
    if (const int code = legacy_code(condition); code != 0) error.attribute("code", std::to_string(code));
    if (!by.empty()) error.attribute("by", by.text());
    error.add(bridge::Element(word(condition), ns::stanza_errors).text(uri));
    if (!text.empty()) {
        bridge::Element words("text", ns::stanza_errors);
        if (!language.empty()) words.attribute(bridge::xml_lang, language);
        error.add(words.text(text));
    }
    for (const bridge::Element& own : application) error.add(own);
    return error;
}

Error StanzaFailure::error() const {
    if (!text.empty() || application.empty()) return {make_error_code(condition), text};
    return {make_error_code(condition), std::string(application.front().tag())};
}

}  // namespace headstock::core
