// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/iq.hpp"
#include "headstock/testing/server/hub.hpp"
#include "headstock/testing/server/link.hpp"
#include "headstock/testing/server/login.hpp"

namespace headstock::testing::detail {

/// The server's side of one stream (RFC 6120 §4): from the client's first byte to the last.
class ServerStream final : public Outlet, private bridge::Parser::Handler {
public:
    ServerStream(Hub& hub, Entrance entrance);
    ~ServerStream() override;

    /// The server; nothing once that is gone.
    [[nodiscard]] Hub* hub() const { return hub_; }
    [[nodiscard]] Link& link() { return link_; }
    [[nodiscard]] const Session* session() const { return session_.get(); }
    [[nodiscard]] bool finished() const { return phase_ == Phase::over; }
    [[nodiscard]] std::optional<Instant> deadline() const;
    void handler(std::function<void()> function) { handler_ = std::move(function); }
    [[nodiscard]] const std::function<void()>& handler() const { return handler_; }

    // Only within a turn of the hub:
    void receive(std::string_view bytes);
    void lost();
    void expire();
    std::size_t deliver(bridge::View stanza) override;
    void end(const core::StreamFailure& why) override { end(why, std::nullopt); }
    [[nodiscard]] std::unique_ptr<Session> surrender() override;
    /// Makes output of what was said, or ends a stream that fell behind. Called at the end of each turn that touched
    /// it.
    void settle();

    /// Says that the server is gone.
    void abandon();

private:
    enum class Phase { opening, negotiating, bound, over };
    enum class Next { nothing, restart, encrypt };

    bridge::Flow on_start(bridge::View element, std::size_t depth) override;
    bridge::Flow on_end(bridge::View element, std::size_t depth) override;

    [[nodiscard]] Result<void> take_framed(std::string_view bytes);
    void take(std::string_view words);
    void begin_tls();
    void open(bridge::View header);
    [[nodiscard]] std::optional<core::StreamCondition> what_is_wrong(bridge::View header) const;
    void say_header();
    void say_features();
    void hear(bridge::View element);
    void negotiate(bridge::View element);
    void shake_hands(bridge::View element);
    void log_in(bridge::View element);
    void say(const Login::Answer& answer);
    [[nodiscard]] bridge::Element authentication() const;
    void authenticate(bridge::View element);
    void answer(const Login::Answer& answer);
    void welcome(const Login::Answer& answer);
    [[nodiscard]] std::vector<bridge::Element> begin_session(bridge::View request);
    void begin_session(const core::Jid& jid);
    [[nodiscard]] std::optional<bridge::Element> token_for(bridge::View request);
    void deliver_again();
    void bind(bridge::View element);
    [[nodiscard]] std::expected<core::Jid, core::StanzaCondition> claim(std::string_view resource);
    [[nodiscard]] std::expected<core::Jid, core::StanzaCondition> bind_resource(const core::Iq& iq);
    void serve(std::unique_ptr<Session> session);
    void resume_session(bridge::View element);
    void manage(bridge::View element);
    void carry(bridge::View element);
    [[nodiscard]] bool fell_behind() const;
    void ask_for_ack();

    void write(bridge::View element);
    void put(bridge::View element);
    [[nodiscard]] Fate tamper(core::Direction direction, bridge::Element& element) const;
    void end(const core::StreamFailure& why, const std::optional<bridge::Element>& detail);
    void end(core::StreamCondition why) { end(core::StreamFailure{why, {}, {}, {}}); }
    void finish();
    void leave(bool by_accident = false);
    void touch();

    Hub* hub_;
    Link link_;
    bridge::Parser parser_;
    Phase phase_ = Phase::opening;
    Next next_ = Next::nothing;
    bool header_said_ = false;
    bool marked_ = false;
    bool behind_ = false;
    bool cut_ = false;  // somebody who tampers wants the connection gone
    std::optional<Instant> deadline_;
    core::Jid client_;              // who the client says it is, in its header
    std::string language_;          // of the client's stream
    std::string id_;                // of ours
    Account* component_ = nullptr;  // that the client wants to be
    std::optional<Login> login_;
    std::optional<bridge::Element> request_;  // <authenticate/>, until it is answered
    std::size_t failures_ = 0;
    Account* account_ = nullptr;
    std::unique_ptr<Session> session_;
    std::function<void()> handler_;
};

}  // namespace headstock::testing::detail
