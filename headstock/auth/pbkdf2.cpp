// SPDX-License-Identifier: MIT
#include "headstock/auth/pbkdf2.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <new>
#include <span>
#include <string>

namespace headstock::auth {
namespace {

void require(bool done) {
    if (!done) throw std::bad_alloc();
}

struct FreeDigest {
    void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

Digest make_digest() {
    Digest digest(EVP_MD_CTX_new());
    require(digest != nullptr);
    return digest;
}

const EVP_MD* algorithm(Hash hash) {
    return hash == Hash::sha1 ? EVP_sha1() : hash == Hash::sha256 ? EVP_sha256() : EVP_sha512();
}

}  // namespace

// HMAC is the hash of a hash, each begun with the key (RFC 2104 §2). Both beginnings are computed once, and copied.
struct Pbkdf2::State {
    Hash hash;
    std::size_t size;
    int left;
    Digest inner = make_digest();
    Digest outer = make_digest();
    Digest running = make_digest();
    std::array<unsigned char, 64> last{};  // the hash of the last iteration
    std::array<unsigned char, 64> sum{};   // of all of them

    State(Hash which, int iterations) : hash(which), size(auth::size(which)), left(iterations) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        wipe(last.data(), last.size());
        wipe(sum.data(), sum.size());
    }

    void begin(EVP_MD_CTX* digest, std::string_view key, char pad) const;
    void hash_with_key(std::string_view text);
    void iterate();
};

void Pbkdf2::State::begin(EVP_MD_CTX* digest, std::string_view key, char pad) const {
    const std::size_t block = hash == Hash::sha512 ? 128 : 64;
    std::string padded(block, pad);
    for (std::size_t i = 0; i < key.size(); ++i) padded[i] = static_cast<char>(padded[i] ^ key[i]);
    const bool done = EVP_DigestInit_ex(digest, algorithm(hash), nullptr) == 1 &&
                      EVP_DigestUpdate(digest, padded.data(), padded.size()) == 1;
    wipe(padded.data(), padded.size());
    require(done);
}

/// Puts the keyed hash of `text` into `last`.
void Pbkdf2::State::hash_with_key(std::string_view text) {
    EVP_MD_CTX* const digest = running.get();
    require(EVP_MD_CTX_copy_ex(digest, inner.get()) == 1 && EVP_DigestUpdate(digest, text.data(), text.size()) == 1 &&
            EVP_DigestFinal_ex(digest, last.data(), nullptr) == 1 && EVP_MD_CTX_copy_ex(digest, outer.get()) == 1 &&
            EVP_DigestUpdate(digest, last.data(), size) == 1 && EVP_DigestFinal_ex(digest, last.data(), nullptr) == 1);
}

void Pbkdf2::State::iterate() {
    hash_with_key({reinterpret_cast<const char*>(last.data()), size});
    for (std::size_t i = 0; i < size; ++i) sum[i] = static_cast<unsigned char>(sum[i] ^ last[i]);
}

Pbkdf2::Pbkdf2(Hash hash, std::string_view password, std::string_view salt, int iterations)
    : state_(std::make_unique<State>(hash, iterations - 1)) {
    assert(iterations > 0);
    const std::size_t block = hash == Hash::sha512 ? 128 : 64;
    const Secret key = password.size() > block ? Secret(digest(hash, password)) : Secret(password);
    state_->begin(state_->inner.get(), key.reveal(), 0x36);
    state_->begin(state_->outer.get(), key.reveal(), 0x5c);
    state_->hash_with_key(std::string(salt) + std::string("\0\0\0\1", 4));
    state_->sum = state_->last;
}

Pbkdf2::Pbkdf2(Pbkdf2&& other) noexcept = default;
Pbkdf2& Pbkdf2::operator=(Pbkdf2&& other) noexcept = default;
Pbkdf2::~Pbkdf2() = default;

bool Pbkdf2::advance(int most) {
    const int count = std::min(std::max(most, 1), state_->left);
    for (int i = 0; i < count; ++i) state_->iterate();
    state_->left -= count;
    return state_->left == 0;
}

int Pbkdf2::left() const { return state_->left; }

Secret Pbkdf2::key() const {
    assert(state_->left == 0 && "it is not ready");
    return Secret(std::string_view(reinterpret_cast<const char*>(state_->sum.data()), state_->size));
}

}  // namespace headstock::auth
