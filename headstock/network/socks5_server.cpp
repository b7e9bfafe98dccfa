// SPDX-License-Identifier: MIT
#include "headstock/network/socks5_server.hpp"

#include <asio/co_spawn.hpp>
#include <asio/system_error.hpp>

#include <chrono>
#include <exception>
#include <set>

#include "headstock/network/failure.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::network {
namespace {

constexpr char version = 5;
constexpr char to_connect = 1;
constexpr char no_login = 0;
constexpr char by_name = 3;
enum Answer : char { connected = 0, not_allowed = 2, no_such_command = 7, no_such_address = 8 };

Failure wrong(const char* what) { return Failure(std::make_error_code(std::errc::protocol_error), what); }

asio::awaitable<std::string> read_exactly(Transport& transport, std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t done = 0; done < size;) {
        const std::size_t count = co_await transport.read(std::span(bytes).subspan(done));
        if (count == 0) throw wrong("it hung up");
        done += count;
    }
    co_return bytes;
}

asio::awaitable<void> refuse(Transport& transport, Answer why) {
    const std::string answer{version, why, 0, 1, 0, 0, 0, 0, 0, 0};
    co_await transport.write(answer);
}

asio::awaitable<void> greet(Transport& transport) {
    const std::string greeting = co_await read_exactly(transport, 2);
    if (greeting[0] != version) throw wrong("it does not speak SOCKS5");
    const std::string methods = co_await read_exactly(transport, static_cast<unsigned char>(greeting[1]));
    const bool fits = methods.find(no_login) != std::string::npos;
    const std::string answer{version, fits ? no_login : '\xff'};
    co_await transport.write(answer);
    if (!fits) throw wrong("it wants a login");
}

}  // namespace

asio::awaitable<std::string> hear_socks5(Transport& transport) {
    co_await greet(transport);
    const std::string request = co_await read_exactly(transport, 4);
    if (request[0] != version) throw wrong("it does not speak SOCKS5");
    if (request[1] != to_connect || request[3] != by_name) {
        co_await refuse(transport, request[1] != to_connect ? no_such_command : no_such_address);
        throw wrong("it wants something else");
    }
    const std::string length = co_await read_exactly(transport, 1);
    std::string name = co_await read_exactly(transport, static_cast<unsigned char>(length[0]));
    const std::string port = co_await read_exactly(transport, 2);
    if (port[0] == 0 && port[1] == 0) co_return name;
    co_await refuse(transport, not_allowed);
    throw wrong("it wants a port");
}

asio::awaitable<void> answer_socks5(Transport& transport, std::string name, bool allowed) {
    std::string answer{version, allowed ? connected : not_allowed, 0, by_name};
    answer += static_cast<char>(name.size());
    answer += name;
    answer += std::string(2, '\0');
    co_await transport.write(answer);
}

/// What the meeting place and its coroutines share: they end with it.
struct MeetingPlace::State {
    State(const asio::any_io_executor& by, const Endpoint& local, std::string wanted)
        : executor(by), listener(by, local), arrived(by), name(std::move(wanted)) {}

    /// Takes those who come, until the place is closed.
    static asio::awaitable<void> take(std::shared_ptr<State> state) {
        for (;;) {
            std::unique_ptr<Transport> guest = co_await state->listener.accept();
            if (state->guests.size() >= max_guests) continue;
            asio::co_spawn(state->executor, hear(state, std::move(guest)), [](const std::exception_ptr&) {});
        }
    }

    /// Hears what one of them wants. Whoever says nothing is sent away by the clock, or with the place.
    static asio::awaitable<void> hear(std::shared_ptr<State> state, std::unique_ptr<Transport> guest) {
        const Seat seat(*state, *guest);
        const std::string wanted = co_await with_timeout(hear_socks5(*guest), patience);
        const bool right = wanted == state->name && !state->closed && !state->peer && !state->met;
        if (right) state->met = true;
        co_await with_timeout(answer_socks5(*guest, wanted, right), patience);
        if (!right || state->closed) co_return;
        state->peer = std::move(guest);
        state->arrived.raise();
    }

    struct Seat {
        Seat(State& of, Transport& who) : state(of), guest(&who) { state.guests.insert(guest); }
        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;
        ~Seat() { state.guests.erase(guest); }
        State& state;
        Transport* guest;
    };

    asio::any_io_executor executor;
    TcpListener listener;
    Wakeup arrived;
    std::string name;
    std::set<Transport*> guests;
    std::unique_ptr<Transport> peer;
    bool met = false;
    bool closed = false;
};

MeetingPlace::MeetingPlace(const asio::any_io_executor& executor, const Endpoint& local, std::string name)
    : state_(std::make_shared<State>(executor, local, std::move(name))) {
    asio::co_spawn(executor, State::take(state_), [](const std::exception_ptr&) {});
}

MeetingPlace::~MeetingPlace() {
    state_->closed = true;
    state_->listener.close();
    for (Transport* const guest : state_->guests) guest->close();
}

std::uint16_t MeetingPlace::port() const { return state_->listener.port(); }

asio::awaitable<std::unique_ptr<Transport>> MeetingPlace::arrival(Duration limit) {
    const std::shared_ptr<State> state = state_;
    const Instant until = std::chrono::steady_clock::now() + limit;
    while (!state->peer) {
        if (std::chrono::steady_clock::now() >= until) throw Failure(std::make_error_code(std::errc::timed_out));
        co_await state->arrived.wait(until);
    }
    co_return std::move(state->peer);
}

}  // namespace headstock::network
