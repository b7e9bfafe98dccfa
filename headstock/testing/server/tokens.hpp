// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "headstock/testing/server/login.hpp"

/// The tokens that a server gives its clients, to log in with the next time (XEP-0484).
namespace headstock::testing::detail {

/// The mechanisms they may be for, on this channel.
[[nodiscard]] std::vector<std::string> token_mechanisms(const auth::Channel& channel);
/// A new token of `account` for this mechanism, which takes the place of those that its client, `agent`, was given and
/// has not used; as the client is told.
[[nodiscard]] bridge::Element issue_token(Hub& hub, Account& account, std::string_view mechanism,
                                          std::string_view agent);
/// Takes what a client says that logs in with one.
[[nodiscard]] Login::Answer take_token(Hub& hub, std::string_view mechanism, std::string_view bytes,
                                       const auth::Channel& channel);

}  // namespace headstock::testing::detail
