// SPDX-License-Identifier: MIT
#pragma once
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "capi/handles.hpp"
#include "capi/status.hpp"

/// What each function of `headstock.h` does around its own work.
namespace headstock::capi {

/// What this thread was given last.
[[nodiscard]] std::string& given(std::size_t place = 0);
/// Gives `text` out, until this thread calls again. More than one at a time have a `place` each.
void give(hs_text* out, std::string text, std::size_t place = 0);
/// What the last failure of this thread was.
[[nodiscard]] std::string& thread_failure();

/// The text that an argument is; null stands for an empty one, and ends the call where there is a length.
[[nodiscard]] std::string_view text(const char* data, std::size_t length);
/// Where a result goes, which must be somewhere.
template <class T>
T& out(T* pointer) {
    if (!pointer) refuse(HS_E_ARGUMENT, "no place for the result");
    *pointer = T{};
    return *pointer;
}

/// Does `work`, and makes a status of what it gives or throws; nothing else comes out. `object` keeps what was wrong.
template <class Work>
hs_status caught(Object* object, Work work) noexcept {
    hs_status status = HS_E_MEMORY;
    try {
        try {
            if constexpr (std::is_void_v<decltype(work())>) return work(), HS_OK;
            else return work();
        } catch (const Failure& failure) {
            status = status_of(failure.error());
            thread_failure() = failure.what();
        } catch (const std::bad_alloc&) {
            thread_failure() = words(status);
        } catch (const std::exception& wrong) {
            status = HS_E_INTERNAL;
            thread_failure() = wrong.what();
        }
        if (object) object->failed(thread_failure());
    } catch (...) {  // no memory for words
    }
    return status;
}

/// A call that needs no handle.
template <class Work>
hs_status call(Work work) noexcept {
    return caught(nullptr, std::move(work));
}

/// Whether a call may come from a callback of the same object.
enum class From { anywhere, outside };

/// A call of what belongs to one thread at a time: `work(object)`.
template <class T, From from = From::anywhere, class Work>
hs_status call(hs_handle handle, Work work) noexcept {
    const std::shared_ptr<T> object = handles().find<T>(handle);
    if (!object) return call([] { refuse(HS_E_HANDLE); });
    return caught(object.get(), [&] {
        const Inside inside(*object);
        if (!inside || (from == From::outside && inside.nested())) refuse(HS_E_BUSY);
        return work(*object);
    });
}

/// Takes a handle away, and what it names.
hs_status release(hs_handle handle, Kind kind) noexcept;

}  // namespace headstock::capi
