// SPDX-License-Identifier: MIT
#include "headstock/extensions/feature_negotiation.hpp"

#include <algorithm>

namespace headstock::feature_negotiation {
namespace {

constexpr std::string_view form_type_field = "FORM_TYPE";

std::unexpected<Error> refuse(core::StanzaCondition why, std::string_view feature) {
    return fail(make_error_code(why), std::string(feature));
}

forms::Field field_of(const Feature& feature) {
    forms::Field field;
    field.var = feature.name;
    field.type = forms::FieldType::list_single;
    for (const std::string& option : feature.options) {
        forms::Option& added = field.options.emplace_back();
        added.value = option;
    }
    return field;
}

forms::Form form_of(forms::Type type, const std::string& form_type) {
    if (!form_type.empty()) return forms::make(type, form_type);
    forms::Form form;
    form.type = type;
    return form;
}

Negotiation form_with(forms::Type type, const std::string& form_type, const std::vector<Feature>& features) {
    Negotiation negotiation{form_of(type, form_type)};
    for (const Feature& feature : features) negotiation.form.fields.push_back(field_of(feature));
    return negotiation;
}

}  // namespace

Negotiation offer_of(const Terms& terms) { return form_with(forms::Type::form, terms.form_type, terms.features); }

std::vector<std::string> options_of(const Negotiation& offer, std::string_view feature) {
    std::vector<std::string> options;
    const forms::Field* const field = offer.form.field(feature);
    if (!field) return options;
    for (const forms::Option& option : field->options) options.push_back(option.value);
    return options;
}

Negotiation answer_of(const std::string& form_type, const std::vector<std::pair<std::string, std::string>>& chosen) {
    Negotiation answer{form_of(forms::Type::submit, form_type)};
    for (const auto& [feature, value] : chosen) {
        forms::Field& field = answer.form.fields.emplace_back();
        field.var = feature;
        field.values = {value};
    }
    return answer;
}

Result<std::string> chosen_of(const Negotiation& answer, const Feature& offered) {
    Result<std::string> value = answer.form.value<std::string>(offered.name);
    if (value && std::ranges::find(offered.options, *value) == offered.options.end())
        return fail(make_error_code(bridge::PayloadErrc::malformed), offered.name + ": not offered: " + *value);
    return value;
}

core::Request<Negotiation> offer(core::Jid whom, const Terms& terms) {
    return core::set<Negotiation>(std::move(whom), bridge::write(offer_of(terms)));
}

core::Request<Negotiation> query(core::Jid whom, const std::vector<std::string>& features) {
    Negotiation question{form_of(forms::Type::submit, {})};
    for (const std::string& feature : features) question.form.fields.emplace_back().var = feature;
    return core::get<Negotiation>(std::move(whom), bridge::write(question));
}

void Module::answer_with(Terms terms, std::function<bool(const core::Jid&)> admits,
                         std::function<void(const core::Jid&, const Negotiation&)> handler) {
    terms_ = std::move(terms);
    admits_ = std::move(admits);
    agreed_ = std::move(handler);
    const auto answer = [this](const core::Iq& iq) { return heard(iq); };
    answering_ = stream_.router().respond<Negotiation>(core::IqType::set, answer);
    telling_ = stream_.router().respond<Negotiation>(core::IqType::get, answer);
    announced_ = stream_.announce(std::string(ns));
}

Result<Negotiation> Module::heard(const core::Iq& iq) const {
    if (!admits_ || !admits_(iq.from())) return refuse(core::StanzaCondition::service_unavailable, {});
    const Result<Negotiation> asked = iq.payload<Negotiation>();
    if (!asked) return refuse(core::StanzaCondition::bad_request, asked.error().message());
    if (asked->form.type == forms::Type::form) return negotiate(iq.from(), *asked);
    if (iq.type() == core::IqType::get) return tell(*asked);
    return refuse(core::StanzaCondition::bad_request, "neither an offer nor a question");
}

Result<Negotiation> Module::negotiate(const core::Jid& from, const Negotiation& offer) const {
    if (offer.form.form_type() != terms_.form_type) return refuse(core::StanzaCondition::service_unavailable, {});
    std::vector<std::pair<std::string, std::string>> chosen;
    for (const forms::Field& field : offer.form.fields) {
        if (field.var == form_type_field) continue;
        const Feature* const ours = feature(field.var);
        if (!ours) return refuse(core::StanzaCondition::feature_not_implemented, field.var);
        const auto common = std::ranges::find_if(ours->options, [&](const std::string& option) {
            return std::ranges::find(field.options, option, &forms::Option::value) != field.options.end();
        });
        if (common == ours->options.end()) return refuse(core::StanzaCondition::not_acceptable, field.var);
        chosen.emplace_back(field.var, *common);
    }
    const Negotiation answer = answer_of(terms_.form_type, chosen);
    if (const auto handler = agreed_) handler(from, answer);
    return answer;
}

Result<Negotiation> Module::tell(const Negotiation& question) const {
    std::vector<Feature> known;
    for (const forms::Field& field : question.form.fields) {
        if (field.var == form_type_field) continue;
        const Feature* const ours = feature(field.var);
        if (!ours) return refuse(core::StanzaCondition::feature_not_implemented, field.var);
        known.push_back(*ours);
    }
    return form_with(forms::Type::result, terms_.form_type, known);
}

const Feature* Module::feature(std::string_view name) const {
    const auto found = std::ranges::find(terms_.features, name, &Feature::name);
    return found == terms_.features.end() ? nullptr : &*found;
}

}  // namespace headstock::feature_negotiation
