// SPDX-License-Identifier: MIT
#include "headstock/auth/crypto.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cassert>
#include <new>

namespace headstock::auth {
namespace {

const EVP_MD* algorithm(Hash hash) {
    switch (hash) {
        case Hash::sha1:
            return EVP_sha1();
        case Hash::sha256:
            return EVP_sha256();
        case Hash::sha512:
            return EVP_sha512();
    }
    return nullptr;
}

const char* present(std::string_view text) { return text.empty() ? "" : text.data(); }  // OpenSSL refuses a null key
const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(present(text)); }
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require(bool done) {
    if (!done) throw std::bad_alloc();
}

}  // namespace

std::string_view name(Hash hash) {
    switch (hash) {
        case Hash::sha1:
            return "SHA-1";
        case Hash::sha256:
            return "SHA-256";
        case Hash::sha512:
            return "SHA-512";
    }
    return {};
}

std::size_t size(Hash hash) {
    switch (hash) {
        case Hash::sha1:
            return 20;
        case Hash::sha256:
            return 32;
        case Hash::sha512:
            return 64;
    }
    return 0;
}

std::string digest(Hash hash, std::string_view text) {
    std::string result(size(hash), '\0');
    require(EVP_Digest(present(text), text.size(), octets(result), nullptr, algorithm(hash), nullptr) == 1);
    return result;
}

std::string md5(std::string_view text) {
    std::string result(16, '\0');
    if (EVP_Digest(present(text), text.size(), octets(result), nullptr, EVP_md5(), nullptr) != 1) return {};
    return result;
}

RunningMd5::RunningMd5() : context_(EVP_MD_CTX_new()) {
    require(context_ != nullptr);
    if (EVP_DigestInit_ex(context_.get(), EVP_md5(), nullptr) != 1) context_.reset();
}

void RunningMd5::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

void RunningMd5::add(std::string_view bytes) {
    if (context_) require(EVP_DigestUpdate(context_.get(), present(bytes), bytes.size()) == 1);
}

std::string RunningMd5::finish() {
    if (!context_) return {};
    std::string result(16, '\0');
    require(EVP_DigestFinal_ex(context_.get(), octets(result), nullptr) == 1);
    context_.reset();
    return result;
}

std::string hmac(Hash hash, std::string_view key, std::string_view text) {
    std::string result(size(hash), '\0');
    require(HMAC(algorithm(hash), present(key), static_cast<int>(key.size()), octets(text), text.size(), octets(result),
                 nullptr) != nullptr);
    return result;
}

Secret pbkdf2(Hash hash, std::string_view password, std::string_view salt, int iterations) {
    assert(iterations > 0);
    std::string key(size(hash), '\0');
    require(PKCS5_PBKDF2_HMAC(present(password), static_cast<int>(password.size()), octets(salt),
                              static_cast<int>(salt.size()), iterations, algorithm(hash), static_cast<int>(key.size()),
                              octets(key)) == 1);
    return Secret(std::move(key));
}

std::string exclusive_or(std::string_view a, std::string_view b) {
    assert(a.size() == b.size());
    std::string result(a);
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = static_cast<char>(result[i] ^ b[i]);
    return result;
}

}  // namespace headstock::auth
