// SPDX-License-Identifier: MIT
#pragma once
#include <system_error>

namespace headstock::network {

/// Why a server could not be found or reached, or why a connection is no more.
enum class Errc {
    host_not_found = 1,   ///< the name does not exist, or it has no address
    bad_host_name,        ///< no name that DNS could be asked for
    dns_timeout,          ///< no name server answered in time
    dns_server_failure,   ///< the name servers answered that they cannot, or answered nonsense
    service_not_offered,  ///< the domain says that it has no XMPP service for clients (SRV target ".")
    connection_refused,   ///< the host is there, and nothing listens at that port
    unreachable,          ///< no way to the host from here
    connect_timeout,      ///< the host did not answer in time
    closed,               ///< the connection was reset by the peer or closed on this side
    peer_vanished,        ///< the peer no longer acknowledges what is sent to it
    bad_uri,              ///< no URI of a host
    bad_proxy,            ///< no address of a proxy
    proxy_unreachable,    ///< the proxy itself cannot be reached
    proxy_login,          ///< the proxy wants a login, or another one
    proxy_refused,        ///< the proxy does not want to connect us, or cannot
    bad_proxy_answer,     ///< what is there does not answer as such a proxy does
    fetch_failed,         ///< an HTTPS server cannot be reached or trusted, or does not give the document
    too_large,            ///< a document is larger than it may be
};

/// The category named "headstock.network".
[[nodiscard]] const std::error_category& category();

[[nodiscard]] inline std::error_code make_error_code(Errc code) { return {static_cast<int>(code), category()}; }

/// Which of two codes tells a user more about why nothing could be reached.
[[nodiscard]] std::error_code most_telling(const std::error_code& a, const std::error_code& b);

}  // namespace headstock::network

template <>
struct std::is_error_code_enum<headstock::network::Errc> : std::true_type {};
