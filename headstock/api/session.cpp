// SPDX-License-Identifier: MIT
#include "headstock/api/session.hpp"

#include <utility>

namespace headstock::api {

Session::Session(core::Stream& on, SessionOptions options)
    : stream(on),
      roster(on, options.cache),
      presences(on),
      contacts(on, roster, presences),
      version(on),
      ping(on),
      disco(on),
      time(on),
      last_activity(on),
      options_(std::move(options)) {
    status_ = on.on_status([this](core::Status status) {
        if (status == core::Status::bound) bound();
        else if (status == core::Status::disconnected) is_ready_ = false;
    });
}

void Session::bound() {
    if (!options_.roster) return finish();
    roster.fetch([this](const Result<void>&) {  // a server without rosters is still one to talk through
        if (stream.status() >= core::Status::bound) finish();
    });
}

void Session::finish() {
    if (options_.presence) (void)stream.send(options_.initial);
    is_ready_ = true;
    ready_.fire();
}

}  // namespace headstock::api
