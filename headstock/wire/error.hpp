// SPDX-License-Identifier: MIT
#pragma once
#include <system_error>

#include "headstock/base/error.hpp"

namespace headstock::wire {

/// Why bytes could not be made of bytes.
enum class Errc {
    certificate_expired = 1,    ///< the peer's certificate, or one it rests on, is no longer valid
    certificate_not_yet_valid,  ///< the peer's certificate, or one it rests on, is not valid yet
    wrong_name,                 ///< the certificate is for other names than the domain asked for
    self_signed,                ///< the certificate vouches for itself, and nobody said to trust it
    unknown_authority,          ///< the certificate rests on an authority that is not trusted
    certificate_revoked,        ///< its authority has withdrawn the certificate
    weak_certificate,           ///< a key is too short or a signature too weak to be believed
    bad_purpose,                ///< the certificate was not made for this use
    not_an_authority,           ///< the certificate was issued by one that may not issue any
    wrong_key,                  ///< nothing in its chain has a key that was pinned
    bad_certificate,            ///< the certificate is wrong in another way
    protocol_version,           ///< the peer speaks no version of TLS that is safe to speak
    alpn_mismatch,              ///< the peer chose another protocol than XMPP (ALPN)
    handshake_failed,           ///< the handshake broke off, or the peer does not speak TLS
    bad_record,                 ///< an encrypted record was changed, dropped or repeated on its way
    peer_alert,                 ///< the peer ended the connection with an alert
    truncated,                  ///< the transport ended without the peer's farewell
    closed,                     ///< our side has said farewell; nothing can be sent any more
    not_established,            ///< the handshake is not finished
    limit_exceeded,             ///< the peer sent more than the limit allows
    bad_file,                   ///< a certificate or key cannot be read
    bad_domain,                 ///< the domain is neither a DNS name of A-labels nor an IP address
    bad_http,                   ///< what came is no HTTP, or not what was to come
    upgrade_refused,            ///< the server does not want to speak XMPP over WebSocket here
    bad_frame,                  ///< the peer broke the rules of WebSocket
    bad_utf8,                   ///< a WebSocket message is not in UTF-8
    not_text,                   ///< a WebSocket message is not text
    bad_compression,            ///< compressed data is damaged
    expands_too_much,           ///< compressed data is made to exhaust memory
};

/// The category "headstock.wire".
[[nodiscard]] const std::error_category& category() noexcept;

[[nodiscard]] inline std::error_code make_error_code(Errc code) noexcept {
    return {static_cast<int>(code), category()};
}

}  // namespace headstock::wire

template <>
struct std::is_error_code_enum<headstock::wire::Errc> : std::true_type {};
