// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "capi/headstock.h"

namespace headstock::capi {

/// What a handle can name.
enum class Kind : std::uint8_t { element, parser, session, client };

/// What a handle names.
class Object {
public:
    explicit Object(Kind kind) : kind_(kind) {}
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;
    [[nodiscard]] Kind kind() const noexcept { return kind_; }

    /// Keeps what the last failure was.
    void failed(const std::string& words);
    [[nodiscard]] std::optional<std::string> failure() const;

    /// Whether `hs_…_free` may take it now.
    [[nodiscard]] virtual bool may_go() const noexcept { return !is_used(); }
    /// Ends what it does; its handle is gone. It is destroyed when the last call has left it.
    virtual void close() noexcept {}
    /// Whether somebody is inside.
    [[nodiscard]] bool is_used() const noexcept { return owner_.load() != std::thread::id(); }

private:
    friend class Inside;
    const Kind kind_;
    std::atomic<std::thread::id> owner_{};
    int depth_ = 0;  // of calls within calls, by its owner
    mutable std::mutex mutex_;
    std::optional<std::string> failure_;
};

/// Keeps all other threads out of an object while a call is inside.
class Inside {
public:
    explicit Inside(Object& object) noexcept;
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside();
    /// Whether this thread is inside now, and not another one.
    explicit operator bool() const noexcept { return entered_; }
    /// Whether it was so before: the call comes from a callback.
    [[nodiscard]] bool nested() const noexcept { return object_.depth_ > 1; }

private:
    Object& object_;
    bool entered_;
};

/// All handles of the process. A number is used once: behind what was freed, the next gets another generation.
class Handles {
public:
    [[nodiscard]] hs_handle add(std::shared_ptr<Object> object);
    /// What `handle` names; null where it names nothing.
    [[nodiscard]] std::shared_ptr<Object> find(hs_handle handle) const;
    /// The same where it is a `T`.
    template <class T>
    [[nodiscard]] std::shared_ptr<T> find(hs_handle handle) const {
        std::shared_ptr<Object> object = find(handle);
        return object && T::is(object->kind()) ? std::static_pointer_cast<T>(std::move(object)) : nullptr;
    }
    /// Takes `handle` away, and gives what it named. Null where it names nothing of that kind.
    [[nodiscard]] std::shared_ptr<Object> remove(hs_handle handle, Kind kind);

private:
    struct Slot {
        std::uint32_t generation = 1;
        std::shared_ptr<Object> object;
    };
    [[nodiscard]] const Slot* slot(hs_handle handle) const;

    mutable std::mutex mutex_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
};

[[nodiscard]] Handles& handles();

}  // namespace headstock::capi
