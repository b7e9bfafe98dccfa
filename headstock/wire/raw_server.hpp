// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/wire/openssl.hpp"
#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire::test {

/// For tests: a server made of OpenSSL alone, to do what `Tls` does not.
class RawServer {
public:
    explicit RawServer(const TlsContext& context) : ssl(SSL_new(context.native())) {
        SSL_set_bio(ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_accept_state(ssl.get());
    }
    void hear(std::string_view bytes) {
        BIO_write(SSL_get_rbio(ssl.get()), bytes.data(), static_cast<int>(bytes.size()));
        SSL_do_handshake(ssl.get());
    }
    std::string says() {
        std::string bytes(BIO_ctrl_pending(SSL_get_wbio(ssl.get())), '\0');
        BIO_read(SSL_get_wbio(ssl.get()), bytes.data(), static_cast<int>(bytes.size()));
        return bytes;
    }
    std::string asks_to_renegotiate() {
        SSL_renegotiate(ssl.get());
        SSL_do_handshake(ssl.get());
        return says();
    }
    void greet(Tls& client) {
        for (int i = 0; i < 4 && !client.established(); ++i) {
            hear(client.take_output());
            ASSERT_TRUE(client.receive(says()));
        }
    }
    detail::SslPtr ssl;
};

}  // namespace headstock::wire::test
