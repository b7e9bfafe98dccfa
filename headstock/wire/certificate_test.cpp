// SPDX-License-Identifier: MIT
#include "headstock/wire/certificate.hpp"

#include <gtest/gtest.h>
#include <openssl/x509v3.h>

#include "headstock/wire/openssl.hpp"
#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace detail;

TEST(CertificateAuthority, a_root_vouches_for_itself) {
    const auto root = CertificateAuthority::make("Root");
    const auto certificates = read_certificates(root.certificate_pem);
    ASSERT_EQ(certificates.size(), 1U);
    EXPECT_EQ(X509_check_ca(certificates[0].get()), 1);
    EXPECT_EQ(X509_self_signed(certificates[0].get(), 1), 1);
    EXPECT_TRUE(root.chain_pem.empty());
}

TEST(CertificateAuthority, two_roots_of_one_name_differ) {
    EXPECT_NE(CertificateAuthority::make("Root").key_pem, CertificateAuthority::make("Root").key_pem);
}

TEST(CertificateAuthority, an_issued_certificate_is_signed_and_fits_its_key) {
    const auto& root = test::authority();
    const Issued issued = test::issued_for("example.org");
    const auto leaf = read_certificates(issued.certificate_pem);
    const auto issuer = read_certificates(root.certificate_pem);
    const KeyPtr key = read_key(issued.key_pem);
    ASSERT_EQ(leaf.size(), 1U);
    ASSERT_TRUE(key);
    EXPECT_EQ(X509_verify(leaf[0].get(), X509_get0_pubkey(issuer[0].get())), 1);
    EXPECT_EQ(X509_check_private_key(leaf[0].get(), key.get()), 1);
    EXPECT_EQ(X509_check_ca(leaf[0].get()), 0);
    EXPECT_EQ(EVP_PKEY_get_base_id(key.get()), EVP_PKEY_EC);
}

TEST(CertificateAuthority, an_rsa_key_is_made_on_demand) {
    IssueOptions options;
    options.rsa_bits = 2048;
    const KeyPtr key = read_key(test::authority().issue(options).key_pem);
    ASSERT_TRUE(key);
    EXPECT_EQ(EVP_PKEY_get_base_id(key.get()), EVP_PKEY_RSA);
    EXPECT_EQ(EVP_PKEY_get_bits(key.get()), 2048);
}

TEST(CertificateAuthority, an_intermediate_sends_itself_along) {
    const auto intermediate = test::authority().intermediate("Between").intermediate("Below");
    IssueOptions options;
    options.dns_names = {"example.org"};
    const auto chain = read_certificates(intermediate.issue(options).certificate_pem);
    ASSERT_EQ(chain.size(), 3U);
    EXPECT_EQ(X509_verify(chain[0].get(), X509_get0_pubkey(chain[1].get())), 1);
    EXPECT_EQ(X509_verify(chain[1].get(), X509_get0_pubkey(chain[2].get())), 1);
}

TEST(CertificateAuthority, validity_is_as_asked) {
    IssueOptions options;
    options.not_before = -std::chrono::hours(48);
    options.not_after = -std::chrono::hours(24);
    const auto leaf = read_certificates(test::authority().issue(options).certificate_pem);
    ASSERT_EQ(leaf.size(), 1U);
    EXPECT_LT(X509_cmp_current_time(X509_get0_notAfter(leaf[0].get())), 0);
}

TEST(CertificateAuthority, what_cannot_be_made_is_empty) {
    IssueOptions options;
    options.ip_addresses = {"not an address"};
    EXPECT_TRUE(test::authority().issue(options).certificate_pem.empty());
    EXPECT_TRUE(CertificateAuthority().issue({}).certificate_pem.empty());
    EXPECT_TRUE(CertificateAuthority().intermediate("x").certificate_pem.empty());
    EXPECT_TRUE(CertificateAuthority().ocsp_response({}, true).empty());
}

}  // namespace
}  // namespace headstock::wire
