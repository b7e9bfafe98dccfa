// SPDX-License-Identifier: MIT
#pragma once
#include <system_error>

#include "headstock/base/error.hpp"

namespace headstock::auth {

/// Why a login did not come about, or was broken off.
enum class Errc {
    no_common_mechanism = 1,   ///< nothing the server offers can be used with these credentials
    plain_refused,             ///< only PLAIN is left, and the policy does not allow it
    encryption_required,       ///< what is left shows a secret, and the channel is not encrypted
    channel_binding_required,  ///< the policy wants channel binding, and it cannot be had
    invalid_credentials,       ///< the user name or the password cannot be sent as it is
    malformed_challenge,       ///< the server sent what the mechanism does not know
    bad_nonce,                 ///< the server's nonce does not build on ours
    iteration_count,           ///< the server asks for too little or too much work
    downgrade_detected,        ///< somebody changed the server's offer on its way to us
    bad_server_signature,      ///< the server does not know the password
    unexpected_challenge,      ///< the server goes on where the mechanism has ended
    early_success,             ///< the server declared success before it proved itself
    server_error,              ///< the server said why it refuses
    malformed_response,        ///< the client sent what the mechanism does not know
    channel_binding_failed,    ///< client and server do not see the same channel
    authentication_failed,     ///< the user is unknown or the password is wrong
    digest_md5_refused,        ///< only DIGEST-MD5 is left, and it is not allowed
    weaker_than_before,        ///< the server offers only mechanisms below `Policy::strongest_seen`
    token_refused,             ///< the server does not take the access token
};

/// The category "headstock.auth".
[[nodiscard]] const std::error_category& category() noexcept;

[[nodiscard]] inline std::error_code make_error_code(Errc code) noexcept {
    return {static_cast<int>(code), category()};
}

}  // namespace headstock::auth

template <>
struct std::is_error_code_enum<headstock::auth::Errc> : std::true_type {};
