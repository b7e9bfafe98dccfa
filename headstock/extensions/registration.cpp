// SPDX-License-Identifier: MIT
#include "headstock/extensions/registration.hpp"

#include <algorithm>

namespace headstock::registration {
namespace {

constexpr bridge::Name out_of_band{"x", "jabber:x:oob"};
constexpr bridge::Name url_element{"url", "jabber:x:oob"};

constexpr std::array<NamedField, 16> all_fields{{{"username", &Query::username},
                                                 {"nick", &Query::nick},
                                                 {"password", &Query::password},
                                                 {"name", &Query::name},
                                                 {"first", &Query::first},
                                                 {"last", &Query::last},
                                                 {"email", &Query::email},
                                                 {"address", &Query::address},
                                                 {"city", &Query::city},
                                                 {"state", &Query::state},
                                                 {"zip", &Query::zip},
                                                 {"phone", &Query::phone},
                                                 {"url", &Query::url},
                                                 {"date", &Query::date},
                                                 {"misc", &Query::misc},
                                                 {"text", &Query::text}}};

std::unexpected<Error> refuse(core::StanzaCondition why, std::string_view what) {
    return fail(make_error_code(why), std::string(what));
}

/// What is told must be all that was asked for (XEP-0077 §3.1).
Result<void> check(const Query& asked, Query& filled) {
    if (filled.form) {
        if (!asked.form) return refuse(core::StanzaCondition::bad_request, "no form was offered");
        if (Result<void> good = forms::check(*asked.form, *filled.form); !good) return good;
        for (const auto& [name, field] : all_fields)
            if (const forms::Field* const said = filled.form->field(name); said && !said->values.empty())
                filled.*field = said->text();
        return {};
    }
    if (asked.form) return refuse(core::StanzaCondition::not_acceptable, "the form is to be filled in");
    for (const auto& [name, field] : all_fields)
        if (asked.*field && (filled.*field).value_or("").empty())
            return refuse(core::StanzaCondition::not_acceptable, name);
    return {};
}

/// Whether <remove/> stands alone.
bool is_lone_removal(bridge::View query) {
    return std::ranges::distance(query.children().begin(), query.children().end()) == 1;
}

}  // namespace

std::optional<bridge::Uri> Query::web_page() const {
    for (const bridge::Element& each : extensions) {
        const auto link = each.is(out_of_band) ? each.child(url_element) : std::nullopt;
        if (!link) continue;
        if (Result<bridge::Uri> page = bridge::Lexical<bridge::Uri>::read(link->text())) return *std::move(page);
    }
    return std::nullopt;
}

std::span<const NamedField> fields_of_query() { return all_fields; }

core::Request<Query> fields(core::Jid host) { return core::get<Query>(std::move(host)); }

core::Request<core::Done> enroll(core::Jid host, Query filled) {
    Query order;
    if (filled.form) {
        order.form = std::move(filled.form);
    } else {
        for (const auto& [name, field] : all_fields) order.*field = std::move(filled.*field);
        order.key = std::move(filled.key);
    }
    return core::set(std::move(host), bridge::write(order));
}

Result<core::Request<core::Done>> change_password(const core::Stream& stream, const Secret& password) {
    const bool is_safe = stream.channel().encrypted || stream.options().encryption == core::Encryption::off;
    if (!is_safe) return fail(core::Errc::tls_not_offered, "a password is not sent in the clear");
    Query order;
    order.username = std::string(stream.address().local());
    order.password = std::string(password.reveal());
    return core::set(core::jid(stream.address().domain()), bridge::write(order));
}

core::Request<core::Done> cancel(core::Jid host) {
    Query order;
    order.remove = true;
    return core::set(std::move(host), bridge::write(order));
}

void Module::answer_with(Host host) {
    host_ = std::move(host);
    core::Router& router = stream_.router();
    answering_fields_ = router.respond<Query>(
        core::IqType::get, [this](const core::Iq& question) { return host_.fields(question.from().bare()); });
    answering_orders_ =
        router.respond<Query>(core::IqType::set, [this](const core::Iq& order) { return answer(order); });
    announced_ = stream_.announce(std::string(ns));
}

Result<core::Done> Module::answer(const core::Iq& order) const {
    Result<Query> filled = order.payload<Query>();
    if (!filled) return refuse(core::StanzaCondition::bad_request, filled.error().text);
    const core::Jid who = order.from().bare();
    const Query asked = host_.fields(who);
    Result<void> done;
    if (filled->remove) {
        if (!is_lone_removal(*order.content()))
            return refuse(core::StanzaCondition::bad_request, "remove stands alone");
        if (!asked.registered) return refuse(core::StanzaCondition::registration_required, "");
        done = host_.remove(who);
    } else {
        done = check(asked, *filled);
        if (done) done = host_.enroll(who, *filled);
    }
    if (!done) return std::unexpected(std::move(done.error()));
    return core::Done();
}

}  // namespace headstock::registration
