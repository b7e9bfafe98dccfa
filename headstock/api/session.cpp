// SPDX-License-Identifier: MIT
#include "headstock/api/session.hpp"

#include <utility>

namespace headstock::api {

Session::Session(core::Stream& on, SessionOptions options)
    : stream(on),
      errors(on),
      roster(on, options.cache),
      presences(on),
      contacts(on, roster, presences),
      version(on),
      ping(on),
      disco(on),
      time(on),
      last_activity(on),
      options_(std::move(options)) {
    if (options_.avatars) contacts.show(avatars.emplace(on));
    if (options_.apart_from.contains(Common::disco)) disco.withdraw();
    if (options_.apart_from.contains(Common::ping)) ping.withdraw();
    if (options_.apart_from.contains(Common::time)) time.withdraw();
    status_ = on.on_status([this](core::Status status) {
        if (status == core::Status::bound && !stream.resumed()) bound();
        else if (status == core::Status::disconnected) is_ready_ = false;
    });
    resumed_ = on.on_resumed([this] { go_on(); });
}

void Session::bound() {
    prepared_ = false;
    if (!options_.roster || stream.is_component()) return finish();
    fetching_ = true;
    roster.fetch([this](const Result<void>&) {  // a server without rosters is still one to talk through
        fetching_ = false;
        if (stream.status() >= core::Status::bound) finish();
    });
}

/// Where the gap came too early, the roster's answer is still awaited, or was given up on while nothing could be sent.
void Session::go_on() {
    if (fetching_) return;
    if (!prepared_) return bound();
    is_ready_ = true;
    ready_.fire();
}

void Session::terminate() {
    if (stream.status() >= core::Status::bound) stopping_.fire();
    stream.terminate();
}

void Session::finish() {
    if (options_.presence && !stream.is_component()) (void)stream.send(options_.initial);
    prepared_ = true;
    is_ready_ = true;
    ready_.fire();
}

}  // namespace headstock::api
