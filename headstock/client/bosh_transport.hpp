// SPDX-License-Identifier: MIT
#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <memory>

#include "headstock/client/bosh.hpp"
#include "headstock/network/https_posts.hpp"
#include "headstock/network/transport.hpp"

namespace headstock::client {

/// Begins a BOSH session by `posts`, and gives a transport for what a stream writes and expects: it carries both in
/// requests, for as long as it lives. A write is over when the server's answer may come, the stream's end when it has
/// come. Closing it tells the server nothing: it finds out when it has waited in vain (`inactivity`). `clock` and
/// `random` must outlive it. Throws Failure, and so do reading and writing, as `Bosh` fails, and with what `posts`
/// says.
asio::awaitable<std::unique_ptr<network::Transport>> open_bosh(const asio::any_io_executor& executor,
                                                               std::unique_ptr<network::HttpsPosts> posts,
                                                               BoshOptions options, const Clock& clock, Random& random);

}  // namespace headstock::client
