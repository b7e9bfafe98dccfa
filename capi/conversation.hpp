// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capi/events.hpp"
#include "capi/wishes.hpp"

#include "headstock/bridge/json_values.hpp"

namespace headstock::capi {

/// What an `hs_session` and an `hs_client` do alike: makes events of what a session hears, and does what it is told, on
/// the thread that the stream is on. What cannot be done ends the call.
class Conversation {
public:
    /// Requests that wait for an answer of ours at most; then the oldest is answered with <service-unavailable/>.
    static constexpr std::size_t max_owed = 1'000;

    /// `session` must outlive it. `emit` is called with each event.
    Conversation(api::Session& session, const Wishes& wishes, std::function<void(std::string)> emit);

    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    /// Forgets its questions: the stream, which lives on, tells nobody of them any more.
    ~Conversation();

    /// Sends; where `told` is not null it becomes a number, and events tell what becomes of it.
    void send(bridge::View stanza, std::uint64_t* told);
    void send_presence(std::string_view json);
    [[nodiscard]] std::uint64_t ask(core::IqType type, core::Jid to, bridge::Element payload, Duration limit);
    void forget(std::uint64_t request);
    void serve(bridge::Name payload, core::IqType type);
    void reply(std::uint64_t request, const bridge::Element* payload);
    void refuse_request(std::uint64_t request, std::string_view condition, std::string_view words);
    void announce(std::string_view feature);
    [[nodiscard]] bridge::Json roster() const;
    [[nodiscard]] core::Stream& stream() { return session_.stream; }
    [[nodiscard]] api::Session& session() { return session_; }

private:
    void listen(const Wishes& wishes);
    void emit(EventJson event) const { emit_(std::move(event).text()); }
    void answered(std::uint64_t request, const Result<bridge::Json>& answer);
    [[nodiscard]] core::Reply owed(std::uint64_t request);

    api::Session& session_;
    std::function<void(std::string)> emit_;
    Duration answer_limit_;
    std::uint64_t last_number_ = 0;
    std::map<std::uint64_t, core::RequestId> asked_;
    std::map<std::uint64_t, core::Reply> owed_;
    std::map<std::pair<std::string, core::IqType>, Subscription> served_;
    std::map<std::string, Subscription, std::less<>> announced_;
    std::vector<Subscription> heard_;
    std::shared_ptr<char> alive_ = std::make_shared<char>();  // what the stream holds looks whether we still are
};

/// A stanza that is XML, as it goes into a stream: what has no namespace is in "jabber:client".
[[nodiscard]] bridge::Element parse_stanza(std::string_view xml);
/// The same for an element.
[[nodiscard]] bridge::Element stanza_of(bridge::View element);

}  // namespace headstock::capi
