// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include "headstock/auth/mechanism.hpp"
#include "headstock/core/feature.hpp"

namespace headstock::core {

/// Why the server refused a login (RFC 6120 §6.5).
enum class SaslCondition {
    aborted = 1,
    account_disabled,
    credentials_expired,
    encryption_required,
    incorrect_encoding,
    invalid_authzid,
    invalid_mechanism,
    malformed_request,
    mechanism_too_weak,
    not_authorized,
    temporary_auth_failure,
};
[[nodiscard]] std::string_view word(SaslCondition condition);
[[nodiscard]] std::optional<SaslCondition> sasl_condition(std::string_view word);
const std::error_category& sasl_category();
std::error_code make_error_code(SaslCondition condition);

/// SASL (RFC 6120 §6): logs in with the best mechanism that both sides have. Where the server does not know one, cannot
/// read it or cannot use it now, the next is tried. Where it says that the login itself is wrong, only what is as
/// strong is tried; but after one that is bound to the channel SCRAM without binding too, as some servers offer
/// bindings they do not know.
class Sasl final : public Feature {
public:
    [[nodiscard]] bridge::Name name() const override;
    [[nodiscard]] bool wanted(const Negotiation& negotiation, bridge::View offer) const override;
    Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) override;
    Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) override;

private:
    Result<Progress> begin(Negotiation& negotiation, const Send& send);
    Result<Progress> refused(bridge::View failure, Negotiation& negotiation, const Send& send);

    std::unique_ptr<auth::Mechanism> mechanism_;
    std::string at_least_;  // nothing weaker is tried; empty: anything
    std::vector<std::string> offered_;
    std::vector<std::string> binding_types_;
};

}  // namespace headstock::core

template <>
struct std::is_error_code_enum<headstock::core::SaslCondition> : std::true_type {};
