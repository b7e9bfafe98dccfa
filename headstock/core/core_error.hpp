// SPDX-License-Identifier: MIT
#pragma once
#include <system_error>

#include "headstock/base/error.hpp"

namespace headstock::core {

/// Why a stream ended or could not begin, where it was not a condition that the peer named.
enum class Errc {
    unexpected_element = 1,   ///< the peer sent an element that has no place in this phase
    not_a_stream,             ///< the peer's root element is not a stream header
    unsupported_version,      ///< the peer does not speak XMPP 1.0
    tls_not_offered,          ///< encryption is required, and the peer offers none
    tls_refused,              ///< the peer offered TLS, then declined it
    bytes_before_tls,         ///< the peer sent plain bytes where the handshake should begin
    no_login_offered,         ///< the peer offers no SASL mechanism
    missing_feature,          ///< the peer does not offer what a login needs
    wrong_address,            ///< the peer bound another address than ours
    not_connected,            ///< there is no stream to send on
    queue_full,               ///< too much waits to be sent
    closed,                   ///< the stream was closed in good order
    connection_lost,          ///< the connection ended without the stream being closed
    login_timeout,            ///< the login took too long
    malformed_ack,            ///< the peer acknowledged something that is no number
    handled_too_high,         ///< the peer acknowledged what was not sent
    second_step_wanted,       ///< the peer wants more than one login: what we know of is not enough
    registration_wants_more,  ///< the server does not make an account from what we can tell it
    bad_session_state,        ///< a kept session that cannot be read, or that is another account's
};
const std::error_category& core_category();
std::error_code make_error_code(Errc code);

}  // namespace headstock::core

template <>
struct std::is_error_code_enum<headstock::core::Errc> : std::true_type {};
