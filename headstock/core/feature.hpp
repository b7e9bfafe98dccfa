// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "headstock/auth/channel.hpp"
#include "headstock/base/random.hpp"
#include "headstock/bridge/element.hpp"
#include "headstock/core/account.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/stream_options.hpp"

namespace headstock::core {

/// How far the negotiation of a feature has come (RFC 6120 §4.3).
enum class Progress {
    wait,     ///< the peer speaks next
    done,     ///< negotiated; the next feature may follow
    restart,  ///< negotiated; a new stream header follows
    encrypt,  ///< TLS begins with the next byte, and a new stream inside it
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
    /// Takes what the peer said next.
    virtual Result<Progress> hear(bridge::View element, Negotiation& negotiation, const Send& send) = 0;
};

}  // namespace headstock::core
