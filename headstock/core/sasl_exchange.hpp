// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/auth/mechanism.hpp"
#include "headstock/core/feature.hpp"
#include "headstock/core/sasl_condition.hpp"

namespace headstock::core {

/// A login by SASL, however its messages travel: which mechanism is tried, which one after that, and what both say.
///
/// Tried first is the token, then the best mechanism that both sides have. Where the server does not know one, cannot
/// read it or cannot use it now, the next is tried. Where it says that the login itself is wrong, only what is as
/// strong is tried; but after one that is bound to the channel SCRAM without binding too, as some servers offer
/// bindings they do not know. A token that was refused is forgotten.
class SaslExchange {
public:
    /// What the server offers, as it came.
    struct Offer {
        std::vector<std::string> mechanisms;
        std::vector<std::string> for_tokens;     ///< mechanisms that a token may be used with
        std::vector<std::string> binding_types;  ///< XEP-0440; empty: it did not say
    };
    void offered(Offer offer);
    [[nodiscard]] const Offer& offer() const { return offer_; }

    /// Begins with the mechanism that is best: gives its initial response, if it has one.
    [[nodiscard]] Result<std::optional<std::string>> begin(Negotiation& negotiation);
    /// The same after the server has refused one with <failure/>. Fails with why it did, where none is left.
    [[nodiscard]] Result<std::optional<std::string>> begin_again(bridge::View failure, Negotiation& negotiation);
    /// The mechanism that was begun.
    [[nodiscard]] std::string mechanism() const { return std::string(mechanism_->name()); }
    /// Whether it uses the token.
    [[nodiscard]] bool by_token() const { return by_token_; }
    /// Answers a challenge; gives nothing yet where that takes long: `compute` goes on.
    [[nodiscard]] Result<std::optional<std::string>> respond(std::string_view challenge) {
        return mechanism_->respond(challenge);
    }
    /// Goes on with an answer that was not given yet.
    [[nodiscard]] Result<std::optional<std::string>> compute() { return mechanism_->compute(); }
    /// Takes the server's success: from now on we are authenticated.
    [[nodiscard]] Result<void> finish(std::optional<std::string_view> additional_data, Negotiation& negotiation);

private:
    [[nodiscard]] Result<std::unique_ptr<auth::Mechanism>> choose(Negotiation& negotiation);
    void note_refusal(const Error& said, Negotiation& negotiation);

    Offer offer_;
    std::unique_ptr<auth::Mechanism> mechanism_;
    bool by_token_ = false;
    std::string at_least_;  // nothing weaker is tried; empty: anything
};

/// The bytes that the server says in base64. Fails with `auth::Errc::malformed_challenge`.
[[nodiscard]] Result<std::string> read_sasl_bytes(std::string_view base64);

/// The channel bindings that <stream:features/> name (XEP-0440).
[[nodiscard]] std::vector<std::string> read_binding_types(bridge::View features);

}  // namespace headstock::core
