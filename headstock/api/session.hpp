// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "headstock/api/contacts.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/entity_time.hpp"
#include "headstock/extensions/last_activity.hpp"
#include "headstock/extensions/ping.hpp"
#include "headstock/extensions/version.hpp"

/// XMPP as objects: a session with its contacts, built on the layers below, which stay open to all.
namespace headstock::api {

/// What a session does by itself once the address is bound.
struct SessionOptions {
    bool roster = true;                  ///< fetch the roster
    bool presence = true;                ///< say that we are available, after the roster came
    core::Presence initial{};            ///< what is said then
    core::RosterCache* cache = nullptr;  ///< must outlive the session
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

    core::Stream& stream;
    core::Roster roster;
    core::Presences presences;
    Contacts contacts;
    version::Module version;
    ping::Module ping;
    disco::Module disco;
    entity_time::Module time;
    last_activity::Module last_activity;

private:
    void bound();
    void go_on();
    void finish();

    SessionOptions options_;
    Event<> ready_;
    bool is_ready_ = false;
    bool fetching_ = false;
    bool prepared_ = false;  // in this session, across its connections
    Subscription status_;
    Subscription resumed_;
};

}  // namespace headstock::api
