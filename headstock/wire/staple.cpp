// SPDX-License-Identifier: MIT
#include <openssl/err.h>
#include <openssl/ocsp.h>

#include "headstock/wire/connection.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/settings.hpp"
#include "headstock/wire/verify.hpp"

namespace headstock::wire::detail {
namespace {

using ResponsePtr = Owned<OCSP_RESPONSE, &OCSP_RESPONSE_free>;
using BasicPtr = Owned<OCSP_BASICRESP, &OCSP_BASICRESP_free>;
using IdPtr = Owned<OCSP_CERTID, &OCSP_CERTID_free>;

/// The signed part of the stapled response, if it is there and signed by one who may.
BasicPtr believable(SSL* ssl) {
    const unsigned char* data = nullptr;
    const long size = SSL_get_tlsext_status_ocsp_resp(ssl, static_cast<void*>(&data));
    if (!data || size <= 0) return nullptr;
    const ResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &data, size));
    if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) return nullptr;
    BasicPtr basic(OCSP_response_get1_basic(response.get()));
    X509_STORE* trusted = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
    if (!basic || OCSP_basic_verify(basic.get(), SSL_get0_verified_chain(ssl), trusted, 0) != 1) return nullptr;
    return basic;
}

bool is_about(OCSP_SINGLERESP* single, X509* certificate, X509* issuer) {
    auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single));
    ASN1_OBJECT* algorithm = nullptr;
    OCSP_id_get0_info(nullptr, &algorithm, nullptr, nullptr, id);
    const EVP_MD* hash = EVP_get_digestbyobj(algorithm);
    const IdPtr ours(hash ? OCSP_cert_to_id(hash, certificate, issuer) : nullptr);
    return ours && OCSP_id_cmp(id, ours.get()) == 0;
}

bool revoked(SSL* ssl) {
    const STACK_OF(X509)* chain = SSL_get0_verified_chain(ssl);
    if (!chain || sk_X509_num(chain) < 2) return false;
    const BasicPtr basic = believable(ssl);
    for (int i = 0; basic && i < OCSP_resp_count(basic.get()); ++i) {
        OCSP_SINGLERESP* single = OCSP_resp_get0(basic.get(), i);
        const int status = OCSP_single_get0_status(single, nullptr, nullptr, nullptr, nullptr);
        if (status == V_OCSP_CERTSTATUS_REVOKED && is_about(single, sk_X509_value(chain, 0), sk_X509_value(chain, 1)))
            return true;
    }
    return false;
}

}  // namespace

int check_staple(SSL* ssl, void*) {
    if (!settings_of(SSL_get_SSL_CTX(ssl)).verify) return 1;
    const bool standing = !revoked(ssl);
    ERR_clear_error();
    if (!standing) connection_of(ssl).verdict = Error{Errc::certificate_revoked, {}};
    return standing ? 1 : 0;
}

}  // namespace headstock::wire::detail
