// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <memory>
#include <string>
#include <vector>

#include "headstock/client/client.hpp"
#include "headstock/client/transfer_options.hpp"
#include "headstock/extensions/bytestreams.hpp"

/// How two entities come together for a SOCKS5 bytestream. Internal; what is passed by reference lives as long as the
/// coroutine. All throw Failure.
namespace headstock::client {

/// The proxies that our server and the options name, in the order to offer; at most four. Never fails.
asio::awaitable<std::vector<bytestreams::Host>> find_proxies(Client& client, const TransferOptions& options);

/// As the requester: offers `proxies` and, where the options say so, ourselves, and waits for `target`.
asio::awaitable<std::unique_ptr<network::Transport>> meet_target(Client& client, const TransferOptions& options,
                                                                 std::vector<bytestreams::Host> proxies,
                                                                 core::Jid target, std::string sid);

/// As the target: tries the hosts of `offer` in their order, and tells the requester which it was, or that it was none.
asio::awaitable<std::unique_ptr<network::Transport>> meet_requester(const TransferOptions& options,
                                                                    bytestreams::Offer offer);

}  // namespace headstock::client
