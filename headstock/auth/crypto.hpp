// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "headstock/base/secret.hpp"

struct evp_md_ctx_st;  // OpenSSL's

namespace headstock::auth {

/// The hash functions that mechanisms are built on.
enum class Hash { sha1, sha256, sha512 };

/// The name as mechanisms spell it: "SHA-1", "SHA-256", "SHA-512".
[[nodiscard]] std::string_view name(Hash hash);
/// How many bytes the hash gives.
[[nodiscard]] std::size_t size(Hash hash);

// These fail only for want of memory, and then throw std::bad_alloc.

/// The hash of `text`.
[[nodiscard]] std::string digest(Hash hash, std::string_view text);
/// The MD5 of `text`, which protects nothing and is for DIGEST-MD5 alone; empty where the system forbids it.
[[nodiscard]] std::string md5(std::string_view text);
/// The same of what comes piece by piece, as a file does.
class RunningMd5 {
public:
    RunningMd5();
    RunningMd5(RunningMd5&&) noexcept = default;
    RunningMd5& operator=(RunningMd5&&) noexcept = default;
    void add(std::string_view bytes);
    /// The MD5 of all that was added, once; empty where the system forbids it.
    [[nodiscard]] std::string finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};
/// The keyed hash of `text` (RFC 2104).
[[nodiscard]] std::string hmac(Hash hash, std::string_view key, std::string_view text);
/// A key of `size(hash)` bytes from a password, made slow by `iterations`, which is above 0 (RFC 8018 §5.2).
[[nodiscard]] Secret pbkdf2(Hash hash, std::string_view password, std::string_view salt, int iterations);
/// Each byte of `a` combined with that of `b`, which is as long.
[[nodiscard]] std::string exclusive_or(std::string_view a, std::string_view b);

}  // namespace headstock::auth
