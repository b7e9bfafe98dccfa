// SPDX-License-Identifier: MIT
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <optional>
#include <string>
#include <thread>

#include "capi/call.hpp"
#include "capi/entity.hpp"
#include "capi/events.hpp"
#include "capi/payload_types.hpp"

#include "headstock/network/timeout.hpp"

using namespace headstock;
using namespace headstock::capi;

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_wait = std::chrono::hours(24 * 365);

/// A client on a thread of its own, and what waits to be taken from it.
class ClientObject final : public Entity {
public:
    static bool is(Kind kind) { return kind == Kind::client; }
    explicit ClientObject(Wishes wishes);
    ~ClientObject() override { close(); }

    void perform(const std::function<void(Conversation&)>& work) override;
    void perform_sending(const std::function<void(Conversation&)>& work) override;
    [[nodiscard]] bool may_go() const noexcept override { return !on_own_thread(); }
    void close() noexcept override;

    void start();
    void on_event(hs_event_callback callback, void* user);
    /// The next event, once it is there; nothing where the time passed.
    [[nodiscard]] std::optional<std::string> wait(milliseconds limit);
    /// Says goodbye. Gives whether all is over.
    [[nodiscard]] bool say_goodbye(milliseconds limit);
    void network_changed() {
        perform([this](Conversation&) { client_.network_changed(); });
    }

private:
    [[nodiscard]] bool on_own_thread() const noexcept { return std::this_thread::get_id() == own_; }
    void refuse_own_thread() const {
        if (on_own_thread()) refuse(HS_E_BUSY, "a callback on the client's own thread cannot wait for it");
    }
    void post(const std::function<void()>& work);
    void wait_for_room(Instant until);
    asio::awaitable<void> live();
    void ended(const std::exception_ptr& why);
    void emit(std::string event);

    const bool reconnect_;
    const Duration send_limit_;
    const std::size_t most_events_;
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> open_{io_.get_executor()};
    client::Client client_;
    Conversation conversation_;
    network::Wakeup lost_;
    Subscription retries_;
    Subscription end_;
    std::pair<hs_event_callback, void*> callback_{};
    bool started_ = false;  // on its own thread, as all above

    std::mutex mutex_;  // for all that follows
    std::condition_variable changed_;
    std::deque<std::string> events_;
    bool held_ = false;        // the network is not read
    std::uint64_t rooms_ = 0;  // times that there may have been room to send
    bool over_ = false;        // no event comes any more
    bool gone_ = false;        // it was freed

    std::thread thread_;
    const std::thread::id own_;
};

ClientObject::ClientObject(Wishes wishes)
    : Entity(Kind::client),
      reconnect_(wishes.reconnect),
      send_limit_(wishes.send_limit),
      most_events_(wishes.events),
      client_(io_.get_executor(), wishes.account, wishes.client),
      conversation_(client_.session(), wishes, [this](std::string event) { emit(std::move(event)); }),
      lost_(io_.get_executor()),
      retries_(client_.on_retry([this](const Error& why, Duration wait) {
          EventJson made("retry");
          made.add("milliseconds", std::chrono::duration_cast<milliseconds>(wait).count()).add_reason(why);
          emit(std::move(made).text());
      })),
      end_(client_.stream().on_end([this](const Error&) { lost_.raise(); })),
      thread_([this] { io_.run(); }),
      own_(thread_.get_id()) {}

/// Runs `work` on the client's own thread, some time, or ends the call where there is none any more.
void ClientObject::post(const std::function<void()>& work) {
    const std::lock_guard lock(mutex_);
    if (gone_) refuse(HS_E_ENDED, "the client was freed");
    asio::post(io_, work);
}

void ClientObject::perform(const std::function<void(Conversation&)>& work) {
    if (on_own_thread()) return work(conversation_);
    std::promise<void> done;
    post([&] {
        try {
            work(conversation_);
            done.set_value();
        } catch (...) {
            done.set_exception(std::current_exception());
        }
    });
    done.get_future().get();
}

void ClientObject::perform_sending(const std::function<void(Conversation&)>& work) {
    const auto until = std::chrono::steady_clock::now() + send_limit_;
    for (;;) {
        try {
            return perform(work);
        } catch (const Failure& failure) {
            if (failure.code() != core::Errc::queue_full || on_own_thread()) throw;
        }
        wait_for_room(until);
    }
}

void ClientObject::wait_for_room(Instant until) {
    const Duration left = until - std::chrono::steady_clock::now();
    if (left <= Duration::zero()) refuse(HS_E_FULL, "no room to send for too long");
    std::uint64_t seen = 0;
    {
        const std::lock_guard lock(mutex_);
        seen = rooms_;
    }
    post([this, left] {
        asio::co_spawn(io_, network::with_timeout(client_.room(), left), [this](auto&&...) {
            const std::lock_guard lock(mutex_);
            ++rooms_;
            changed_.notify_all();
        });
    });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this, seen] { return rooms_ != seen || gone_; });
}

