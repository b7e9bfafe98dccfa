// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/bridge/payload.hpp"
#include "headstock/core/jid.hpp"

/// An address as a field of a payload.
template <>
struct headstock::bridge::Lexical<headstock::core::Jid> {
    static Result<core::Jid> read(std::string_view text) { return core::Jid::parse(text); }
    static std::string write(const core::Jid& jid) { return jid.text(); }
};
