// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/feature_negotiation.hpp"

/// Stream Initiation (XEP-0095): agree with somebody on a stream for a purpose, and on what carries it. The purpose is
/// a profile's, as `file_offer`; the stream that follows bears the id of the offer.
namespace headstock::stream_initiation {

inline constexpr std::string_view ns = "http://jabber.org/protocol/si";

/// An offer of a stream, or the answer to one.
struct Initiation {
    std::optional<std::string> id;
    std::optional<std::string> media_type;
    std::optional<std::string> profile;
    std::optional<feature_negotiation::Negotiation> methods;
    std::vector<bridge::Element> details;  ///< what the profile says

    static constexpr auto xml = bridge::element(
        "si", ns, bridge::attribute("id", &Initiation::id), bridge::attribute("mime-type", &Initiation::media_type),
        bridge::attribute("profile", &Initiation::profile), bridge::rest(&Initiation::details),
        bridge::child(&Initiation::methods));
    friend bool operator==(const Initiation&, const Initiation&) = default;
};

/// Why an offer cannot be accepted; it stands in the stanza error.
enum class Problem { bad_profile, no_valid_streams };
constexpr auto xml_words(Problem) {
    using enum Problem;
    return bridge::words<Problem>({{bad_profile, "bad-profile"}, {no_valid_streams, "no-valid-streams"}});
}
struct Refusal {
    Problem problem{};

    static constexpr auto xml = bridge::element(bridge::tag_of(&Refusal::problem), ns);
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// An offer: `details` are of the namespace `profile`; `methods` are what can carry it, by their namespaces, best
/// first.
[[nodiscard]] Initiation make(std::string id, std::string profile, bridge::Element details,
                              std::vector<std::string> methods);
/// Makes it to `whom`. Somebody may have to be asked there, so give it time. `forbidden`: it was declined;
/// `bad_request`: the profile or none of the methods is known.
[[nodiscard]] core::Request<Initiation> offer(core::Jid whom, const Initiation& what,
                                              Duration limit = std::chrono::minutes(5));
/// Which method an answer has chosen. Fails where it is not one of those that were offered.
[[nodiscard]] Result<std::string> method_of(const Initiation& answer, const std::vector<std::string>& offered);

/// An offer that somebody made to us. It may be kept until the user knows; one that goes without a word is declined.
class Offer {
public:
    Offer(core::Jid who, Initiation offered, core::Reply reply);
    Offer(Offer&&) noexcept = default;
    ~Offer() { decline(); }

    /// Accepts it; `method` is one of those offered, and `details` what the profile wants said.
    void accept(const std::string& method, std::optional<bridge::Element> details = std::nullopt);
    /// Says that it is not wanted.
    void decline() { reply_.fail(core::StanzaFailure(core::StanzaCondition::forbidden, "Offer Declined")); }
    /// Says that none of the methods will do, or that the profile's details make no sense.
    void refuse(Problem problem);

    core::Jid from;
    std::string id;
    std::string media_type;  ///< "application/octet-stream" where it was not told
    std::vector<std::string> methods;
    bridge::Element details;

private:
    core::Reply reply_;
};

/// Our side of the extension, for as long as it lives.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);

    /// Gives offers of that profile to `handler`, for as long as the subscription lives; those of others are refused.
    [[nodiscard]] Subscription answer_with(std::string profile, std::function<void(Offer)> handler);

private:
    void heard(const core::Iq& iq, core::Reply reply);

    Handlers<bool(const std::string&, Offer&)> profiles_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::stream_initiation
