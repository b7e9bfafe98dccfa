// SPDX-License-Identifier: MIT
#include "headstock/wire/error.hpp"

#include <string_view>

namespace headstock::wire {
namespace {

std::string_view words(int value) {  // NOLINT(readability-function-size): a table
    switch (static_cast<Errc>(value)) {
        case Errc::certificate_expired:
            return "the certificate has expired";
        case Errc::certificate_not_yet_valid:
            return "the certificate is not valid yet";
        case Errc::wrong_name:
            return "the certificate is for another name";
        case Errc::self_signed:
            return "the certificate is self-signed";
        case Errc::unknown_authority:
            return "the certificate's authority is not trusted";
        case Errc::certificate_revoked:
            return "the certificate has been revoked";
        case Errc::weak_certificate:
            return "the certificate is too weak";
        case Errc::bad_purpose:
            return "the certificate is for another purpose";
        case Errc::not_an_authority:
            return "the certificate's issuer may not issue certificates";
        case Errc::wrong_key:
            return "the server's certificate does not rest on a key that was pinned";
        case Errc::bad_certificate:
            return "the certificate is not acceptable";
        case Errc::protocol_version:
            return "no common version of TLS";
        case Errc::alpn_mismatch:
            return "the peer chose another protocol";
        case Errc::handshake_failed:
            return "the TLS handshake failed";
        case Errc::bad_record:
            return "an encrypted record is damaged";
        case Errc::peer_alert:
            return "the peer ended the TLS connection";
        case Errc::truncated:
            return "the connection was cut off";
        case Errc::closed:
            return "the connection is closed";
        case Errc::not_established:
            return "the connection is not established";
        case Errc::limit_exceeded:
            return "the peer sent too much";
        case Errc::bad_file:
            return "a certificate or key cannot be read";
        case Errc::bad_domain:
            return "not a domain for TLS";
        case Errc::bad_http:
            return "not a proper HTTP message";
        case Errc::upgrade_refused:
            return "the server refuses WebSocket";
        case Errc::bad_frame:
            return "the peer breaks the rules of WebSocket";
        case Errc::bad_utf8:
            return "a WebSocket message is not in UTF-8";
        case Errc::not_text:
            return "a WebSocket message is not text";
        case Errc::bad_compression:
            return "compressed data is damaged";
        case Errc::expands_too_much:
            return "compressed data expands too much";
    }
    return "unknown error";
}

constinit const Category wire_category("headstock.wire", words);

}  // namespace

const std::error_category& category() noexcept { return wire_category; }

}  // namespace headstock::wire
