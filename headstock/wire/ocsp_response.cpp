// SPDX-License-Identifier: MIT
#include <openssl/err.h>
#include <openssl/ocsp.h>

#include "headstock/wire/certificate.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::wire {

using namespace detail;

namespace {

constexpr long validity = 24L * 60 * 60;

using TimePtr = Owned<ASN1_TIME, &ASN1_TIME_free>;

bool add_status(OCSP_BASICRESP* to, OCSP_CERTID* id, bool revoked) {
    const TimePtr now(X509_gmtime_adj(nullptr, 0));
    const TimePtr next(X509_gmtime_adj(nullptr, validity));
    const int status = revoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD;
    return OCSP_basic_add1_status(to, id, status, OCSP_REVOKED_STATUS_KEYCOMPROMISE, revoked ? now.get() : nullptr,
                                  now.get(), next.get()) != nullptr;
}

std::string encode(OCSP_BASICRESP* basic) {
    const Owned<OCSP_RESPONSE, &OCSP_RESPONSE_free> response(
        OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic));
    unsigned char* encoded = nullptr;
    const int size = response ? i2d_OCSP_RESPONSE(response.get(), &encoded) : 0;
    if (size <= 0) return {};
    std::string der(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
    OPENSSL_free(encoded);
    return der;
}

}  // namespace

std::string CertificateAuthority::ocsp_response(const Issued& issued, bool revoked) const {
    const auto subject = read_certificates(issued.certificate_pem);
    const auto issuer = read_certificates(certificate_pem);
    const KeyPtr key = read_key(key_pem);
    const Owned<OCSP_BASICRESP, &OCSP_BASICRESP_free> basic(OCSP_BASICRESP_new());
    if (subject.empty() || issuer.empty() || !key || !basic) return {};
    const Owned<OCSP_CERTID, &OCSP_CERTID_free> id(
        OCSP_cert_to_id(EVP_sha1(), subject.front().get(), issuer.front().get()));
    const bool done = id && add_status(basic.get(), id.get(), revoked) &&
                      OCSP_basic_sign(basic.get(), issuer.front().get(), key.get(), EVP_sha256(), nullptr, 0) == 1;
    ERR_clear_error();
    return done ? encode(basic.get()) : std::string();
}

}  // namespace headstock::wire
