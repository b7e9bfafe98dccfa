// SPDX-License-Identifier: MIT
#include "headstock/wire/verify.hpp"

#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "headstock/base/base64.hpp"
#include "headstock/base/hex.hpp"
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

using Hash = std::array<unsigned char, 32>;

std::string_view text_of(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

/// RFC 7469 §2.4.
std::string pin_of(X509* certificate) {
    unsigned char* bytes = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &bytes);
    if (size <= 0) return {};
    Hash hash{};
    EVP_Digest(bytes, static_cast<std::size_t>(size), hash.data(), nullptr, EVP_sha256(), nullptr);
    OPENSSL_free(bytes);
    return to_base64(text_of(hash));
}

std::string fingerprint_of(const X509* certificate) {
    Hash hash{};
    X509_digest(certificate, EVP_sha256(), hash.data(), nullptr);
    return to_hex(text_of(hash));
}

bool has_pin(X509_STORE_CTX* store, const std::vector<std::string>& pins) {
    const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(store);
    for (int i = 0; i < sk_X509_num(chain); ++i)
        if (std::ranges::find(pins, pin_of(sk_X509_value(chain, i))) != pins.end()) return true;
    return false;
}

std::optional<Error> refusal(X509_STORE_CTX* store, const Connection& connection, const Settings& settings) {
    X509_STORE_CTX_set_time(store, 0, std::chrono::system_clock::to_time_t(settings.clock->wall()));
    if (X509_verify_cert(store) != 1) return chain_error(store);
    if (connection.domain.empty()) return std::nullopt;  // a client's certificate: whose it is, is asked later
    const Names names = names_of(*X509_STORE_CTX_get0_cert(store));
    if (matches(names, connection.domain, connection.direct)) {
        if (settings.pins.empty() || has_pin(store, settings.pins)) return std::nullopt;
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
        return Error{Errc::wrong_key, "its own is " + pin_of(X509_STORE_CTX_get0_cert(store))};
    }
    X509_STORE_CTX_set_error(store, X509_V_ERR_HOSTNAME_MISMATCH);
    return Error{Errc::wrong_name, "looked for " + connection.domain + ", the certificate has " + describe(names)};
}

/// Whether somebody believes it all the same.
bool is_forgiven(X509_STORE_CTX* store, const Connection& connection, const Settings& settings) {
    X509* certificate = X509_STORE_CTX_get0_cert(store);
    if (!settings.decide || !certificate) return false;
    return settings.decide({*connection.verdict, connection.domain, fingerprint_of(certificate), pin_of(certificate)});
}

}  // namespace

int verify_peer(X509_STORE_CTX* store, void*) {
    const auto* ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    const Settings& settings = settings_of(SSL_get_SSL_CTX(ssl));
    if (!settings.verify) return 1;
    Connection& connection = connection_of(ssl);
    try {
        connection.verdict = refusal(store, connection, settings);
        if (!connection.verdict) return 1;
        if (!is_forgiven(store, connection, settings)) return 0;
        connection.verdict.reset();
        X509_STORE_CTX_set_error(store, X509_V_OK);
        return 1;
    } catch (...) {  // no exception may pass through OpenSSL
        connection.verdict = Error{std::make_error_code(std::errc::not_enough_memory), {}};
        return 0;
    }
}

}  // namespace headstock::wire::detail
