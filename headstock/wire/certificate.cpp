// SPDX-License-Identifier: MIT
#include "headstock/wire/certificate.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "headstock/wire/names.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::wire {

using namespace detail;

namespace {

using GeneralNames = Owned<GENERAL_NAMES, &GENERAL_NAMES_free>;

constexpr std::chrono::seconds ten_years = std::chrono::hours(24 * 3652);

struct Signer {
    X509* certificate;
    EVP_PKEY* key;
    const EVP_MD* hash;
};

KeyPtr make_key(int rsa_bits) {
    return KeyPtr(rsa_bits > 0 ? EVP_RSA_gen(static_cast<unsigned>(rsa_bits)) : EVP_EC_gen("P-256"));
}

template <class Write>
std::string to_pem(Write write) {
    const BioPtr memory(BIO_new(BIO_s_mem()));
    if (!memory || write(memory.get()) != 1) return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string to_pem(X509* certificate) {
    return to_pem([&](BIO* to) { return PEM_write_bio_X509(to, certificate); });
}

std::string to_pem(EVP_PKEY* key) {
    return to_pem([&](BIO* to) { return PEM_write_bio_PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

bool set_serial(X509* certificate) {
    std::uint64_t serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) return false;
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1;
}

bool set_name(X509* certificate, std::string_view name) {
    return name.empty() || X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                                      bytes_of(name), static_cast<int>(name.size()), -1, 0) == 1;
}

/// A certificate for `key` with everything but extensions and signature.
CertificatePtr begin(EVP_PKEY* key, std::string_view name, std::chrono::seconds from, std::chrono::seconds until) {
    CertificatePtr certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 || !set_serial(certificate.get()))
        return nullptr;
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from.count());
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until.count());
    if (X509_set_pubkey(certificate.get(), key) != 1 || !set_name(certificate.get(), name)) return nullptr;
    return certificate;
}

bool extend(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION, &X509_EXTENSION_free> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool sign(X509* certificate, const Signer& by) {
    return X509_set_issuer_name(certificate, X509_get_subject_name(by.certificate)) == 1 &&
           extend(certificate, by.certificate, NID_subject_key_identifier, "hash") &&
           extend(certificate, by.certificate, NID_authority_key_identifier, "keyid") &&
           X509_sign(certificate, by.key, by.hash) > 0;
}

void add(GENERAL_NAMES* names, int type, void* value) {
    GENERAL_NAME* name = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(name, type, value);
    sk_GENERAL_NAME_push(names, name);
}

ASN1_STRING* text(int type, std::string_view value) {
    ASN1_STRING* made = ASN1_STRING_type_new(type);
    ASN1_STRING_set(made, value.data(), static_cast<int>(value.size()));
    return made;
}

void add_other(GENERAL_NAMES* names, int kind, int type, std::string_view value) {
    ASN1_TYPE* typed = ASN1_TYPE_new();
    ASN1_TYPE_set(typed, type, text(type, value));
    GENERAL_NAME* name = GENERAL_NAME_new();
    GENERAL_NAME_set0_othername(name, OBJ_nid2obj(kind), typed);
    sk_GENERAL_NAME_push(names, name);
}

bool add_names(X509* certificate, const IssueOptions& options) {
    const GeneralNames names(GENERAL_NAMES_new());
    for (const auto& name : options.dns_names) add(names.get(), GEN_DNS, text(V_ASN1_IA5STRING, name));
    for (const auto& name : options.srv_names) add_other(names.get(), NID_SRVName, V_ASN1_IA5STRING, name);
    for (const auto& name : options.xmpp_addrs) add_other(names.get(), NID_XmppAddr, V_ASN1_UTF8STRING, name);
    for (const auto& name : options.ip_addresses) {
        const auto octets = ip_octets(name);
        if (!octets) return false;
        add(names.get(), GEN_IPADD, text(V_ASN1_OCTET_STRING, *octets));
    }
    if (sk_GENERAL_NAME_num(names.get()) == 0) return true;
    const int critical = options.common_name.empty() ? 1 : 0;  // RFC 5280 §4.2.1.6
    return X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), critical, 0) == 1;
}

const char* usage(Purpose purpose) {
    if (purpose == Purpose::both) return "serverAuth,clientAuth";
    return purpose == Purpose::server ? "serverAuth" : "clientAuth";
}

bool finish_authority(X509* certificate, const Signer& by, bool may_issue) {
    return extend(certificate, by.certificate, NID_basic_constraints, may_issue ? "critical,CA:TRUE" : "CA:FALSE") &&
           (!may_issue ||
            extend(certificate, by.certificate, NID_key_usage, "critical,keyCertSign,cRLSign,digitalSignature")) &&
           sign(certificate, by);
}

/// An authority for a new key, signed by `issuer`, or by itself without one.
CertificateAuthority make_authority(std::string_view name, const Signer* issuer, bool may_issue) {
    const KeyPtr key = make_key(0);
    const CertificatePtr certificate = key ? begin(key.get(), name, -std::chrono::hours(1), ten_years) : nullptr;
    if (!certificate) return {};
    const Signer by = issuer ? *issuer : Signer{certificate.get(), key.get(), EVP_sha256()};
    if (!finish_authority(certificate.get(), by, may_issue)) return {};
    return {to_pem(certificate.get()), to_pem(key.get()), {}};
}

CertificatePtr first(std::string_view pem) {
    auto all = read_certificates(pem);
    return all.empty() ? nullptr : std::move(all.front());
}

}  // namespace

CertificateAuthority CertificateAuthority::make(std::string name) {
    auto made = make_authority(name, nullptr, true);
    ERR_clear_error();
    return made;
}

CertificateAuthority CertificateAuthority::intermediate(std::string name, bool may_issue) const {
    const CertificatePtr certificate = first(certificate_pem);
    const KeyPtr key = read_key(key_pem);
    const Signer self{certificate.get(), key.get(), EVP_sha256()};
    auto made = certificate && key ? make_authority(name, &self, may_issue) : CertificateAuthority();
    made.chain_pem = made.certificate_pem + chain_pem;
    ERR_clear_error();
    return made;
}

Issued CertificateAuthority::issue(const IssueOptions& options) const {
    const CertificatePtr authority = first(certificate_pem);
    const KeyPtr authority_key = read_key(key_pem);
    const KeyPtr key = make_key(options.rsa_bits);
    if (!authority || !authority_key || !key) return {};
    const CertificatePtr made = begin(key.get(), options.common_name, options.not_before, options.not_after);
    if (!made) return {};
    const EVP_MD* hash = options.sha1 ? EVP_sha1() : EVP_sha256();
    const Signer by =
        options.self_signed ? Signer{made.get(), key.get(), hash} : Signer{authority.get(), authority_key.get(), hash};
    const bool done = extend(made.get(), by.certificate, NID_basic_constraints, "critical,CA:FALSE") &&
                      extend(made.get(), by.certificate, NID_key_usage, "critical,digitalSignature,keyEncipherment") &&
                      extend(made.get(), by.certificate, NID_ext_key_usage, usage(options.purpose)) &&
                      add_names(made.get(), options) && sign(made.get(), by);
    ERR_clear_error();
    if (!done) return {};
    return {to_pem(made.get()) + (options.self_signed ? "" : chain_pem), to_pem(key.get())};
}

}  // namespace headstock::wire
