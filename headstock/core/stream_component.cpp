// SPDX-License-Identifier: MIT
// A component's login (XEP-0114).
#include "headstock/auth/crypto.hpp"
#include "headstock/base/hex.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/stream.hpp"

namespace headstock::core {

/// Proves the secret. That is a plain hash of it: anybody who hears it may guess, so it goes through TLS, unless
/// encryption is off.
bridge::Flow Stream::shake_hands(bridge::View root) {
    if (!negotiation_.channel.encrypted && negotiation_.options.encryption == Encryption::required)
        return progress(fail(Errc::tls_not_offered, "components have no STARTTLS: use direct TLS, or none"));
    const auto id = root.attribute("id");
    if (!id || id->empty()) return progress(fail(Errc::not_a_stream, "its header has no id"));
    reach(Status::connected);
    if (end_) return bridge::Flow::stop;
    Secret salted(std::string(*id) + std::string(negotiation_.account.password.reveal()));
    bridge::Element handshake("handshake", ns::client);
    handshake.text(to_hex(auth::digest(auth::Hash::sha1, salted.reveal())));
    if (auto sent = write(handshake); !sent) return progress(std::unexpected(std::move(sent.error())));
    return bridge::Flow::go;
}

bridge::Flow Stream::handshake_answered(bridge::View element) {
    if (status_ != Status::connected || !element.is({"handshake", ns::client}))
        return progress(fail(Errc::unexpected_element, std::string(element.tag())));
    negotiation_.authenticated = true;
    negotiation_.bound = negotiation_.account.jid;
    parser_.limit(negotiation_.options.limits);
    reach(Status::authenticated);
    return end_ ? bridge::Flow::stop : progress(all_negotiated());
}

}  // namespace headstock::core
