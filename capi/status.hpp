// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "capi/headstock.h"

#include "headstock/base/error.hpp"
#include "headstock/network/failure.hpp"

/// The C interface, which is `headstock.h`: what stands behind its functions.
namespace headstock::capi {

/// An error that is one of `headstock.h`'s own.
[[nodiscard]] std::error_code make_code(hs_status status) noexcept;
/// What `error` is in C: itself where `make_code` made it, else what its layer means by it.
[[nodiscard]] hs_status status_of(const Error& error) noexcept;
/// What a status means, for people.
[[nodiscard]] const char* words(hs_status status) noexcept;

/// Ends the call with `status`, and `text` for `hs_last_error`.
[[noreturn]] inline void refuse(hs_status status, std::string text = {}) {
    throw Failure(make_code(status), std::move(text));
}
/// What `result` holds; its error ends the call.
template <class T>
T value(Result<T> result) {
    if (!result) throw Failure(std::move(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace headstock::capi
