// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "headstock/base/error.hpp"
#include "headstock/bridge/element.hpp"
#include "headstock/core/stream_error.hpp"

namespace headstock::core {

/// The <stream:error/> that ends a stream (RFC 6120 §4.9).
struct StreamFailure {
    StreamCondition condition = StreamCondition::undefined_condition;
    std::string text;         ///< for people; at most 1,024 bytes are kept
    std::string other_host;   ///< with `see_other_host`
    std::string application;  ///< the tag of an application's own condition; empty where there is none

    static constexpr std::size_t max_text = 1024;

    [[nodiscard]] static StreamFailure read(bridge::View error);
    [[nodiscard]] bridge::Element write() const;
    /// The same as an error value: its code is the condition, its text what was said with it.
    [[nodiscard]] Error error() const;
    /// The stream error that answers input which was refused with `error`, by the parser or by a limit.
    [[nodiscard]] static StreamFailure of(const Error& error);

    friend bool operator==(const StreamFailure&, const StreamFailure&) = default;
};

}  // namespace headstock::core
