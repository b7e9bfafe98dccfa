// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <optional>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

#include "headstock/core/stream.hpp"

/// Objects whose functions are handlers: `Session::register_object`.
namespace headstock::api {

class Session;

namespace detail {

/// Sends what a handler gave: nothing, a stanza, perhaps one, or several.
template <class Given>
void send_given(core::Stream& stream, const Given& given) {
    if constexpr (std::derived_from<Given, core::Stanza>) {
        (void)stream.send(given);
    } else if constexpr (std::ranges::range<Given>) {
        for (const auto& each : given) send_given(stream, each);
    } else {
        if (given) send_given(stream, *given);
    }
}

template <class Function>
void call_and_send(core::Stream& stream, const Function& function) {
    if constexpr (std::is_void_v<std::invoke_result_t<Function>>) function();
    else send_given(stream, function());
}

template <class T>
concept HearsReady = requires(T& object, Session& session) { object.ready(session); };
template <class T>
concept HearsStopping = requires(T& object, Session& session) { object.stopping(session); };
template <class T>
concept HearsEnd = requires(T& object, const Error& why) { object.terminated(why); };
template <class T>
concept HearsMessages = requires(T& object, const core::Message& message) { object.message(message); };
template <class T>
concept HearsPresences = requires(T& object, const core::Presence& presence) { object.presence(presence); };

/// Whether it has a function that a session would call.
template <class T>
concept HandlerObject = HearsReady<T> || HearsStopping<T> || HearsEnd<T> || HearsMessages<T> || HearsPresences<T>;

}  // namespace detail

/// Keeps an object registered for as long as it lives; then its functions are called no more.
class [[nodiscard]] ObjectRegistration {
public:
    /// Ends it now; a second call does nothing.
    void cancel() { handlers_.clear(); }
    /// Whether any of its functions may still be called.
    [[nodiscard]] bool active() const { return !handlers_.empty(); }

private:
    friend class Session;
    std::vector<Subscription> handlers_;
};

}  // namespace headstock::api
