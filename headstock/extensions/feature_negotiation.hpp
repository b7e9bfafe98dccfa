// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/forms.hpp"

/// Feature Negotiation (XEP-0020): offer options for features, and have one of each chosen.
namespace headstock::feature_negotiation {

inline constexpr std::string_view ns = "http://jabber.org/protocol/feature-neg";

/// A form whose fields are the features: offered with options, answered with a value each.
struct Negotiation {
    forms::Form form;

    static constexpr auto xml = bridge::element("feature", ns, bridge::child(&Negotiation::form));
    friend bool operator==(const Negotiation&, const Negotiation&) = default;
};

/// A feature and what it can be, best first.
struct Feature {
    std::string name;
    std::vector<std::string> options;
};

/// What is negotiable: the features of one FORM_TYPE.
struct Terms {
    std::string form_type;
    std::vector<Feature> features;
};

/// The form that offers `terms`. With an empty FORM_TYPE it has none, as within another protocol.
[[nodiscard]] Negotiation offer_of(const Terms& terms);
/// The options that an offer has for `feature`; none where it does not have the feature.
[[nodiscard]] std::vector<std::string> options_of(const Negotiation& offer, std::string_view feature);
/// The form that answers with one value for each feature.
[[nodiscard]] Negotiation answer_of(const std::string& form_type,
                                    const std::vector<std::pair<std::string, std::string>>& chosen);
/// What an answer chooses for `feature`. Fails where that was not among `offered`, or is not one value.
[[nodiscard]] Result<std::string> chosen_of(const Negotiation& answer, const Feature& offered);

/// Offers `terms` to `whom`. `feature_not_implemented`, `not_acceptable`: its text names the feature.
[[nodiscard]] core::Request<Negotiation> offer(core::Jid whom, const Terms& terms);
/// Asks `whom` what can be negotiated of `features`.
[[nodiscard]] core::Request<Negotiation> query(core::Jid whom, const std::vector<std::string>& features);

/// Our side of the extension, for as long as it lives.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}

    /// Answers offers of that FORM_TYPE, and questions for its features, from whom `admits` admits; all others get
    /// <service-unavailable/>, which tells them nothing of us. Of each feature the first of our options that was
    /// offered is chosen. `handler` hears what was agreed upon.
    void answer_with(Terms terms, std::function<bool(const core::Jid&)> admits,
                     std::function<void(const core::Jid&, const Negotiation&)> handler);

private:
    [[nodiscard]] Result<Negotiation> heard(const core::Iq& iq) const;
    [[nodiscard]] Result<Negotiation> negotiate(const core::Jid& from, const Negotiation& offer) const;
    [[nodiscard]] Result<Negotiation> tell(const Negotiation& question) const;
    [[nodiscard]] const Feature* feature(std::string_view name) const;

    core::Stream& stream_;
    Terms terms_;
    std::function<bool(const core::Jid&)> admits_;
    std::function<void(const core::Jid&, const Negotiation&)> agreed_;
    Subscription answering_;
    Subscription telling_;
    Subscription announced_;
};

}  // namespace headstock::feature_negotiation