void ClientObject::start() {
    perform([this](Conversation&) {
        if (std::exchange(started_, true)) refuse(HS_E_STATE, "started already");
        asio::co_spawn(io_, live(), [this](const std::exception_ptr& why) { ended(why); });
    });
}

asio::awaitable<void> ClientObject::live() {
    if (reconnect_) {
        co_await client_.run();
        co_return;
    }
    co_await client_.connect();
    while (!client_.stream().end()) co_await lost_.wait();
    if (client_.stream().end()->code != core::Errc::closed) throw Failure(*client_.stream().end());
}

void ClientObject::ended(const std::exception_ptr& why) {
    Error error = client_.stream().end().value_or(Error{core::make_error_code(core::Errc::closed), {}});
    try {
        if (why) std::rethrow_exception(why);
    } catch (const Failure& failure) {
        error = failure.error();
    } catch (const std::exception& wrong) {
        error = {make_code(HS_E_INTERNAL), wrong.what()};
    }
    EventJson made("end");
    made.add("closed", error.code == core::Errc::closed).add_reason(error);
    emit(std::move(made).text());
    const std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
}

void ClientObject::emit(std::string event) {
    if (const auto [function, user] = callback_; function) return function(user, event.c_str(), event.size());
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    if (events_.size() >= most_events_ && !std::exchange(held_, true)) client_.hold();
    changed_.notify_one();
}

void ClientObject::on_event(hs_event_callback callback, void* user) {
    perform([&](Conversation&) {
        if (started_) refuse(HS_E_STATE, "started already");
        callback_ = {callback, user};
    });
}

std::optional<std::string> ClientObject::wait(milliseconds limit) {
    refuse_own_thread();
    std::unique_lock lock(mutex_);
    const auto is_there = [this] { return !events_.empty() || over_ || gone_; };
    if (!changed_.wait_for(lock, limit, is_there)) return std::nullopt;
    if (gone_ || events_.empty()) refuse(HS_E_ENDED, "no event comes any more");
    std::string event = std::move(events_.front());
    events_.pop_front();
    if (held_ && events_.size() <= most_events_ / 2) {
        held_ = false;
        asio::post(io_, [this] { client_.read_on(); });
    }
    return event;
}

bool ClientObject::say_goodbye(milliseconds limit) {
    refuse_own_thread();
    perform([this](Conversation&) {
        if (!started_) refuse(HS_E_STATE, "not started yet");
        asio::co_spawn(io_, client_.close(), asio::detached);
    });
    std::unique_lock lock(mutex_);
    const bool changed = changed_.wait_for(lock, limit, [this] { return over_ || gone_; });
    if (changed && !over_) refuse(HS_E_ENDED, "the client was freed");
    return changed;
}

void ClientObject::close() noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(gone_, true)) return;
        changed_.notify_all();
    }
    io_.stop();
    thread_.join();
    io_.restart();
    bool last = false;  // of what was posted: whoever waits for it gets it
    asio::post(io_, [&last] { last = true; });
    while (!last) io_.poll_one();
}

template <class Work>
hs_status on(hs_client handle, Work work) noexcept {
    const std::shared_ptr<ClientObject> client = handles().find<ClientObject>(handle);
    if (!client) return call([] { refuse(HS_E_HANDLE); });
    return caught(client.get(), [&] { return work(*client); });
}

milliseconds limit_of(std::int64_t given) {
    return given < 0 ? longest_wait : std::min(milliseconds(given), longest_wait);
}

}  // namespace

hs_status hs_client_new(const char* address, size_t address_length, const char* password, size_t password_length,
                        const char* options, size_t options_length, hs_client* made) {
    return call([&] {
        out(made);
        *made = handles().add(std::make_shared<ClientObject>(read_wishes(
            text(address, address_length), text(password, password_length), text(options, options_length), true)));
    });
}

hs_status hs_client_free(hs_client client) { return release(client, Kind::client); }

hs_status hs_client_start(hs_client client) {
    return on(client, [](ClientObject& object) { object.start(); });
}

hs_status hs_client_event(hs_client client, int64_t limit, hs_text* json) {
    return on(client, [&](ClientObject& object) {
        out(json);
        std::optional<std::string> event = object.wait(limit_of(limit));
        if (!event) return HS_E_TIMEOUT;
        give(json, *std::move(event));
        return HS_OK;
    });
}

hs_status hs_client_on_event(hs_client client, hs_event_callback callback, void* user) {
    return on(client, [&](ClientObject& object) { object.on_event(callback, user); });
}

hs_status hs_client_close(hs_client client, int64_t limit) {
    return on(client, [&](ClientObject& object) -> hs_status {
        return object.say_goodbye(limit_of(limit)) ? HS_OK : HS_E_TIMEOUT;
    });
}

hs_status hs_client_network_changed(hs_client client) {
    return on(client, [](ClientObject& object) { object.network_changed(); });
}
