// SPDX-License-Identifier: MIT
#pragma once
#include <utility>

struct ssl_ctx_st;
struct ssl_session_st;

namespace headstock::wire::detail {

void retain(ssl_ctx_st* target) noexcept;
void release(ssl_ctx_st* target) noexcept;
void retain(ssl_session_st* target) noexcept;
void release(ssl_session_st* target) noexcept;

/// Shares an OpenSSL object through the count that it keeps itself (atomic: it may be shared between threads).
template <class T>
class Counted {
public:
    Counted() = default;
    /// Takes over one reference.
    explicit Counted(T* target) noexcept : target_(target) {}
    Counted(const Counted& other) noexcept : target_(other.target_) {
        if (target_) retain(target_);
    }
    Counted(Counted&& other) noexcept : target_(std::exchange(other.target_, nullptr)) {}
    Counted& operator=(Counted other) noexcept {
        std::swap(target_, other.target_);
        return *this;
    }
    ~Counted() {
        if (target_) release(target_);
    }
    [[nodiscard]] T* get() const noexcept { return target_; }

private:
    T* target_ = nullptr;
};

}  // namespace headstock::wire::detail
