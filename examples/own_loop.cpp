// SPDX-License-Identifier: MIT
// A program with a loop of its own: poll(), one socket, and a client::Connection that turns the network's bytes into
// events and back. The same works under any event loop: read what is there, write what is to be written, mind the
// deadline.
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "support/place.hpp"

using namespace headstock;

namespace {

/// A TCP connection that never waits.
class Socket {
public:
    Socket(const std::string& host, std::uint16_t port) {
        addrinfo* found = nullptr;
        addrinfo wanted{};
        wanted.ai_socktype = SOCK_STREAM;
        if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0)
            throw std::runtime_error("no such host: " + host);
        const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, &freeaddrinfo);
        number_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(number_, found->ai_addr, found->ai_addrlen) != 0) {
            ::close(number_);
            throw std::system_error(errno, std::generic_category(), "cannot connect to " + host);
        }
        ::fcntl(number_, F_SETFL, O_NONBLOCK);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() { ::close(number_); }

    /// Waits until there is something to read, or room to write if `writing`, or until `deadline`.
    void wait(bool writing, std::optional<Instant> deadline) const {
        pollfd watched{number_, static_cast<short>(writing ? POLLIN | POLLOUT : POLLIN), 0};
        int patience = -1;
        if (deadline) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - system_clock().now());
            patience = static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
        }
        ::poll(&watched, 1, patience);
    }

    /// Hands what has come to the connection.
    void read_into(client::Connection& connection) const {
        std::array<char, 16384> buffer{};
        const ssize_t size = ::recv(number_, buffer.data(), buffer.size(), 0);
        if (size > 0) connection.receive({buffer.data(), static_cast<std::size_t>(size)});
        else if (size == 0 || (errno != EAGAIN && errno != EINTR)) connection.lost();
    }

    /// Sends as much of the connection's output as the network takes now.
    void write_from(client::Connection& connection) const {
        const std::string_view bytes = connection.output();
        const ssize_t size = ::send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size > 0) connection.consume(static_cast<std::size_t>(size));
        else if (size < 0 && errno != EAGAIN && errno != EINTR) connection.lost();
    }

private:
    int number_ = -1;
};

/// Moves bytes until the stream has ended and its last words are sent.
void run(const Socket& socket, client::Connection& connection) {
    while (!connection.finished()) {
        socket.wait(!connection.output().empty(), connection.deadline());
        socket.read_into(connection);
        if (!connection.output().empty()) socket.write_from(connection);
        connection.expire();
    }
    if (!connection.output().empty()) socket.write_from(connection);
}

wire::TlsContext context(const example::Place& place) {
    auto made = wire::TlsContext::client(place.trust());
    if (!made) throw Failure(made.error());
    return *made;
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    core::Stream stream(place.romeo());
    client::Connection connection(stream, context(place));
    api::Session session(stream);

    bool answered = false;
    const auto ready = session.on_ready([&] {
        std::cout << "logged in as " << stream.address().text() << " over " << connection.tls()->version() << '\n';
        stream.ask<version::Info>(
            version::query(stream.address().domain_only()), [&](const Result<version::Info>& info) {
                answered = info.has_value();
                std::cout << (info ? "the server runs " + info->software : info.error().message()) << '\n';
                stream.terminate();
            });
    });

    const Socket socket(place.host(), place.port());
    if (const auto begun = connection.start(); !begun) throw Failure(begun.error());
    run(socket, connection);
    std::cout << "the end: " << stream.end()->message() << '\n';
    return answered && stream.end()->code == core::Errc::closed ? 0 : 1;
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
