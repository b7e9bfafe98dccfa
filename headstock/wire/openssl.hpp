// SPDX-License-Identifier: MIT
#pragma once
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace headstock::wire::detail {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* target) const noexcept {
        Free(target);
    }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Freer<Free>>;

using BioPtr = Owned<BIO, &BIO_free>;
using SslPtr = Owned<SSL, &SSL_free>;
using CertificatePtr = Owned<X509, &X509_free>;
using KeyPtr = Owned<EVP_PKEY, &EVP_PKEY_free>;

/// What OpenSSL noted on this thread since the last call: the reason that counts, and all of them in words.
struct Noted {
    unsigned long code = 0;
    std::string function;  ///< OpenSSL's, that noted it
    std::string text;
};
[[nodiscard]] Noted take_errors();

/// `text` with everything but printable ASCII as `\xNN`, cut at `limit`: what a peer wrote may end up on a terminal.
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 256);

/// The bytes as OpenSSL wants to see them.
[[nodiscard]] inline const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// A BIO that reads `text`, which must stay while it is used.
[[nodiscard]] BioPtr reading(std::string_view text);

/// The certificates in `pem`; none if one of them cannot be read.
[[nodiscard]] std::vector<CertificatePtr> read_certificates(std::string_view pem);

/// The unencrypted private key in `pem`, or null.
[[nodiscard]] KeyPtr read_key(std::string_view pem);

/// Answers "no passphrase" instead of asking on the terminal, as OpenSSL would.
int no_passphrase(char* into, int size, int writing, void* data);

}  // namespace headstock::wire::detail
