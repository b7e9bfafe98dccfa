// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "headstock/auth/channel.hpp"
#include "headstock/base/event.hpp"
#include "headstock/base/random.hpp"
#include "headstock/bridge/element.hpp"
#include "headstock/core/account.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/login_memory.hpp"
#include "headstock/core/stream_management.hpp"
#include "headstock/core/stream_options.hpp"

namespace headstock::core {

/// How far the negotiation of a feature has come (RFC 6120 §4.3).
enum class Progress {
    wait,      ///< the peer speaks next
    compute,   ///< our next words take long to find: `Feature::compute` goes on, in between whatever else there is
    done,      ///< negotiated; the next feature may follow
    restart,   ///< negotiated; a new stream header follows
    features,  ///< negotiated; other features follow in the same stream, unless an address is bound already
    compress,  ///< compression begins with the next byte, and a new stream inside it
    encrypt,   ///< TLS begins with the next byte, and a new stream inside it
};

/// What the features of one stream know of it, and what they found out.
struct Negotiation {
    Account account;
    StreamOptions options;
    const Clock& clock;
    Random& random;
    auth::Channel channel;  ///< TLS or not, and what it can prove
    bool authenticated = false;
    std::string mechanism;                        ///< by which we have logged in
    Jid bound;                                    ///< our address, once the server gave it
    std::vector<std::string> refused_mechanisms;  ///< by the server, in this attempt
    StreamManagement management{};                ///< outlives the stream that was lost
    LoginMemory memory{};                         ///< of this account and this client
    std::unique_ptr<Handlers<std::optional<bridge::Element>()>> with_bind =
        std::make_unique<Handlers<std::optional<bridge::Element>()>>();  ///< what to enable together with a resource
    std::set<std::string, std::less<>> bound_with{};                     ///< the namespaces of what was

    /// Finds out what earlier logins have left.
    void recall();
    /// Changes what is remembered, here and in the store.
    void remember(LoginMemory remembered);
    /// The token is of no use any more.
    void forget_token();
    /// Nor is what the server offered the last time.
    void forget_offer();
};

/// Sends an element to the peer.
using Send = std::function<Result<void>(bridge::View element)>;

/// One stream feature: how it is known, and how it is negotiated. A stream asks its features in their order.
class Feature {
public:
    virtual ~Feature() = default;
    /// What the peer announces it by in <stream:features/>.
    [[nodiscard]] virtual bridge::Name name() const = 0;
    /// Whether to negotiate it now.
    [[nodiscard]] virtual bool wanted(const Negotiation& negotiation, bridge::View offer) const = 0;
    /// Begins. `offer` is the feature's own element; its parent holds all features.
    virtual Result<Progress> start(bridge::View offer, Negotiation& negotiation, const Send& send) = 0;
    /// Takes the features that the peer offers in fact, where it was begun with those of a login before.
    virtual void update(bridge::View /*features*/, Negotiation& /*negotiation*/) {}
    /// Takes what the peer said next.
    virtual Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) = 0;
    /// Goes on after `Progress::compute`, for some milliseconds.
    virtual Result<Progress> compute(const Send& /*send*/) { return Progress::wait; }
};

}  // namespace headstock::core
