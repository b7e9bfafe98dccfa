// SPDX-License-Identifier: MIT
#include "support/place.hpp"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "headstock/base/number.hpp"
#include "headstock/testing/listener.hpp"
#include "headstock/testing/server.hpp"

namespace example {

namespace hs = headstock;

namespace {

constexpr std::string_view own_password = "wherefore";

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr) throw std::runtime_error(std::string(name) + " is not in the environment");
    return value;
}

/// Gives what a step gave, or throws what went wrong.
template <class T>
T must(hs::Result<T> result) {
    if (!result) throw hs::Failure(result.error());
    return std::move(*result);
}

}  // namespace

/// A server, and the thread on which it lives and dies.
class Place::OwnServer {
public:
    OwnServer() : keep_running_(io_.get_executor()) {
        server_.emplace();
        server_->add_account("romeo", own_password);
        server_->add_account("juliet", own_password);
        server_->befriend("romeo", "juliet");
        listener_.emplace(io_.get_executor(), *server_);
        ca_pem = server_->ca_pem();
        port = listener_->port();
        thread_ = std::thread([this] { io_.run(); });
    }
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;
    ~OwnServer() {
        asio::post(io_, [this] {
            listener_.reset();
            server_.reset();
            keep_running_.reset();
        });
        thread_.join();
    }

    std::string ca_pem;
    std::uint16_t port = 0;

private:
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> keep_running_;
    std::optional<hs::testing::Server> server_;
    std::optional<hs::testing::Listener> listener_;
    std::thread thread_;
};

Place::Place(int argc, char** argv) {
    if (argc == 1) bring_own();
    else read(argc, argv);
}

Place::~Place() = default;

void Place::bring_own() {
    server_ = std::make_unique<OwnServer>();
    port_ = server_->port;
    trust_.ca_pem = server_->ca_pem;
}

void Place::read(int argc, char** argv) {
    std::string port = "5222";
    std::string domain;  // the addresses name it, so it may be left out
    const std::map<std::string_view, std::string*> known{{"--server", &host_},      {"--port", &port},
                                                         {"--ca", &trust_.ca_file}, {"--romeo", &romeo_},
                                                         {"--juliet", &juliet_},    {"--domain", &domain}};
    for (int i = 1; i < argc; i += 2) {
        const auto option = known.find(argv[i]);
        if (option == known.end() || i + 1 == argc) throw std::runtime_error(std::string("what is ") + argv[i] + "?");
        *option->second = argv[i + 1];
    }
    port_ = must(hs::read_number<std::uint16_t>(port));
}

hs::client::Options Place::options() const {
    hs::client::Options options;
    options.host = host_;
    options.port = port_;
    options.trust = trust_;
    return options;
}

hs::core::Account Place::account(const std::string& address, const char* variable) const {
    hs::Secret password = is_own() ? hs::Secret(own_password) : hs::Secret(from_environment(variable));
    return {must(hs::core::Jid::parse(address)), std::move(password)};
}

}  // namespace example
