// SPDX-License-Identifier: MIT
#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/udp.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "headstock/network/failure.hpp"
#include "headstock/network/resolver.hpp"

namespace {

using namespace headstock;
using namespace headstock::network;
using asio::ip::udp;

void check(bool good) {
    if (!good) std::abort();
}

/// A name server that answers every question with the same code, counts and records; only what a resolver compares is
/// as it should be.
class NameServer {
public:
    NameServer(asio::io_context& io, std::string_view answer)
        : socket_(io, udp::endpoint(asio::ip::address_v4::loopback(), 0)), answer_(answer) {
        listen();
    }
    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(socket_.local_endpoint().port()); }

private:
    void listen() {
        socket_.async_receive_from(asio::buffer(query_), from_,
                                   [this](const asio::error_code& wrong, std::size_t size) {
                                       if (wrong) return;
                                       reply(std::string_view(query_.data(), size));
                                       listen();
                                   });
    }
    void reply(std::string_view query) {
        constexpr std::size_t header = 12;
        if (query.size() < header || answer_.size() < 3) return;
        std::string message(query.substr(0, 2));
        message += '\x81';                              // an answer
        message += static_cast<char>(answer_[0] & 15);  // its code
        message += std::string("\0\x01\0", 3) + answer_[1] + '\0' + answer_[2] + std::string(2, '\0');
        message += query.substr(header, question_size(query.substr(header)));
        message += answer_.substr(3);
        asio::error_code ignored;
        socket_.send_to(asio::buffer(message), from_, 0, ignored);
    }
    static std::size_t question_size(std::string_view question) { return question.find('\0') + 1 + 4; }

    udp::socket socket_;
    udp::endpoint from_;
    std::array<char, 512> query_{};
    std::string_view answer_;
};

asio::awaitable<void> ask(Resolver& resolver, bool for_service) {
    try {
        if (for_service) {
            const auto targets = co_await resolver.targets("a.test");
            check(!targets.empty() && targets.size() <= max_targets);
            for (const Target& each : targets) check(!each.host.empty() && each.port != 0);
        } else {
            check(!(co_await resolver.addresses("a.test")).empty());
        }
    } catch (const Failure& failure) {
        check(static_cast<bool>(failure.code()));
    }
}

}  // namespace

/// The first byte picks the question; then come the code, the number of answers, that of authorities, and the records
/// of a DNS message, to which every question is answered. A lookup must end, with a result that can be used or an
/// error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 500) return 0;
    asio::io_context io(1);
    NameServer server(io, std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
    ResolverOptions options;
    options.servers = server.address();
    options.limit = std::chrono::milliseconds(50);
    Resolver resolver(io.get_executor(), system_random(), options);
    std::exception_ptr thrown;
    bool done = false;
    asio::co_spawn(io, ask(resolver, data[0] % 2 != 0), [&](std::exception_ptr what) {
        thrown = what;
        done = true;
    });
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done && io.run_one_until(end) > 0) continue;
    check(done && !thrown);
    return 0;
}
