// SPDX-License-Identifier: MIT
#pragma once
#include <exception>
#include <utility>

#include "headstock/base/subscription.hpp"
#include "headstock/bridge/payload.hpp"
#include "headstock/core/iq.hpp"

namespace headstock::core {

class Router;

namespace detail {

using headstock::detail::Ref;

/// Lets a reply find its router, or that it is gone.
struct ReplyLine {
    Router* router;
    int references = 0;
    void retain() noexcept { ++references; }
    void release() noexcept {
        if (--references == 0) delete this;
    }
};

}  // namespace detail

/// The one answer that a request is owed. Whoever holds it may give it later; if it goes without one, the request is
/// answered with <service-unavailable/>, or with <internal-server-error/> where an exception took it away. After the
/// stream is gone it does nothing.
class [[nodiscard]] Reply {
public:
    Reply(detail::Ref<detail::ReplyLine> line, Iq result) : line_(std::move(line)), result_(std::move(result)) {}
    Reply(Reply&& other) noexcept : line_(std::exchange(other.line_, {})), result_(std::move(other.result_)) {}
    Reply& operator=(Reply&&) = delete;
    ~Reply();

    /// Answers with an empty result.
    void done();
    /// Answers with a result that carries `content`.
    void done(bridge::View content);
    template <bridge::Payload T>
    void done(const T& payload) {
        done(bridge::write(payload).view());
    }
    /// Answers with an error.
    void fail(const StanzaFailure& failure);

private:
    void send(const Iq& answer);
    detail::Ref<detail::ReplyLine> line_;
    Iq result_;
    int exceptions_ = std::uncaught_exceptions();
};

}  // namespace headstock::core
