// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "headstock/client/client.hpp"

namespace headstock::capi {

/// What the options of a session or a client ask for.
struct Wishes {
    explicit Wishes(core::Account whose) : account(std::move(whose)) {}

    core::Account account;
    client::Options client;  ///< a session reads of it what is not about the network
    bool outside = false;    ///< the caller encrypts
    std::optional<version::Info> software;
    std::optional<disco::Identity> identity;
    Duration answer_limit = core::answer_limit;
    Duration send_limit = std::chrono::seconds(30);
    std::size_t events = 10'000;
    bool xml = false;
    bool trace = false;
    bool reconnect = true;
};

/// Reads the arguments of `hs_session_new`; with `network`, of `hs_client_new`. What is wrong ends the call.
[[nodiscard]] Wishes read_wishes(std::string_view address, std::string_view password, std::string_view options,
                                 bool network);

}  // namespace headstock::capi
