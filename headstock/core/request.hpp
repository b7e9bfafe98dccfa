// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <functional>
#include <utility>

#include "headstock/base/clock.hpp"
#include "headstock/core/iq.hpp"

namespace headstock::core {

/// The answer to a question that only wants to know that it was done: any result.
struct Done {
    friend bool operator==(const Done&, const Done&) = default;
};

/// How long an answer is waited for, where nothing else is said.
inline constexpr Duration answer_limit = std::chrono::seconds(30);

/// A question to an entity, and how its answer is read: a value, asked by `Stream::ask` or `Client::ask`.
template <class Answer>
struct Request {
    IqType type = IqType::get;
    Jid to;  ///< empty: our own account at its server
    bridge::Element payload;
    Result<Answer> (*read)(const Iq& result);
    Duration limit = answer_limit;
    Jid from{};  ///< whom a component asks for; empty: the stream's own address
    Error (*refused)(const StanzaFailure& failure) = nullptr;  ///< reads an error that says more than its condition

    /// The same question with another patience.
    [[nodiscard]] Request within(Duration patience) && {
        limit = patience;
        return std::move(*this);
    }
    /// The same question, asked by one of a component's addresses.
    [[nodiscard]] Request as(Jid address) && {
        from = std::move(address);
        return std::move(*this);
    }
    /// The same question, with the conditions of an application's own told apart when it is refused.
    [[nodiscard]] Request telling(Error (*refusal)(const StanzaFailure& failure)) && {
        refused = refusal;
        return std::move(*this);
    }
};

namespace detail {

template <class Answer>
Result<Answer> read_answer(const Iq& result) {
    if constexpr (std::is_same_v<Answer, Done>) return Done();
    else return result.payload<Answer>();
}

}  // namespace detail

/// Asks `to` for an `Answer` with `payload`.
template <class Answer>
[[nodiscard]] Request<Answer> get(Jid to, bridge::Element payload) {
    return {IqType::get, std::move(to), std::move(payload), &detail::read_answer<Answer>};
}
/// Asks `to` for an `Answer` with an empty element of that name.
template <bridge::Payload Answer>
[[nodiscard]] Request<Answer> get(Jid to) {
    return get<Answer>(std::move(to), bridge::Element(bridge::name_of<Answer>()));
}
/// Tells `to` to do what `payload` says.
template <class Answer = Done>
[[nodiscard]] Request<Answer> set(Jid to, bridge::Element payload) {
    return {IqType::set, std::move(to), std::move(payload), &detail::read_answer<Answer>};
}

}  // namespace headstock::core
