// SPDX-License-Identifier: MIT
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>
#include <unistd.h>

#include <chrono>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/files.hpp"
#include "cli/text.hpp"

#include "headstock/testing/listener.hpp"
#include "headstock/testing/server.hpp"

namespace headstock::cli {
namespace {

constexpr std::size_t max_file = 1U << 20U;
constexpr auto farewell = std::chrono::milliseconds(500);  // for clients to hear that we go
constexpr mode_t public_file = 0644;

/// Who has an account. The passwords are secrets only as far as a server for tests has any.
struct NewAccount {
    std::string name;
    Secret password;
    bool made = false;  ///< by us, and so to be shown
};

std::string read_file(const std::string& path, const Stop& stop, bool holds_secrets) {
    Result<Descriptor> file = holds_secrets ? open_private(path) : open_public(path);
    if (!file) throw Failure(std::move(file.error()));
    Result<std::string> text = read_all(file->get(), max_file, stop);
    if (!text) throw Failure(std::move(text.error()));
    return std::move(*text);
}

/// One account a line, name and password; empty lines and those that begin with # are passed over.
std::vector<NewAccount> read_accounts(std::string_view text, const std::string& path) {
    std::vector<NewAccount> accounts;
    for (std::size_t number = 1; !text.empty(); ++number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line.starts_with('#')) continue;
        const std::size_t space = line.find(' ');
        if (space == 0 || space == std::string_view::npos || space + 1 == line.size())
            throw Failure(Errc::bad_file, path + ", line " + std::to_string(number) + ": not a name and a password");
        accounts.push_back({std::string(line.substr(0, space)), Secret(line.substr(space + 1)), false});
    }
    return accounts;
}

std::vector<NewAccount> all_accounts(const Context& context) {
    const ServeOptions& options = context.options.serve;
    std::vector<NewAccount> accounts;
    if (!options.accounts_file.empty()) {
        std::string text = read_file(options.accounts_file, context.stop, true);
        accounts = read_accounts(text, options.accounts_file);
        wipe(text.data(), text.size());
    }
    for (const std::string& name : options.accounts) {
        if (name.find(':') != std::string::npos)
            throw Failure(Errc::usage, "--account: a name alone; passwords are read from a file, with --accounts");
        accounts.push_back({name, Secret(random_id(system_random())), true});
    }
    return accounts;
}

testing::ServerOptions server_options(const Context& context) {
    const ServeOptions& given = context.options.serve;
    testing::ServerOptions options;
    options.domain = given.domain;
    options.tls = context.options.tls != TlsMode::off;
    if (!given.certificate.empty()) {
        options.certificate_pem = read_file(given.certificate, context.stop, false);
        options.key_pem = read_file(given.key, context.stop, true);
    }
    return options;
}

void fill(testing::Server& server, const std::vector<NewAccount>& accounts, bool friends) {
    for (const NewAccount& account : accounts) server.add_account(account.name, account.password.reveal());
    for (auto a = accounts.begin(); friends && a != accounts.end(); ++a)
        for (auto b = a + 1; b != accounts.end(); ++b) server.befriend(a->name, b->name);
}

void tell(const Context& context, const std::vector<NewAccount>& accounts, std::uint16_t port) {
    const std::string& domain = context.options.serve.domain;
    for (const NewAccount& account : accounts) {
        if (!account.made) continue;
        const std::string jid = account.name + "@" + domain;
        Value::Fields fields;
        fields.emplace_back("jid", jid);
        fields.emplace_back("password", account.password.reveal());
        context.out.result("account", std::move(fields), visible(jid) + " " + std::string(account.password.reveal()));
    }
    Value::Fields fields;
    fields.emplace_back("domain", domain);
    fields.emplace_back("host", "127.0.0.1");
    fields.emplace_back("port", port);
    context.out.result("listening", std::move(fields), "listening on 127.0.0.1:" + std::to_string(port));
}

/// Serves until a signal comes, then a moment more, in which the clients are told.
void serve_until_stopped(asio::io_context& loop, testing::Server& server, const Stop& stop) {
    asio::posix::stream_descriptor signals(loop, dup(stop.descriptor()));
    asio::steady_timer last(loop);
    signals.async_wait(asio::posix::stream_descriptor::wait_read, [&](std::error_code) {
        server.shutdown();
        last.expires_after(farewell);
        last.async_wait([&loop](std::error_code) { loop.stop(); });
    });
    loop.run();
}

}  // namespace

int run_serve(Context& context) {
    const ServeOptions& options = context.options.serve;
    const std::vector<NewAccount> accounts = all_accounts(context);
    asio::io_context loop(1);
    testing::Server server(server_options(context));
    fill(server, accounts, options.friends);
    const bool direct = context.options.tls == TlsMode::direct;
    const testing::Entrance entrance = direct ? testing::Entrance::direct_tls : testing::Entrance::starttls;
    const testing::Listener listener(loop.get_executor(), server, options.port, entrance);
    if (!options.ca_out.empty())
        if (Result<void> written = write_file(options.ca_out, server.ca_pem(), public_file); !written)
            throw Failure(std::move(written.error()));
    tell(context, accounts, listener.port());
    serve_until_stopped(loop, server, context.stop);
    return static_cast<int>(Exit::ok);
}

}  // namespace headstock::cli
