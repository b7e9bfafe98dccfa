// SPDX-License-Identifier: MIT
#pragma once
#include <utility>

namespace headstock {

namespace detail {

/// What a subscription and its source share: a count of the two, and whether it still stands. One thread only.
class Registration {
public:
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;

    [[nodiscard]] bool live() const { return live_; }
    void cancel() noexcept {
        if (std::exchange(live_, false)) ended();
    }
    void retain() noexcept { ++references_; }
    void release() noexcept {
        if (--references_ == 0) delete this;
    }

protected:
    Registration() = default;
    virtual ~Registration() = default;
    /// Lets go of what the handler holds; called once.
    virtual void ended() noexcept = 0;

private:
    int references_ = 0;
    bool live_ = true;
};

/// A counted pointer for one thread: a fraction of a shared_ptr, and it never touches an atomic.
template <class T>
class Ref {
public:
    Ref() = default;
    explicit Ref(T* target) noexcept : target_(target) {
        if (target_) target_->retain();
    }
    Ref(const Ref& other) noexcept : Ref(other.target_) {}
    Ref(Ref&& other) noexcept : target_(std::exchange(other.target_, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(target_, other.target_);
        return *this;
    }
    ~Ref() {
        if (target_) target_->release();
    }
    T* operator->() const noexcept { return target_; }
    T& operator*() const noexcept { return *target_; }
    explicit operator bool() const noexcept { return target_ != nullptr; }
    [[nodiscard]] T* get() const noexcept { return target_; }

private:
    T* target_ = nullptr;
};

}  // namespace detail

/// Keeps a handler registered for as long as it lives; then the handler is called no more. It may go at any moment,
/// from inside the handler too, and it may outlive what it subscribed to.
class [[nodiscard]] Subscription {
public:
    Subscription() = default;
    explicit Subscription(detail::Ref<detail::Registration> registration) : registration_(std::move(registration)) {}
    Subscription(Subscription&& other) noexcept = default;
    Subscription& operator=(Subscription&& other) noexcept {
        if (this != &other) {
            cancel();
            registration_ = std::move(other.registration_);
        }
        return *this;
    }
    ~Subscription() { cancel(); }

    /// Ends it now; a second call does nothing.
    void cancel() noexcept {
        if (auto ending = std::exchange(registration_, {})) ending->cancel();
    }
    /// Lets the handler stay for as long as its source lives.
    void detach() noexcept { registration_ = {}; }
    /// Whether the handler may still be called.
    [[nodiscard]] bool active() const noexcept { return registration_ && registration_->live(); }

private:
    detail::Ref<detail::Registration> registration_;
};

}  // namespace headstock
