// SPDX-License-Identifier: MIT
#pragma once
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace example {

/// What one thread hands to another. Whoever puts waits while it is full, so it never grows beyond `room`.
class Queue {
public:
    void put(std::string bytes) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_.size() < room || closed_; });
        waiting_.push_back(std::move(bytes));
        changed_.notify_all();
    }
    /// The next piece; nothing if none comes within `patience`.
    [[nodiscard]] std::optional<std::string> pop(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, patience, [this] { return !waiting_.empty(); })) return std::nullopt;
        std::string bytes = std::move(waiting_.front());
        waiting_.pop_front();
        changed_.notify_all();
        return bytes;
    }
    /// Says that nobody takes any more: who puts need not wait.
    void close() {
        const std::scoped_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

    static constexpr std::size_t room = 64;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::string> waiting_;
    bool closed_ = false;
};

/// A socket client: a thread of its own reads, and puts what arrives into `incoming`.
class ThreadedClient {
public:
    ThreadedClient(std::string host, std::uint16_t port) : host_(std::move(host)), port_(port) {}
    ThreadedClient(const ThreadedClient&) = delete;
    ThreadedClient& operator=(const ThreadedClient&) = delete;
    ~ThreadedClient() {
        disconnect();
        join();
        if (socket_ >= 0) ::close(socket_);
    }

    /// Throws where nobody answers.
    void connect() {
        addrinfo wanted{};
        wanted.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        if (getaddrinfo(host_.c_str(), std::to_string(port_).c_str(), &wanted, &found) != 0)
            throw std::runtime_error("no such host: " + host_);
        const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, &freeaddrinfo);
        socket_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(socket_, found->ai_addr, found->ai_addrlen) != 0)
            throw std::system_error(errno, std::generic_category(), "cannot connect to " + host_);
        connected_ = true;
    }
    /// Begins to read.
    void start() {
        reader_ = std::thread([this] { read_all(); });
    }
    /// Whether more can come.
    [[nodiscard]] bool connected() const { return connected_; }
    /// Sends all of it; where the connection has gone, so does this.
    void send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size < 0 && errno != EINTR) return;
            bytes.remove_prefix(static_cast<std::size_t>(size < 0 ? 0 : size));
        }
    }
    /// Ends the connection; the thread sees it and ends too.
    void disconnect() {
        if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
        incoming.close();
    }
    void join() {
        if (reader_.joinable()) reader_.join();
    }

    Queue incoming;

private:
    void read_all() {
        for (;;) {
            std::string buffer(16384, '\0');
            const ssize_t size = ::recv(socket_, buffer.data(), buffer.size(), 0);
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) break;
            buffer.resize(static_cast<std::size_t>(size));
            incoming.put(std::move(buffer));
        }
        connected_ = false;
    }

    std::string host_;
    std::uint16_t port_;
    int socket_ = -1;
    std::atomic<bool> connected_ = false;
    std::thread reader_;
};

}  // namespace example
