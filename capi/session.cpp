// SPDX-License-Identifier: MIT
#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "capi/call.hpp"
#include "capi/entity.hpp"
#include "capi/json_reader.hpp"

#include "headstock/base/base64.hpp"
#include "headstock/client/connection.hpp"

using namespace headstock;
using namespace headstock::capi;

namespace {

/// A session whose bytes somebody else moves.
class SessionObject final : public Entity {
public:
    static bool is(Kind kind) { return kind == Kind::session; }
    explicit SessionObject(Wishes wishes)
        : Entity(Kind::session),
          most_events_(wishes.events),
          outside_(wishes.outside),
          stream_(std::move(wishes.account), wishes.client.stream),
          session_(stream_, wishes.client.session),
          conversation_(session_, wishes, [this](std::string event) { emit(std::move(event)); }) {
        if (!outside_ && wishes.client.tls != client::Tls::off)
            connection_.emplace(stream_, value(wire::TlsContext::client(wishes.client.trust)), *wishes.client.tls);
    }

    void perform(const std::function<void(Conversation&)>& work) override {
        const Inside inside(*this);
        if (!inside) refuse(HS_E_BUSY);
        work(conversation_);
    }

    void start(std::string_view channel);
    void encrypted(std::string_view channel) { stream_.encrypted(channel_of(channel)); }
    void receive(std::string_view bytes);
    void lost(std::string_view why);
    [[nodiscard]] std::string_view output() { return connection_ ? connection_->output() : stream_.output(); }
    void consume(std::size_t size);
    [[nodiscard]] std::int32_t need() const;
    [[nodiscard]] std::optional<std::string> next();
    void on_event(hs_event_callback callback, void* user) { callback_ = {callback, user}; }
    [[nodiscard]] core::Stream& stream() { return stream_; }

private:
    void emit(std::string event);
    [[nodiscard]] static auth::Channel channel_of(std::string_view json);

    std::size_t most_events_;
    bool outside_;
    bool started_ = false;
    std::deque<std::string> events_;
    std::pair<hs_event_callback, void*> callback_{};
    core::Stream stream_;
    api::Session session_;
    Conversation conversation_;
    std::optional<client::Connection> connection_;
};

void SessionObject::start(std::string_view channel) {
    if (started_ && !stream_.end()) refuse(HS_E_STATE, "started already");
    if (!outside_ && !channel.empty()) refuse(HS_E_ARGUMENT, "a channel, where TLS is made here");
    auth::Channel stands = channel.empty() ? auth::Channel() : channel_of(channel);
    started_ = true;
    if (connection_) return value(connection_->start());
    stream_.connecting();
    stream_.start(std::move(stands));
}

auth::Channel SessionObject::channel_of(std::string_view json) {
    JsonReader reader("channel", json);
    auth::Channel channel{.encrypted = true};
    channel.certificate_shown = reader.boolean("certificate_shown").value_or(false);
    const auto bindings = reader.strings("bindings");
    reader.finish();
    for (const std::string_view type : {"tls-exporter", "tls-server-end-point", "tls-unique"})
        if (const auto found = bindings.find(std::string(type)); found != bindings.end()) {
            auto data = from_base64(found->second);
            if (!data) reader.wrong("bindings", "no base64");
            channel.bindings.push_back({std::string(type), *std::move(data)});
        }
    if (channel.bindings.size() != bindings.size()) reader.wrong("bindings", "a type that nobody knows");
    return channel;
}

void SessionObject::receive(std::string_view bytes) {
    if (!started_) refuse(HS_E_STATE, "not started yet");
    if (!callback_.first && events_.size() >= most_events_) refuse(HS_E_FULL, "take the events that wait first");
    if (stream_.end()) refuse(HS_E_ENDED, stream_.end()->message());
    if (connection_) (void)connection_->receive(bytes);  // events tell what is wrong with them
    else (void)stream_.receive(bytes);
}

void SessionObject::lost(std::string_view why) {
    if (!started_) refuse(HS_E_STATE, "not started yet");
    Error error;
    if (!why.empty()) error = {core::make_error_code(core::Errc::connection_lost), std::string(why)};
    if (connection_) connection_->lost(std::move(error));
    else stream_.connection_lost(std::move(error));
}

void SessionObject::consume(std::size_t size) {
    if (size > output().size()) refuse(HS_E_ARGUMENT, "more than there is");
    if (connection_) connection_->consume(size);
    else stream_.consume(size);
}

std::int32_t SessionObject::need() const {
    if (stream_.need() == core::Need::close) return HS_NEED_CLOSE;
    return outside_ && stream_.need() == core::Need::encryption ? HS_NEED_ENCRYPTION : HS_NEED_NOTHING;
}

std::optional<std::string> SessionObject::next() {
    if (events_.empty()) return std::nullopt;
    std::string event = std::move(events_.front());
    events_.pop_front();
    return event;
}

void SessionObject::emit(std::string event) {
    if (const auto [function, user] = callback_; function) function(user, event.c_str(), event.size());
    else events_.push_back(std::move(event));
}

template <class Work>
hs_status on(hs_session session, Work work) noexcept {
    return call<SessionObject>(session, std::move(work));
}
template <class Work>
hs_status from_outside(hs_session session, Work work) noexcept {
    return call<SessionObject, From::outside>(session, std::move(work));
}

}  // namespace

