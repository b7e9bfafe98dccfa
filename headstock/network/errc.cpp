// SPDX-License-Identifier: MIT
#include "headstock/network/errc.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "headstock/base/error.hpp"

namespace headstock::network {
namespace {

std::string_view words(int value) {  // NOLINT(readability-function-size): a table
    switch (static_cast<Errc>(value)) {
        case Errc::host_not_found:
            return "host not found";
        case Errc::bad_host_name:
            return "not a host name";
        case Errc::dns_timeout:
            return "no answer from the name server";
        case Errc::dns_server_failure:
            return "the name server failed";
        case Errc::service_not_offered:
            return "the domain offers no XMPP service to clients";
        case Errc::connection_refused:
            return "connection refused";
        case Errc::unreachable:
            return "host unreachable";
        case Errc::connect_timeout:
            return "the host did not answer in time";
        case Errc::closed:
            return "connection closed";
        case Errc::peer_vanished:
            return "the peer no longer answers";
        case Errc::bad_uri:
            return "not the URI of a host";
        case Errc::bad_proxy:
            return "not the address of a proxy";
        case Errc::proxy_unreachable:
            return "the proxy cannot be reached";
        case Errc::proxy_login:
            return "the proxy refuses the login";
        case Errc::proxy_refused:
            return "the proxy refuses";
        case Errc::bad_proxy_answer:
            return "the proxy does not answer as it should";
        case Errc::fetch_failed:
            return "the document cannot be had";
        case Errc::too_large:
            return "the document is too large";
    }
    return "unknown network error";
}

constinit const Category network_category("headstock.network", words);

// The nearer a connection came to being made, the more its failure tells; what is in no layer's list is a fault of this
// machine (no descriptor left, no permission) and tells most.
std::size_t weight(const std::error_code& code) {
    static constexpr std::array order{Errc::bad_host_name,    Errc::unreachable,        Errc::host_not_found,
                                      Errc::dns_timeout,      Errc::dns_server_failure, Errc::service_not_offered,
                                      Errc::connect_timeout,  Errc::connection_refused, Errc::proxy_refused,
                                      Errc::bad_proxy_answer, Errc::peer_vanished,      Errc::closed};
    const auto place = std::ranges::find_if(order, [&](Errc listed) { return code == make_error_code(listed); });
    return static_cast<std::size_t>(place - order.begin());
}

}  // namespace

const std::error_category& category() { return network_category; }

std::error_code most_telling(const std::error_code& a, const std::error_code& b) {
    return weight(b) > weight(a) ? b : a;
}

}  // namespace headstock::network
