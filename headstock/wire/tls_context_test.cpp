// SPDX-License-Identifier: MIT
#include "headstock/wire/tls_context.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "headstock/wire/openssl.hpp"
#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace test;

/// A file that goes with the test.
class File {
public:
    explicit File(const std::string& content)
        : path_(std::filesystem::temp_directory_path() /
                ("headstock-" + std::to_string(::getpid()) + "-" + std::to_string(++count_))) {
        std::ofstream(path_) << content;
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { std::filesystem::remove(path_); }
    std::string name() const { return path_.string(); }

private:
    static inline int count_ = 0;
    std::filesystem::path path_;
};

void expect_bad_file(const Result<TlsContext>& context, const std::string& named) {
    ASSERT_FALSE(context);
    EXPECT_EQ(context.error().code, Errc::bad_file);
    EXPECT_NE(context.error().text.find(named), std::string::npos) << context.error().text;
}

std::string encrypted_key() {
    const detail::KeyPtr key = detail::read_key(issued_for("romeo").key_pem);
    const detail::BioPtr memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(memory.get(), key.get(), EVP_aes_128_cbc(), "pass", 4, nullptr, nullptr);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

TEST(TlsContext, trust_may_be_a_file) {
    const File file(authority().certificate_pem);
    TlsContext::ClientOptions options;
    options.ca_file = file.name();
    Pair pair(made(TlsContext::client(options)), made(TlsContext::server(server_options())));
    pair.pump();
    EXPECT_TRUE(pair.client.established());
}

TEST(TlsContext, file_and_text_are_both_trusted) {
    const auto other = CertificateAuthority::make("Other");
    const File file(other.certificate_pem);
    auto options = client_options();
    options.ca_file = file.name();
    const auto client = made(TlsContext::client(options));
    IssueOptions name;
    name.dns_names = {"example.org"};
    for (const auto* by : {&authority(), &other}) {
        Pair pair(client, made(TlsContext::server(server_options(by->issue(name)))));
        pair.pump();
        EXPECT_TRUE(pair.client.established());
    }
}

TEST(TlsContext, the_systems_store_does_not_trust_our_authority) {
    Pair pair(made(TlsContext::client({})), made(TlsContext::server(server_options())));
    pair.pump();
    EXPECT_EQ(pair.client_code(), Errc::unknown_authority);
}

TEST(TlsContext, what_cannot_be_read_is_named) {
    TlsContext::ClientOptions options;
    options.ca_file = "/nowhere/ca.pem";
    expect_bad_file(TlsContext::client(options), "/nowhere/ca.pem");
    const File empty("no certificate here");
    options.ca_file = empty.name();
    expect_bad_file(TlsContext::client(options), empty.name());
    options = {};
    options.ca_pem = "-----BEGIN CERTIFICATE-----\ngarbage\n-----END CERTIFICATE-----\n";
    expect_bad_file(TlsContext::client(options), "ca_pem");
    options.ca_pem = authority().certificate_pem + options.ca_pem;
    expect_bad_file(TlsContext::client(options), "ca_pem");
    options = client_options();
    options.certificate_file = "/nowhere/romeo.pem";
    expect_bad_file(TlsContext::client(options), "/nowhere/romeo.pem");
}

TEST(TlsContext, a_server_needs_a_certificate_and_its_key) {
    TlsContext::ServerOptions options;
    expect_bad_file(TlsContext::server(options), "certificate_pem");
    options.certificate_pem = issued_for("example.org").certificate_pem;
    expect_bad_file(TlsContext::server(options), "key_pem");
    options.key_pem = issued_for("example.org").key_pem;
    expect_bad_file(TlsContext::server(options), "key_pem");
}

TEST(TlsContext, nobody_is_asked_for_a_passphrase) {
    auto options = server_options();
    options.key_pem = encrypted_key();
    ASSERT_NE(options.key_pem.find("ENCRYPTED"), std::string::npos);
    expect_bad_file(TlsContext::server(options), "key_pem");
    const File certificate(issued_for("romeo").certificate_pem);
    const File key(options.key_pem);
    auto client = client_options();
    client.certificate_file = certificate.name();
    client.key_file = key.name();
    expect_bad_file(TlsContext::client(client), key.name());
}

TEST(TlsContext, a_weak_certificate_is_not_shown_by_accident) {
    IssueOptions weak;
    weak.dns_names = {"example.org"};
    weak.rsa_bits = 1024;
    expect_bad_file(TlsContext::server(server_options(authority().issue(weak))), "certificate_pem");
}

TEST(TlsContext, a_client_shows_its_certificate_when_asked) {
    IssueOptions romeo;
    romeo.xmpp_addrs = {"romeo@example.org"};
    romeo.purpose = Purpose::client;
    const Issued issued = authority().issue(romeo);
    const File both(issued.certificate_pem + issued.key_pem);
    auto options = client_options();
    options.certificate_file = both.name();
    auto asking = server_options();
    asking.client_ca_pem = authority().certificate_pem;
    Pair pair(made(TlsContext::client(options)), made(TlsContext::server(asking)));
    pair.pump();
    EXPECT_TRUE(pair.server.established()) << pair.server_error.value_or(Error{}).message();
    EXPECT_EQ(pair.server.peer_addresses(), std::vector<std::string>{"romeo@example.org"});
    Pair without(made(TlsContext::client(client_options())), made(TlsContext::server(asking)));
    without.pump();
    EXPECT_TRUE(without.server.established());
    EXPECT_TRUE(without.server.peer_addresses().empty());
}

TEST(TlsContext, a_server_refuses_a_client_of_another_authority) {
    IssueOptions romeo;
    romeo.purpose = Purpose::client;
    const Issued issued = CertificateAuthority::make("Stranger").issue(romeo);
    const File both(issued.certificate_pem + issued.key_pem);
    auto options = client_options();
    options.certificate_file = both.name();
    auto asking = server_options();
    asking.client_ca_pem = authority().certificate_pem;
    Pair pair(made(TlsContext::client(options)), made(TlsContext::server(asking)));
    pair.pump();
    EXPECT_EQ(pair.server_code(), Errc::unknown_authority);
    (void)pair.client_reads();
    EXPECT_EQ(pair.client_code(), Errc::peer_alert);
}

TEST(TlsContext, a_copy_outlives_the_original) {
    auto client = std::make_unique<TlsContext>(made(TlsContext::client(client_options())));
    auto server = std::make_unique<TlsContext>(made(TlsContext::server(server_options())));
    Pair pair(*client, *server);
    const TlsContext copy = *client;
    EXPECT_EQ(copy.native(), client->native());
    client.reset();
    server.reset();
    pair.pump();
    EXPECT_TRUE(pair.client.established());
}

TEST(TlsContext, clients_never_go_below_tls_1_2) {
    for (const int version : {tls_1_0, tls_1_1}) {
        auto old = server_options();
        old.weak = true;
        old.min_version = version;
        old.max_version = version;
        Pair pair = pair_with(old);
        pair.pump();
        EXPECT_EQ(pair.client_code(), Errc::protocol_version);
    }
}

TEST(TlsContext, every_cipher_offered_is_authenticated_and_forward_secret) {
    const auto client = made(TlsContext::client(client_options()));
    const STACK_OF(SSL_CIPHER)* ciphers = SSL_CTX_get_ciphers(client.native());
    ASSERT_GT(sk_SSL_CIPHER_num(ciphers), 3);
    for (int i = 0; i < sk_SSL_CIPHER_num(ciphers); ++i) {
        const SSL_CIPHER* cipher = sk_SSL_CIPHER_value(ciphers, i);
        EXPECT_EQ(SSL_CIPHER_is_aead(cipher), 1) << SSL_CIPHER_get_name(cipher);
        EXPECT_NE(SSL_CIPHER_get_kx_nid(cipher), NID_kx_rsa) << SSL_CIPHER_get_name(cipher);
        EXPECT_NE(SSL_CIPHER_get_auth_nid(cipher), NID_auth_null) << SSL_CIPHER_get_name(cipher);
    }
}

TEST(TlsContext, what_openssl_cnf_may_lower_is_set) {
    const auto client = made(TlsContext::client(client_options()));
    SSL_CTX* context = client.native();
    EXPECT_GE(SSL_CTX_get_security_level(context), 2);
    EXPECT_GE(SSL_CTX_get_min_proto_version(context), tls_1_2);
    EXPECT_EQ(SSL_CTX_get_options(context) & SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION, 0U);
    EXPECT_NE(SSL_CTX_get_options(context) & SSL_OP_NO_RENEGOTIATION, 0U);
    EXPECT_NE(SSL_CTX_get_options(context) & SSL_OP_NO_COMPRESSION, 0U);
    EXPECT_NE(SSL_CTX_get_default_passwd_cb(context), nullptr);
    EXPECT_NE(SSL_CTX_get_mode(context) & SSL_MODE_RELEASE_BUFFERS, 0);
}

TEST(TlsContext, a_server_with_only_old_ciphers_is_refused) {
    auto old = server_options();
    old.max_version = tls_1_2;
    const auto server = made(TlsContext::server(old));
    ASSERT_EQ(SSL_CTX_set_cipher_list(server.native(), "ECDHE-ECDSA-AES128-SHA"), 1);
    Pair pair(made(TlsContext::client(client_options())), server);
    pair.pump();
    EXPECT_EQ(pair.client_code(), Errc::handshake_failed);
    EXPECT_EQ(pair.server_code(), Errc::handshake_failed);
}

}  // namespace
}  // namespace headstock::wire
