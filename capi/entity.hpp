// SPDX-License-Identifier: MIT
#pragma once
#include <functional>

#include "capi/conversation.hpp"
#include "capi/handles.hpp"

namespace headstock::capi {

/// An `hs_session` or an `hs_client`, as far as both are alike.
class Entity : public Object {
public:
    static bool is(Kind kind) { return kind == Kind::session || kind == Kind::client; }
    using Object::Object;

    /// Does `work` where the stream lives, and waits for that. What it throws comes out.
    virtual void perform(const std::function<void(Conversation&)>& work) = 0;
    /// The same for sending, which may wait for room.
    virtual void perform_sending(const std::function<void(Conversation&)>& work) { perform(work); }
};

}  // namespace headstock::capi
