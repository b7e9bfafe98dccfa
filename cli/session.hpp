// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/stop.hpp"

#include "headstock/client/client.hpp"
#include "headstock/client/stanza_log.hpp"

namespace headstock::cli {

/// What every command is given.
struct Context {
    const Options& options;
    Output& out;
    const Stop& stop;
    std::optional<Secret> environment_password;
};

/// A command's client, which has not connected yet.
struct Session {
    Context& context;
    std::function<void()> finish;  ///< ends the command's work from outside, as if it had given 0
    client::Client client;
    client::StanzaLog* log;  ///< nullptr: none is written
};

/// A command's work: gives its exit code, or throws Failure.
using Work = std::function<asio::awaitable<int>(Session&)>;

/// Which parts of a session a command wants. A session that does not announce presence gets nobody else's messages.
struct Parts {
    bool roster = false;
    bool presence = false;
};

/// Finds the password, opens the state, does `work`, says goodbye; gives the exit code of `work`. Throws what it threw,
/// and Failure with `Errc::interrupted` where a signal came first. The goodbye takes less than two seconds.
int with_session(Context& context, Parts parts, const Work& work);

/// Connects and logs in, within --timeout.
asio::awaitable<void> log_in(Session& session);

/// What the command line says of a client; `cache` must outlive it.
[[nodiscard]] client::Options client_options(const Options& given, Parts parts, core::RosterCache* cache);

/// Shows and logs what `client` sends and receives, where that is wanted, for as long as the subscriptions live.
[[nodiscard]] std::vector<Subscription> trace(Session& session, client::Client& client);

/// Whom a command asks: its target, else our server.
[[nodiscard]] core::Jid target_of(Session& session);

}  // namespace headstock::cli
