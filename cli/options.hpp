// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/values.hpp"

#include "headstock/core/jid.hpp"
#include "headstock/network/proxy.hpp"

namespace headstock::cli {

enum class Command { send, listen, roster, ping, version, disco, doctor, serve, xml, cot };
enum class TlsMode { starttls, direct, off };

/// What `send` was told.
struct SendOptions {
    std::vector<core::Jid> to;
    std::optional<std::string> text;  ///< nothing: the standard input
    std::string language;
    std::string subject;
    std::string type = "chat";
};

/// What `serve` was told.
struct ServeOptions {
    std::string domain = "localhost";
    std::uint16_t port = 0;
    std::vector<std::string> accounts;  ///< names; their passwords are made
    std::string accounts_file;
    std::string ca_out;
    std::string certificate;
    std::string key;
    bool friends = false;
};

/// What `xml check` was told.
struct XmlOptions {
    std::vector<std::string> files;  ///< paths; `-` is the standard input
    std::size_t chunk = 0;           ///< bytes that the parser gets at a time; 0: as they are read
    bool events = false;
};

/// What `cot` was told.
struct CotOptions {
    std::string file;
    std::string accounts_file;
    std::vector<std::pair<std::string, std::string>> variables;
};

/// Where the XML of both sides is written to.
struct LogOptions {
    std::string file;  ///< empty: nowhere
    std::size_t max_size = 10U << 20U;
    std::uint32_t keep = 5;
};

/// All that the command line and the environment say.
struct Options {
    Command command = Command::send;

    core::Jid jid;  ///< with the resource that is wanted; empty only for `doctor`, `serve` and `xml`
    std::string password_file;
    std::string password_command;
    std::optional<Endpoint> connect;
    std::optional<TlsMode> tls;
    std::string websocket;  ///< where the server is instead, a URI
    std::string bosh;       ///< or there
    bool discover = false;  ///< or where the domain's host-meta says
    std::optional<network::Proxy> proxy;
    std::string ca_file;
    std::string name_servers;
    Duration timeout = std::chrono::seconds(30);
    std::string state;
    bool json = false;
    bool verbose = false;
    bool allow_plain = false;

    SendOptions send;
    ServeOptions serve;
    XmlOptions xml;
    CotOptions cot;
    LogOptions log;
    std::uint32_t count = 0;          ///< of `listen` (0: without end) and `ping`
    std::optional<core::Jid> target;  ///< of `ping`, `version` and `disco` (nothing: our server), and of `doctor`
    bool items = false;
    std::string node;
};

/// What to do: as the options say, or only to show a text, where help was asked for.
struct Invocation {
    Options options;
    std::string text;
};

/// Reads the command line, the program's name first, and HEADSTOCK_… of the environment. Fails with `Errc::usage`, and
/// never with a word that may be a password.
[[nodiscard]] Result<Invocation> read_options(std::span<const char* const> arguments);

/// Whether the output shall be JSON, as far as can be told from a command line that makes no sense.
[[nodiscard]] bool wants_json(std::span<const char* const> arguments);

}  // namespace headstock::cli
