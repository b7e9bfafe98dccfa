// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

#include "headstock/bridge/payload.hpp"
#include "headstock/core/jid.hpp"

/// An address as a field of a payload.
template <>
struct headstock::bridge::Lexical<headstock::core::Jid> {
    static Result<core::Jid> read(std::string_view text) {
        Result<core::Jid> jid = core::Jid::parse(text);
        if (!jid) return detail::not_in_form("not a JID", text);
        return jid;
    }
    static const std::string& write(const core::Jid& jid) { return jid.text(); }
};
