// SPDX-License-Identifier: MIT
// Ways to log in besides a password: logins WAY JID HOST PORT CA-FILE [direct], with what the way needs in the
// environment. Prints the mechanism, who we are, and whether the stream is compressed. It needs a real server.
#include <asio/io_context.hpp>

#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/run.hpp"

#include "headstock/client/client.hpp"

using namespace headstock;

namespace {

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    if (!value) throw std::runtime_error(std::string(name) + " is not set");
    return value;
}

/// Who logs in, and where to; each way changes what it needs.
struct Login {
    explicit Login(core::Jid address) : account(std::move(address), Secret()) {}
    core::Account account;
    client::Options options;
};

/// A certificate of the client's own (SASL EXTERNAL).
void by_certificate(Login& login) {
    login.options.trust.certificate_file = from_environment("CERTIFICATE");
    login.options.trust.key_file = from_environment("KEY");
}

void by_password(Login& login) { login.account.password = Secret(from_environment("PASSWORD")); }

/// Makes the account first, where the server lets anybody (XEP-0077).
void with_a_new_account(Login& login) {
    by_password(login);
    login.account.register_first = true;
}

/// Only where both sides prove that nobody sits between them.
void bound_to_the_channel(Login& login) {
    by_password(login);
    login.options.stream.auth.require_channel_binding = true;
}

/// For servers that have nothing better.
void by_digest_md5(Login& login) {
    by_password(login);
    login.options.stream.auth.allow_digest_md5 = true;
}

/// A token of an OAuth service, fetched anew for each login.
void by_access_token(Login& login) {
    login.account.access_token = [] { return Secret(from_environment("ACCESS_TOKEN")); };
}

/// As nobody: the server makes the address.
void anonymous(Login& login) { login.account = core::Account::nobody(login.account.jid); }

void compressed(Login& login) {
    by_password(login);
    login.options.stream.compression = true;
}

const std::map<std::string_view, void (*)(Login&)> ways = {
    {"password", by_password},     {"certificate", by_certificate},    {"bound", bound_to_the_channel},
    {"digest-md5", by_digest_md5}, {"access-token", by_access_token},  {"anonymous", anonymous},
    {"compressed", compressed},    {"new-account", with_a_new_account}};

asio::awaitable<void> look_around(client::Client& me) {
    co_await me.connect();
    const version::Info info = co_await me.ask(version::query(me.server()));
    std::cout << "mechanism " << me.stream().mechanism() << "\naddress " << me.address().text() << "\ncompressed "
              << (me.connection()->compressed() ? "yes" : "no") << "\nserver " << info.software << '\n';
    co_await me.close();
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 6 || !ways.contains(argv[1])) {
        std::cerr << "usage: logins WAY JID HOST PORT CA-FILE [direct]; ways:";
        for (const auto& [name, way] : ways) std::cerr << ' ' << name;
        std::cerr << '\n';
        return 2;
    }
    Login login(core::jid(argv[2]));
    ways.at(argv[1])(login);
    login.options.host = argv[3];
    login.options.port = static_cast<std::uint16_t>(std::stoi(argv[4]));
    login.options.trust.ca_file = argv[5];
    if (argc > 6 && std::string_view(argv[6]) == "direct") login.options.tls = client::Tls::direct;
    asio::io_context io;
    client::Client me(io.get_executor(), login.account, login.options);
    example::run(io, look_around(me));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
