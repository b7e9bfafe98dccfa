// SPDX-License-Identifier: MIT
// How the engine finds its server, and which way it takes there.
#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "headstock/client/bosh_transport.hpp"
#include "headstock/client/engine.hpp"
#include "headstock/client/host_meta.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/network/uri.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

constexpr std::chrono::seconds host_meta_limit(10);  // for each document

/// Whether DNS leads nowhere, and another way may. Where DNS itself fails, so would the search for one.
bool leads_nowhere(const std::error_code& code) {
    static constexpr std::array all{network::Errc::host_not_found,     network::Errc::service_not_offered,
                                    network::Errc::connection_refused, network::Errc::unreachable,
                                    network::Errc::connect_timeout,    network::Errc::proxy_refused};
    return std::ranges::any_of(all, [&code](network::Errc each) { return code == make_error_code(each); });
}

/// Where a WebSocket is. In plain text only where everything is.
network::Target socket_target(const network::Uri& uri, bool may_be_plain) {
    const bool plain = uri.scheme == "ws" && may_be_plain;
    if (!plain && uri.scheme != "wss")
        throw Failure(network::Errc::bad_uri, "a WebSocket's begins with wss://, or ws:// where TLS is off");
    const std::uint16_t usual = plain ? 80 : 443;
    network::Target target;
    target.host = uri.host;
    target.port = uri.port.value_or(usual);
    target.direct_tls = !plain;
    return target;
}

wire::WebSocketRequest socket_request(const network::Uri& uri) {
    wire::WebSocketRequest request;
    request.host = uri.host.contains(':') ? '[' + uri.host + ']' : uri.host;
    const std::uint16_t usual = uri.scheme == "ws" ? 80 : 443;
    if (uri.port.value_or(usual) != usual) request.host += ':' + std::to_string(*uri.port);
    request.path = uri.path;
    return request;
}

}  // namespace

/// Whom to believe is read once.
Result<void> Client::Engine::trust() {
    if (options.context) return {};
    auto context = wire::TlsContext::client(options.trust);
    if (!context) return std::unexpected(std::move(context.error()));
    options.context = std::move(*context);
    return {};
}

/// The same for HTTPS; empty: the system's.
std::string Client::Engine::authorities() const {
    std::string pem = options.trust.ca_pem;
    if (options.trust.ca_file.empty()) return pem;
    std::ifstream file(options.trust.ca_file);
    pem.append(std::istreambuf_iterator<char>(file), {});
    if (!file || pem.empty()) throw Failure(wire::Errc::bad_file, options.trust.ca_file);
    return pem;
}

/// Reaches the server: the transport stands.
asio::awaitable<void> Client::Engine::dial() {
    if (Result<void> trusted = trust(); !trusted) throw Failure(std::move(trusted.error()));
    socket.reset();
    over_https = false;
    const Instant end = stream.clock().now() + options.connect_limit;
    const bool told = !options.host.empty() || !options.websocket.empty() || !options.bosh.empty() ||
                      stream.is_component();  // the other ways are for clients
    std::exception_ptr failed;
    try {
        if (told || options.host_meta != HostMeta::only) co_return co_await dial_as_told();
    } catch (const Failure& failure) {
        if (told || options.host_meta == HostMeta::never || !leads_nowhere(failure.code())) throw;
        failed = std::current_exception();
    }
    const Duration left = end - stream.clock().now();
    try {
        co_return co_await network::with_timeout(dial_alternative(), failed ? left / 2 : left);
    } catch (const Failure& failure) {
        if (!failed || was_cancelled(failure)) throw;
    }
    std::rethrow_exception(failed);  // it tells more: other ways are seldom there
}

/// Whether to go where the server sends us with `why` (RFC 6120 §4.9.3.19), which it then notes. It is no more than
/// another host to connect to, once: who answers there must prove to be the account's domain.
bool Client::Engine::follow(const Error& why) {
    if (why.code != core::StreamCondition::see_other_host || redirects >= options.max_redirects) return false;
    elsewhere = socket || over_https ? std::nullopt : location_of(why.text);
    if (!elsewhere) return false;
    elsewhere->direct_tls = chosen == Tls::direct;
    ++redirects;
    return true;
}

