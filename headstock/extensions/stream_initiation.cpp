// SPDX-License-Identifier: MIT
#include "headstock/extensions/stream_initiation.hpp"

#include <algorithm>

namespace headstock::stream_initiation {
namespace {

const std::string method_field = "stream-method";

core::StanzaFailure refusal(Problem problem) {
    core::StanzaFailure failure(core::StanzaCondition::bad_request);
    if (problem == Problem::no_valid_streams) failure.type = core::ErrorType::cancel;
    failure.application.push_back(bridge::write(Refusal{problem}));
    return failure;
}

/// What the profile says: the element in its namespace.
std::optional<bridge::Element> details_of(const Initiation& what) {
    const auto found = std::ranges::find_if(
        what.details, [&](const bridge::Element& element) { return element.name().ns == what.profile; });
    if (found == what.details.end()) return std::nullopt;
    return *found;
}

}  // namespace

Initiation make(std::string id, std::string profile, bridge::Element details, std::vector<std::string> methods) {
    Initiation made;
    made.id = std::move(id);
    made.profile = std::move(profile);
    made.details.push_back(std::move(details));
    feature_negotiation::Terms terms;
    terms.features.push_back({method_field, std::move(methods)});
    made.methods = feature_negotiation::offer_of(terms);
    return made;
}

core::Request<Initiation> offer(core::Jid whom, const Initiation& what, Duration limit) {
    return core::set<Initiation>(std::move(whom), bridge::write(what)).within(limit);
}

Result<std::string> method_of(const Initiation& answer, const std::vector<std::string>& offered) {
    if (!answer.methods) return fail(make_error_code(bridge::PayloadErrc::missing), "si/feature");
    return feature_negotiation::chosen_of(*answer.methods, {method_field, offered});
}

Offer::Offer(core::Jid who, Initiation offered, core::Reply reply)
    : from(std::move(who)),
      id(offered.id.value_or("")),
      media_type(offered.media_type.value_or("application/octet-stream")),
      methods(feature_negotiation::options_of(*offered.methods, method_field)),
      details(*details_of(offered)),
      reply_(std::move(reply)) {}

void Offer::accept(const std::string& method, std::optional<bridge::Element> told) {
    Initiation answer;
    if (told) answer.details.push_back(*std::move(told));
    answer.methods = feature_negotiation::answer_of({}, {{method_field, method}});
    reply_.done(answer);
}

void Offer::refuse(Problem problem) { reply_.fail(refusal(problem)); }

Module::Module(core::Stream& stream) {
    const auto answer = [this](const core::Iq& iq, core::Reply reply) { heard(iq, std::move(reply)); };
    answering_ = stream.router().respond_later(bridge::name_of<Initiation>(), core::IqType::set, answer);
    announced_ = stream.announce(std::string(ns));
}

Subscription Module::answer_with(std::string profile, std::function<void(Offer)> handler) {
    return profiles_.add(
        [profile = std::move(profile), handler = std::move(handler)](const std::string& of, Offer& offer) {
            if (of != profile) return false;
            handler(std::move(offer));
            return true;
        });
}

void Module::heard(const core::Iq& iq, core::Reply reply) {
    Result<Initiation> asked = iq.payload<Initiation>();
    if (!asked) return reply.fail(core::StanzaFailure(core::StanzaCondition::bad_request, asked.error().message()));
    if (!asked->id) return reply.fail(core::StanzaFailure(core::StanzaCondition::bad_request, "missing: si@id"));
    if (!asked->profile || !details_of(*asked)) return reply.fail(refusal(Problem::bad_profile));
    if (!asked->methods) return reply.fail(refusal(Problem::no_valid_streams));
    const std::string profile = *asked->profile;
    Offer offer(iq.from(), *std::move(asked), std::move(reply));
    if (offer.methods.empty()) return offer.refuse(Problem::no_valid_streams);
    bool taken = false;
    profiles_.visit([&](const auto& takes) {
        taken = takes(profile, offer);
        return !taken;
    });
    if (!taken) offer.refuse(Problem::bad_profile);
}

}  // namespace headstock::stream_initiation
