// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace headstock::auth {

/// A value that both ends of a TLS connection know and nobody between them can make equal (RFC 5056).
struct ChannelBinding {
    std::string type;  ///< "tls-exporter" (RFC 9266), "tls-server-end-point" or "tls-unique" (RFC 5929)
    std::string data;
};

/// What the transport can say of itself to an authentication.
struct Channel {
    bool encrypted = false;
    std::vector<ChannelBinding> bindings = {};  ///< what it can prove; strongest first
    bool certificate_shown = false;  ///< we have shown the server a certificate of ours: EXTERNAL may be used
};

}  // namespace headstock::auth