hs_status hs_session_new(const char* address, size_t address_length, const char* password, size_t password_length,
                         const char* options, size_t options_length, hs_session* made) {
    return call([&] {
        out(made);
        *made = handles().add(std::make_shared<SessionObject>(read_wishes(
            text(address, address_length), text(password, password_length), text(options, options_length), false)));
    });
}

hs_status hs_session_free(hs_session session) { return release(session, Kind::session); }

hs_status hs_session_start(hs_session session, const char* channel, size_t channel_length) {
    return from_outside(session, [&](SessionObject& object) { object.start(text(channel, channel_length)); });
}

hs_status hs_session_receive(hs_session session, const void* bytes, size_t length) {
    return from_outside(session,
                        [&](SessionObject& object) { object.receive(text(static_cast<const char*>(bytes), length)); });
}

hs_status hs_session_lost(hs_session session, const char* why, size_t length) {
    return from_outside(session, [&](SessionObject& object) { object.lost(text(why, length)); });
}

hs_status hs_session_output(hs_session session, hs_text* bytes) {
    return on(session, [&](SessionObject& object) { give(&out(bytes), std::string(object.output())); });
}

hs_status hs_session_consume(hs_session session, size_t length) {
    return from_outside(session, [&](SessionObject& object) { object.consume(length); });
}

hs_status hs_session_need(hs_session session, int32_t* need) {
    return on(session, [&](const SessionObject& object) { out(need) = object.need(); });
}

hs_status hs_session_encrypted(hs_session session, const char* channel, size_t length) {
    return from_outside(session, [&](SessionObject& object) {
        if (object.need() != HS_NEED_ENCRYPTION) refuse(HS_E_STATE, "nobody asked for encryption");
        object.encrypted(text(channel, length));
    });
}

hs_status hs_session_deadline(hs_session session, uint64_t* milliseconds) {
    return on(session, [&](SessionObject& object) {
        out(milliseconds);
        const auto deadline = object.stream().deadline();
        if (!deadline) return HS_NONE;
        const Duration left = std::max(*deadline - object.stream().clock().now(), Duration::zero());
        *milliseconds = static_cast<std::uint64_t>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
        return HS_OK;
    });
}

hs_status hs_session_expire(hs_session session) {
    return from_outside(session, [](SessionObject& object) { object.stream().expire(); });
}

hs_status hs_session_event(hs_session session, hs_text* json) {
    return on(session, [&](SessionObject& object) {
        out(json);
        std::optional<std::string> event = object.next();
        if (!event) return HS_NONE;
        give(json, *std::move(event));
        return HS_OK;
    });
}

hs_status hs_session_on_event(hs_session session, hs_event_callback callback, void* user) {
    return on(session, [&](SessionObject& object) { object.on_event(callback, user); });
}

hs_status hs_session_terminate(hs_session session) {
    return on(session, [](SessionObject& object) { object.stream().terminate(); });
}

hs_status hs_session_state(hs_session session, hs_text* state) {
    return on(session, [&](SessionObject& object) {
        out(state);
        const auto found = object.stream().state();
        if (!found) return HS_NONE;
        give(state, core::write_session_state(*found));
        return HS_OK;
    });
}

hs_status hs_session_restore(hs_session session, const char* state, size_t length) {
    return on(session, [&](SessionObject& object) {
        value(object.stream().restore(value(core::read_session_state(text(state, length)))));
    });
}
