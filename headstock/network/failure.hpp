// SPDX-License-Identifier: MIT
#pragma once
#include <exception>
#include <string>
#include <system_error>
#include <utility>

#include "headstock/base/error.hpp"

namespace headstock {

/// What a coroutine throws: an `Error` on its way up. One that is cancelled while it waits throws
/// `std::errc::operation_canceled`. One that begins to wait when it is cancelled already gets `asio::system_error` from
/// its own `co_await`, with a code that equals the same.
class Failure : public std::exception {
public:
    explicit Failure(Error error) : error_(std::move(error)), words_(error_.message()) {}
    explicit Failure(std::error_code code, std::string text = {}) : Failure(Error{code, std::move(text)}) {}

    /// What went wrong, for as long as the exception lives.
    [[nodiscard]] const Error& error() const noexcept { return error_; }
    [[nodiscard]] const std::error_code& code() const noexcept { return error_.code; }
    [[nodiscard]] const char* what() const noexcept override { return words_.c_str(); }

private:
    Error error_;
    std::string words_;
};

/// Whether `failure` says that somebody cancelled the wait, and nothing failed.
[[nodiscard]] inline bool was_cancelled(const Failure& failure) {
    return failure.code() == std::errc::operation_canceled;
}

}  // namespace headstock