asio::awaitable<void> Client::Engine::dial_as_told() {
    if (!options.bosh.empty()) return dial_bosh(options.bosh);
    return options.websocket.empty() ? dial_tcp() : dial_websocket(options.websocket);
}

asio::awaitable<void> Client::Engine::dial_tcp() {
    std::vector<network::Target> all = co_await targets();
    co_await reach(std::move(all));
}

asio::awaitable<void> Client::Engine::dial_websocket(std::string uri) {
    Result<network::Uri> parts = network::parse_uri(uri);
    if (!parts) throw Failure(std::move(parts.error()));
    std::vector<network::Target> one(1, socket_target(*parts, options.tls == Tls::off));
    socket = socket_request(*parts);
    co_await reach(std::move(one));
}

asio::awaitable<void> Client::Engine::dial_bosh(std::string uri) {
    if (!options.trust.pins.empty())
        throw Failure(std::make_error_code(std::errc::not_supported), "keys are not pinned where BOSH is spoken");
    std::unique_ptr<network::HttpsPosts> posts = co_await network::HttpsPosts::open(
        resolver, std::move(uri), authorities(), options.proxy, options.connect_limit);
    BoshOptions wanted;
    wanted.to = stream.address().domain();
    wanted.language = options.stream.language;
    wanted.limits = options.stream.limits;
    transport = co_await open_bosh(executor, std::move(posts), std::move(wanted), stream.clock(), stream.random());
    chosen = Tls::off;  // of its own
    socket.reset();
    over_https = true;
}

/// Takes the first of the ways that the domain itself names, and that can be reached.
asio::awaitable<void> Client::Engine::dial_alternative() {
    const std::vector<Alternative> all = co_await find_alternatives(resolver, stream.address().ascii_domain(),
                                                                    host_meta_limit, authorities(), options.proxy);
    std::exception_ptr failed;
    for (const Alternative& each : all) {
        try {
            if (each.kind == Alternative::Kind::bosh) co_await dial_bosh(each.uri);
            else co_await dial_websocket(each.uri);
            co_return;
        } catch (const Failure& failure) {
            if (was_cancelled(failure)) throw;
            failed = std::current_exception();
        }
    }
    std::rethrow_exception(failed);
}

asio::awaitable<void> Client::Engine::reach(std::vector<network::Target> all) {
    network::Connected reached =
        co_await network::connect_any(resolver, std::move(all), options.connect_limit, options.proxy);
    chosen = reached.target.direct_tls ? Tls::direct : options.tls.value_or(Tls::starttls);
    transport = std::move(reached.transport);
}

/// The place that the server wants a lost session to come back to (XEP-0198 §5) comes first, encrypted as it was
/// before. It is no more than a host to connect to: the certificate must name the account's domain all the same.
asio::awaitable<std::vector<network::Target>> Client::Engine::targets() {
    std::vector<network::Target> all;
    if (elsewhere) {
        all.push_back(*std::exchange(elsewhere, std::nullopt));
        co_return all;
    }
    std::optional<network::Target> place = location_of(stream.resume_location());
    std::exception_ptr failed;
    try {
        all = co_await usual_targets();
    } catch (const Failure&) {
        failed = std::current_exception();
    }
    if (place) {
        place->direct_tls = chosen == Tls::direct;
        all.insert(all.begin(), std::move(*place));
    }
    if (all.empty() && failed) std::rethrow_exception(failed);
    co_return all;
}

asio::awaitable<std::vector<network::Target>> Client::Engine::usual_targets() {
    std::vector<network::Target> all;
    if (!options.host.empty()) {
        network::Target given;
        given.host = options.host;
        given.port = options.port;
        given.direct_tls = options.tls == Tls::direct;
        all.push_back(std::move(given));
        co_return all;
    }
    all = co_await resolver.targets(stream.address().ascii_domain());
    if (options.tls)
        std::erase_if(all, [this](const auto& target) { return target.direct_tls != (options.tls == Tls::direct); });
    if (all.empty()) throw Failure(network::Errc::service_not_offered, "the domain offers no such encryption");
    co_return all;
}

}  // namespace headstock::client
