// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "headstock/core/session_state.hpp"
#include "headstock/core/stream_management_queue.hpp"
#include "headstock/core/stream_options.hpp"

namespace headstock::core {

/// A client's stream management (XEP-0198): what it asks for, what was agreed, when to ask for acknowledgements, and
/// what is needed to go on with a session that was lost. It writes elements and reads the answers; how they travel, as
/// elements of the stream or inside a login, is its owner's part.
class StreamManagement {
public:
    static constexpr std::size_t max_id = 4096;        ///< bytes of a session's name; with a longer one none is resumed
    static constexpr std::size_t max_location = 1024;  ///< bytes of a location; a longer one is not kept

    // --- negotiation ---

    /// Asks to enable it. From now on what is sent is kept; while a session waits to be resumed, not before that
    /// failed.
    [[nodiscard]] bridge::Element enable_request(const StreamOptions& options);
    /// Takes <enabled/>. Fails with `Errc::unexpected_element` where nobody had asked.
    Result<void> enabled(bridge::View answer);
    /// Says that it was not enabled: what was sent since it was asked for counts as sent without it.
    void refused();
    /// Asks to go on with the session that was lost; nothing where there is none, or its time is over.
    [[nodiscard]] std::optional<bridge::Element> resume_request(Instant now) const;
    /// Takes <resumed/>: the session goes on, and what is in `queue` has to be sent again. Fails with
    /// `Errc::unexpected_element` where it is not that session, and as `AckQueue::acknowledge`; then the session is
    /// over.
    Result<void> resumed(bridge::View answer);
    /// Takes <failed/>: the session is over. A count that comes with it still says what has arrived.
    void resume_failed(bridge::View answer);

    // --- while it is on ---

    /// Whether what is sent is kept.
    [[nodiscard]] bool keeps() const { return phase_ != Phase::off; }
    [[nodiscard]] bool full(const StreamOptions& options) const {
        return queue_.waiting().size() >= options.max_unacked || queue_.bytes() >= options.max_unacked_size;
    }
    void sent(bridge::View stanza, std::size_t size, headstock::detail::Ref<detail::DeliveryReport> report,
              Instant now);
    void received();
    /// Whether it is on: the peer may ask for acknowledgements, and be asked.
    [[nodiscard]] bool active() const { return phase_ == Phase::on; }
    /// Takes <a/>; fails as `AckQueue::acknowledge`.
    Result<void> acknowledged(bridge::View ack);
    [[nodiscard]] const AckQueue& queue() const { return queue_; }

    /// Whether to ask for an acknowledgement now; `asked` says that it was.
    [[nodiscard]] bool should_ask(const StreamOptions& options, Instant now) const;
    void asked(Instant now);
    /// Whether an answer is overdue.
    [[nodiscard]] bool dead(const StreamOptions& options, Instant now) const;
    /// When one of the two changes.
    [[nodiscard]] std::optional<Instant> deadline(const StreamOptions& options) const;

    // --- a session's end and its further life ---

    /// Says which address was bound.
    void bound(Jid address) { address_ = std::move(address); }
    [[nodiscard]] const Jid& address() const { return address_; }
    /// Says that the connection was lost. Gives whether the session may be resumed; otherwise it is over.
    bool lost(Instant now);
    /// Says that the session is over.
    void over();
    /// Whether a lost session waits to be resumed.
    [[nodiscard]] bool waits() const { return phase_ == Phase::lost; }
    /// Until when it does.
    [[nodiscard]] Instant until() const { return until_; }
    /// Whether this session was resumed, and not begun, by the last login.
    [[nodiscard]] bool was_resumed() const { return resumed_; }
    /// Where the server would like us to come back to: a host or address, and maybe a port. Empty: it did not say.
    [[nodiscard]] const std::string& location() const { return location_; }
    /// What another process needs to go on with the session; nothing where it cannot be resumed.
    [[nodiscard]] std::optional<SessionState> state(const Clock& clock) const;
    /// Goes on with such a session: as if its connection had just been lost.
    void restore(SessionState state, const StreamOptions& options, const Clock& clock);

    /// What was acknowledged since the last call, in order.
    [[nodiscard]] AckQueue::Entries take_acknowledged() { return std::exchange(acknowledged_, {}); }
    /// What sessions that are over left unacknowledged, since the last call.
    [[nodiscard]] AckQueue::Entries take_undelivered() { return std::exchange(undelivered_, {}); }

private:
    enum class Phase {
        off,
        asked,  ///< <enable/> was sent
        on,
        lost,  ///< and may be resumed
    };
    void begin();
    Result<void> acknowledge(bridge::View carrier);

    Phase phase_ = Phase::off;
    AckQueue queue_;
    AckQueue::Entries acknowledged_;
    AckQueue::Entries undelivered_;
    bool wants_resume_ = false;
    bool asked_anew_ = false;  // <enable/> went out together with <resume/>
    bool resumable_ = false;
    bool resumed_ = false;
    Jid address_;
    std::string id_;
    std::string location_;
    Duration window_{};
    Instant until_;
    std::size_t unasked_ = 0;  // stanzas since the last <r/>
    Instant last_sent_;
    std::optional<Instant> asked_at_;
};

}  // namespace headstock::core
