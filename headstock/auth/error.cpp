// SPDX-License-Identifier: MIT
#include "headstock/auth/error.hpp"

#include <string_view>

namespace headstock::auth {
namespace {

/// Why nothing was chosen.
std::string_view words_of_choice(Errc code) {
    switch (code) {
        case Errc::no_common_mechanism:
            return "the server offers no way to log in that can be used here";
        case Errc::plain_refused:
            return "only PLAIN is left to log in with, and it would hand the server the password";
        case Errc::encryption_required:
            return "what is left to log in with needs an encrypted connection";
        case Errc::channel_binding_required:
            return "the login cannot be bound to the connection, as the policy demands";
        case Errc::digest_md5_refused:
            return "only DIGEST-MD5 is left to log in with, and it is obsolete";
        case Errc::weaker_than_before:
            return "the server offers only weaker ways to log in than before: somebody may be listening";
        default:
            return "unknown authentication error";
    }
}

std::string_view words(int value) {
    switch (const Errc code = static_cast<Errc>(value)) {
        case Errc::invalid_credentials:
            return "the user name or the password cannot be used";
        case Errc::malformed_challenge:
            return "the server sent a malformed challenge";
        case Errc::bad_nonce:
            return "the server's challenge does not answer ours";
        case Errc::iteration_count:
            return "the server asks for an unreasonable amount of work";
        case Errc::downgrade_detected:
            return "the server's offer was changed on its way: somebody may be listening";
        case Errc::bad_server_signature:
            return "the server could not prove that it knows this account";
        case Errc::unexpected_challenge:
            return "the server goes on asking where the login has ended";
        case Errc::early_success:
            return "the server declared success without proving that it knows this account";
        case Errc::server_error:
            return "the server refused the login";
        case Errc::malformed_response:
            return "the client sent a malformed response";
        case Errc::channel_binding_failed:
            return "the login is bound to another connection than this one";
        case Errc::authentication_failed:
            return "the user name or the password is wrong";
        case Errc::token_refused:
            return "the server does not take the access token";
        default:
            return words_of_choice(code);
    }
}

}  // namespace

const std::error_category& category() noexcept {
    static const Category instance("headstock.auth", words);
    return instance;
}

}  // namespace headstock::auth
