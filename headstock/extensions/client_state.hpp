// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/core/stream.hpp"

/// Client State Indication (XEP-0352): tell the server whether anybody is looking.
namespace headstock::client_state {

inline constexpr std::string_view ns = "urn:xmpp:csi:0";

/// Keeps the server informed, across sessions. Where the server does not care it is not told.
class Module {
public:
    /// `stream` must outlive it. To begin with, somebody is looking.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Says that somebody is looking, or that nobody is: then the server may keep back what can wait.
    void active(bool active);
    [[nodiscard]] bool is_active() const { return active_; }

private:
    void tell() const;

    core::Stream& stream_;
    bool active_ = true;
    Subscription inline_;
    Subscription statuses_;
};

}  // namespace headstock::client_state
