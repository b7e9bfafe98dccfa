// SPDX-License-Identifier: MIT
#include "headstock/core/registration.hpp"

#include <optional>

#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

constexpr std::string_view data_forms = "jabber:x:data";
constexpr std::string_view out_of_band = "jabber:x:oob";

/// What we answer to a field; nothing where we do not know.
std::optional<std::string> value_of(std::string_view field, const Account& account) {
    if (field == "username") return std::string(account.jid.local());
    if (field == "password") return std::string(account.password.reveal());
    const auto at = account.particulars.find(field);
    return at == account.particulars.end() ? std::nullopt : std::optional(at->second);
}

/// Where the server sends people instead, as text for them.
std::string elsewhere(bridge::View query) {
    const auto link = query.child({"x", out_of_band});
    const auto url = link ? link->child({"url", out_of_band}) : std::nullopt;
    return url ? "a visit to " + url->text() : std::string();
}

/// Answers the fields that the server names. Fails where one is not known, or where it wants a form filled in.
Result<bridge::Element> filled_in(bridge::View query, const Account& account) {
    bridge::Element answer("query", ns::registration);
    std::string missing = elsewhere(query);
    bool has_password = false;
    for (const bridge::View field : query.children()) {
        if (field.ns() != ns::registration || field.tag() == "instructions") continue;
        const auto value = value_of(field.tag(), account);
        if (value) answer.add(bridge::Element(field.tag(), ns::registration).text(*value));
        else if (field.tag() != "key") (missing += missing.empty() ? "" : ", ") += field.tag();
        else answer.add(field);  // of older servers: it is handed back
        has_password |= field.tag() == "password";
    }
    if (missing.empty() && !has_password)
        missing = query.child({"x", data_forms}) ? "a form filled in" : "nothing of us";
    if (!missing.empty()) return fail(Errc::registration_wants_more, missing);
    return answer;
}

}  // namespace

bridge::Name Registration::name() const { return {"register", "http://jabber.org/features/iq-register"}; }

bool Registration::wanted(const Negotiation& negotiation, bridge::View) const {
    const bool safe = negotiation.channel.encrypted || negotiation.options.encryption == Encryption::off;
    return negotiation.account.register_first && !negotiation.authenticated && safe;
}

Result<Progress> Registration::start(bridge::View, Negotiation& negotiation, const Send& send) {
    asked_ = false;
    return step_.ask(bridge::Element("query", ns::registration), negotiation, send, IqType::get);
}

Result<Progress> Registration::hear(bridge::View element, Negotiation& negotiation, const Send& send) {
    const Result<bridge::View> result = step_.answer(element);
    if (!result) return std::unexpected(result.error());
    if (!std::exchange(asked_, true)) {
        const auto query = result->child({"query", ns::registration});
        if (!query) return fail(Errc::unexpected_element, "iq");
        const Result<bridge::Element> answer = filled_in(*query, negotiation.account);
        if (!answer) return std::unexpected(answer.error());
        return step_.ask(*answer, negotiation, send);
    }
    negotiation.account.register_first = false;
    return Progress::done;
}

}  // namespace headstock::core
