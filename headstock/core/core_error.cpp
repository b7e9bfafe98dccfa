// SPDX-License-Identifier: MIT
#include "headstock/core/core_error.hpp"

namespace headstock::core {
namespace {

std::string_view words(int value) {
    switch (static_cast<Errc>(value)) {
        case Errc::unexpected_element:
            return "the peer sent an element that has no place here";
        case Errc::not_a_stream:
            return "the peer does not speak XMPP";
        case Errc::unsupported_version:
            return "the peer does not speak XMPP 1.0";
        case Errc::tls_not_offered:
            return "encryption is required, but the server offers none";
        case Errc::tls_refused:
            return "the server declined TLS after offering it";
        case Errc::bytes_before_tls:
            return "plain bytes came where the TLS handshake should begin";
        case Errc::no_login_offered:
            return "the server offers no way to log in";
        case Errc::missing_feature:
            return "the server does not offer what a login needs";
        case Errc::wrong_address:
            return "the server bound another address than ours";
        case Errc::not_connected:
            return "not connected";
        case Errc::queue_full:
            return "too much is waiting to be sent";
        case Errc::closed:
            return "the stream was closed";
        case Errc::connection_lost:
            return "the connection was lost";
        case Errc::login_timeout:
            return "the login took too long";
        case Errc::malformed_ack:
            return "the server's acknowledgement makes no sense";
        case Errc::handled_too_high:
            return "the server acknowledged what was not sent";
        case Errc::second_step_wanted:
            return "the server wants a second step after the login, which is not there";
        case Errc::registration_wants_more:
            return "the server does not make an account from this alone";
        case Errc::bad_session_state:
            return "the kept session cannot be used";
    }
    return "unknown error";
}

constinit const Category category("headstock.core", words);

}  // namespace

const std::error_category& core_category() { return category; }
std::error_code make_error_code(Errc code) { return {static_cast<int>(code), category}; }

}  // namespace headstock::core
