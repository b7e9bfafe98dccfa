// SPDX-License-Identifier: MIT
#include "headstock/network/race.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>

#include "headstock/network/errc.hpp"
#include "headstock/network/tcp_transport.hpp"
#include "headstock/network/translate.hpp"

namespace headstock::network {
namespace {

using asio::ip::address;
using asio::ip::tcp;

constexpr std::size_t max_attempts = 16;
constexpr Duration stagger = std::chrono::milliseconds(250);

}  // namespace

std::vector<address> interleave(const std::vector<address>& addresses) {
    std::vector<address> first;
    std::vector<address> second;
    for (const address& each : addresses) (each.is_v6() == addresses.front().is_v6() ? first : second).push_back(each);
    std::vector<address> mixed;
    for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size()) mixed.push_back(first[i]);
        if (i < second.size()) mixed.push_back(second[i]);
    }
    if (mixed.size() > max_attempts) mixed.resize(max_attempts);
    return mixed;
}

// One attempt. Its handler holds it weakly, so that nothing comes back to a race that is over.
struct Race::Runner {
    explicit Runner(const asio::any_io_executor& executor) : socket(executor) {}

    void finish(const std::error_code& code) { outcome = code; }
    [[nodiscard]] bool connected() const { return outcome && !*outcome; }
    [[nodiscard]] bool failed() const { return outcome && *outcome; }

    tcp::socket socket;
    std::optional<std::error_code> outcome;
};

Race::Race(const asio::any_io_executor& executor, const std::vector<address>& addresses, std::uint16_t port)
    : executor_(executor), wakeup_(executor) {
    for (const address& each : interleave(addresses)) endpoints_.emplace_back(each, port);
}

asio::awaitable<tcp::socket> Race::run(Instant deadline) {
    for (;;) {
        if (Runner* first = winner()) co_return std::move(first->socket);
        if (lost()) throw Failure(why(false));
        const Instant now = std::chrono::steady_clock::now();
        if (now >= deadline) throw Failure(why(true));
        if (runners_.size() < endpoints_.size() && now >= next_start_) {
            start_next(now);
            continue;
        }
        const bool more = runners_.size() < endpoints_.size();
        co_await wakeup_.wait(more ? std::min(next_start_, deadline) : deadline);
    }
}

void Race::start_next(Instant now) {
    const tcp::endpoint& endpoint = endpoints_[runners_.size()];
    auto runner = std::make_shared<Runner>(executor_);
    runners_.push_back(runner);
    const int number = open_tcp_socket(endpoint.protocol());
    if (number < 0) return runner->finish(std::error_code(errno, std::generic_category()));
    runner->socket.assign(endpoint.protocol(), number);
    next_start_ = now + stagger;
    const std::weak_ptr<Runner> weak = runner;
    runner->socket.async_connect(endpoint, [this, weak](const asio::error_code& code) {
        const std::shared_ptr<Runner> live = weak.lock();
        if (!live) return;
        live->finish(code);
        if (code) next_start_ = Instant::min();  // the next need not wait for its turn
        wakeup_.raise();
    });
}

Race::Runner* Race::winner() const {
    const auto first = std::ranges::find_if(runners_, &Runner::connected, &std::shared_ptr<Runner>::operator*);
    return first == runners_.end() ? nullptr : first->get();
}

bool Race::lost() const {
    return runners_.size() == endpoints_.size() &&
           std::ranges::all_of(runners_, &Runner::failed, &std::shared_ptr<Runner>::operator*);
}

Error Race::why(bool late) const {
    Error result{late ? Errc::connect_timeout : Errc::unreachable, {}};
    for (std::size_t i = 0; i < runners_.size(); ++i) {
        const Runner& runner = *runners_[i];
        const Error error = runner.outcome ? connect_error(*runner.outcome) : Error{Errc::connect_timeout, "no answer"};
        result.code = i == 0 ? error.code : most_telling(result.code, error.code);
        result.text += (i == 0 ? "" : ", ") + endpoints_[i].address().to_string() + ": " + error.text;
    }
    return result;
}

}  // namespace headstock::network
