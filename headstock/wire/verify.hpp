// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/wire/openssl.hpp"

namespace headstock::wire::detail {

/// Callback: whether the peer's certificate is to be believed; the reason why not is left as the connection's verdict.
int verify_peer(X509_STORE_CTX* store, void* unused);

/// Callback: whether the stapled OCSP response, if there is one, leaves the certificate standing (RFC 6066 §8). Only a
/// proven revocation counts: who can leave the response out gains nothing by sending a bad one.
int check_staple(SSL* ssl, void* unused);

}  // namespace headstock::wire::detail
