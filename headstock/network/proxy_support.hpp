// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/network/proxy.hpp"

/// What the tests of proxies share. Not part of the library.
namespace headstock::network::test {

/// A proxy in memory that has all its answers ready, and gives them in pieces of `step` bytes at most, no matter what
/// it is told.
class ScriptedProxy final : public Transport {
public:
    ScriptedProxy(std::string answers, std::size_t step) : answers_(std::move(answers)), step_(step) {}

    asio::awaitable<std::size_t> read(std::span<char> into) override {
        const std::size_t count = std::min({into.size(), step_, answers_.size()});
        std::copy_n(answers_.begin(), count, into.begin());
        answers_.erase(0, count);
        co_return count;
    }
    asio::awaitable<void> write(std::string_view bytes) override {
        said.emplace_back(bytes);
        co_return;
    }
    void close() override {}
    [[nodiscard]] std::string peer() const override { return "proxy"; }

    /// What was not read.
    [[nodiscard]] const std::string& left() const { return answers_; }

    std::vector<std::string> said;

private:
    std::string answers_;
    std::size_t step_;
};

inline Proxy proxy_for(std::string username = {}, std::string_view password = {}) {
    Proxy proxy;
    proxy.username = std::move(username);
    proxy.password = Secret(password);
    return proxy;
}

/// Bytes with zeros in them.
template <std::size_t size>
std::string octets(const char (&text)[size]) {
    return {text, size - 1};
}

}  // namespace headstock::network::test
