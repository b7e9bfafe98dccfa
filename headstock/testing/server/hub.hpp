// SPDX-License-Identifier: MIT
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headstock/base/event.hpp"
#include "headstock/testing/server.hpp"
#include "headstock/testing/server/account.hpp"

namespace headstock::testing::detail {

/// What the connections of a server share. Everything that happens is a turn: what it gives to other connections is
/// announced at its end, and connections that fell behind are ended then, when nobody walks through a list any more.
class Hub {
public:
    /// Throws Failure where the domain or the certificate cannot be used.
    Hub(ServerOptions wanted, const Clock& its_clock, Random& its_random);
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;
    ~Hub();

    const ServerOptions options;
    const Clock& clock;
    Random& random;
    const core::Jid address;
    const Instant started;
    Accounts accounts;
    Event<const core::Jid&, bool> session_changes;
    Handlers<Fate(core::Direction, const core::Jid&, bridge::Element&)> tampering;
    bool refuses = false;  ///< new connections

    /// What TLS shows to clients, and what they have to trust. Made when first asked for.
    [[nodiscard]] const wire::TlsContext& tls();
    [[nodiscard]] const std::string& ca_pem();
    /// An account's address may be a domain of ours or an account in it: nothing else is.
    [[nodiscard]] bool serves(const core::Jid& jid) const { return jid.domain() == address.domain(); }

    void join(ServerStream& stream) { streams_.push_back(&stream); }
    void leave(ServerStream& stream);
    [[nodiscard]] const std::vector<ServerStream*>& streams() const { return streams_; }

    /// The component that speaks for the domain of this address, while it is connected.
    [[nodiscard]] Session* component(const core::Jid& jid);
    /// What a component is for us; null where none is expected for this domain.
    [[nodiscard]] Account* component_account(const core::Jid& domain);

    /// Keeps a session whose client is away, until it comes back or its time is over.
    void keep(std::unique_ptr<Session> session);
    /// Gives one that was kept back.
    [[nodiscard]] std::unique_ptr<Session> take(const Session& session);
    /// Ends a session: with a stream error, where its client is there to hear it.
    void end(Session& session, core::StreamCondition why);
    [[nodiscard]] const std::vector<std::unique_ptr<Session>>& kept() const { return kept_; }

    /// Notes that something waits to be sent there, once a turn.
    void touched(ServerStream& stream) { touched_.push_back(&stream); }
    /// Notes that an address was bound, or is gone.
    void changed(const core::Jid& jid, bool here) { changes_.emplace_back(jid, here); }
    /// Does `work`, which `acting` is busy with or nobody in particular. After the outermost turn nothing may be
    /// touched but the hub itself: handlers were called, and may have destroyed any connection.
    template <class Work>
    void turn(ServerStream* acting, Work work) {
        if (depth_++ == 0) sweep();
        work();
        if (--depth_ == 0) settle(acting);
    }

private:
    void make_identity();
    void settle(const ServerStream* acting);
    void sweep();

    std::map<std::string, Account, std::less<>> components_;
    std::vector<ServerStream*> streams_;
    std::vector<ServerStream*> touched_;
    std::deque<ServerStream*> noisy_;
    std::vector<std::pair<core::Jid, bool>> changes_;
    std::vector<std::unique_ptr<Session>> kept_;
    int depth_ = 0;
    std::optional<wire::TlsContext> tls_;
    std::string ca_pem_;
};

}  // namespace headstock::testing::detail
