// SPDX-License-Identifier: MIT
#include "headstock/wire/verify.hpp"

#include <openssl/x509_vfy.h>

#include <array>
#include <ctime>
#include <new>

#include "headstock/wire/connection.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/names.hpp"
#include "headstock/wire/settings.hpp"

namespace headstock::wire::detail {
namespace {

std::string date(const ASN1_TIME* time) {
    std::tm parts{};
    std::array<char, 32> text{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return "an unreadable date";
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string name(const X509_NAME* subject) {
    std::array<char, 256> text{};
    X509_NAME_oneline(subject, text.data(), static_cast<int>(text.size()));
    return printable(text.data());
}

Errc meaning(int error) {
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return Errc::certificate_expired;
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return Errc::certificate_not_yet_valid;
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return Errc::self_signed;
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_CERT_UNTRUSTED:
            return Errc::unknown_authority;
        case X509_V_ERR_CERT_REVOKED:
            return Errc::certificate_revoked;
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
        case X509_V_ERR_CA_MD_TOO_WEAK:
            return Errc::weak_certificate;
        case X509_V_ERR_INVALID_PURPOSE:
            return Errc::bad_purpose;
        case X509_V_ERR_INVALID_CA:
        case X509_V_ERR_PATH_LENGTH_EXCEEDED:
        case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
            return Errc::not_an_authority;
        default:
            return Errc::bad_certificate;
    }
}

std::string detail_of(Errc code, int error, X509* certificate) {
    std::string words = X509_verify_cert_error_string(error);
    if (!certificate) return words;
    const std::string subject = name(X509_get_subject_name(certificate));
    if (code == Errc::certificate_expired) return subject + " expired on " + date(X509_get0_notAfter(certificate));
    if (code == Errc::certificate_not_yet_valid)
        return subject + " becomes valid on " + date(X509_get0_notBefore(certificate));
    if (code == Errc::unknown_authority) return "issued by " + name(X509_get_issuer_name(certificate));
    return words + ": " + subject;
}

Error chain_error(X509_STORE_CTX* store) {
    const int error = X509_STORE_CTX_get_error(store);
    const Errc code = meaning(error);
    return {code, detail_of(code, error, X509_STORE_CTX_get_current_cert(store))};
}

std::optional<Error> refusal(X509_STORE_CTX* store, const Connection& connection, const Clock& clock) {
    X509_STORE_CTX_set_time(store, 0, std::chrono::system_clock::to_time_t(clock.wall()));
    if (X509_verify_cert(store) != 1) return chain_error(store);
    if (connection.domain.empty()) return std::nullopt;  // a client's certificate: whose it is, is asked later
    const Names names = names_of(*X509_STORE_CTX_get0_cert(store));
    if (matches(names, connection.domain, connection.direct)) return std::nullopt;
    X509_STORE_CTX_set_error(store, X509_V_ERR_HOSTNAME_MISMATCH);
    return Error{Errc::wrong_name, "looked for " + connection.domain + ", the certificate has " + describe(names)};
}

}  // namespace

int verify_peer(X509_STORE_CTX* store, void*) {
    const auto* ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    const Settings& settings = settings_of(SSL_get_SSL_CTX(ssl));
    if (!settings.verify) return 1;
    Connection& connection = connection_of(ssl);
    try {
        connection.verdict = refusal(store, connection, *settings.clock);
        return connection.verdict ? 0 : 1;
    } catch (const std::bad_alloc&) {  // no exception may pass through OpenSSL
        connection.verdict = Error{std::make_error_code(std::errc::not_enough_memory), {}};
        return 0;
    }
}

}  // namespace headstock::wire::detail
