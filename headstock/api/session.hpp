// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <set>
#include <string>

#include "headstock/api/contacts.hpp"
#include "headstock/api/errors.hpp"
#include "headstock/api/handler_object.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/entity_time.hpp"
#include "headstock/extensions/last_activity.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/extensions/version.hpp"

/// XMPP as objects: a session with its contacts, built on the layers below, which stay open to all.
namespace headstock::api {

/// What a session answers by itself.
enum class Common {
    disco,  ///< what we are and can do (XEP-0030)
    ping,   ///< whether we are there (XEP-0199)
    time,   ///< what time we have (XEP-0202)
};

/// What a session does by itself once the address is bound.
struct SessionOptions {
    bool roster = true;                  ///< fetch the roster
    bool presence = true;                ///< say that we are available, after the roster came
    core::Presence initial{};            ///< what is said then
    core::RosterCache* cache = nullptr;  ///< must outlive the session
    bool avatars = false;                ///< tell of our picture, and fetch those of contacts (XEP-0153)
    std::set<Common> apart_from{};       ///< what is not answered: such questions get <service-unavailable/>
};

/// One entity's session: registers the common handlers on a stream, for as long as it lives.
///
/// After the address is bound it fetches the roster, then announces presence, in this order (RFC 6121 §2.2). A session
/// that goes on after a gap has both already (XEP-0198 §5).
class Session {
public:
    /// `stream` must outlive it.
    explicit Session(core::Stream& stream, SessionOptions options = {});
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Calls `handler` when the session can be used: the roster is here and presence was announced, where they are
    /// wanted.
    [[nodiscard]] Subscription on_ready(std::function<void()> handler) { return ready_.on(std::move(handler)); }
    [[nodiscard]] bool ready() const { return is_ready_; }
    /// Calls `handler` with each message, whoever sent it.
    [[nodiscard]] Subscription on_message(std::function<void(const core::Message&)> handler) {
        return stream.router().on_message(std::move(handler));
    }

    /// Calls the functions that `object` has, of these, for as long as the registration lives; `object` must outlive
    /// it: `ready(Session&)` as `on_ready` does, `stopping(Session&)` before a goodbye, `terminated(const Error&)` when
    /// the stream has ended, `message(const core::Message&)` and `presence(const core::Presence&)`. A stanza that one
    /// of them returns, or those in an optional or a range, are sent; where that fails, they are dropped.
    template <detail::HandlerObject T>
    [[nodiscard]] ObjectRegistration register_object(T& object);

    /// Calls `handler` before a goodbye: what is sent then still goes out.
    [[nodiscard]] Subscription on_stopping(std::function<void()> handler) { return stopping_.on(std::move(handler)); }
    /// Says goodbye: `on_stopping`, then `Stream::terminate`.
    void terminate();

    core::Stream& stream;
    Errors errors;
    core::Roster roster;
    core::Presences presences;
    Contacts contacts;
    version::Module version;
    ping::Module ping;
    disco::Module disco;
    entity_time::Module time;
    last_activity::Module last_activity;
    std::optional<vcard_avatar::Module> avatars;  ///< where `SessionOptions::avatars` is on

private:
    void bound();
    void go_on();
    void finish();

    SessionOptions options_;
    Event<> ready_;
    Event<> stopping_;
    bool is_ready_ = false;
    bool fetching_ = false;
    bool prepared_ = false;  // in this session, across its connections
    Subscription status_;
    Subscription resumed_;
};

template <detail::HandlerObject T>
ObjectRegistration Session::register_object(T& object) {
    ObjectRegistration all;
    const auto add = [&all](Subscription each) { all.handlers_.push_back(std::move(each)); };
    const auto call = [this](const auto& function) { detail::call_and_send(stream, function); };
    if constexpr (detail::HearsReady<T>)
        add(on_ready([this, call, &object] { call([&] { return object.ready(*this); }); }));
    if constexpr (detail::HearsStopping<T>)
        add(on_stopping([this, call, &object] { call([&] { return object.stopping(*this); }); }));
    if constexpr (detail::HearsEnd<T>) add(stream.on_end([&object](const Error& why) { object.terminated(why); }));
    if constexpr (detail::HearsMessages<T>)
        add(on_message([call, &object](const core::Message& it) { call([&] { return object.message(it); }); }));
    if constexpr (detail::HearsPresences<T>)
        add(stream.router().on_presence(
            [call, &object](const core::Presence& it) { call([&] { return object.presence(it); }); }));
    return all;
}

}  // namespace headstock::api
