// SPDX-License-Identifier: MIT
#include "headstock/network/resolver.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "headstock/network/channel.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/host_name.hpp"
#include "headstock/network/question.hpp"

namespace headstock::network {
namespace {

using Addresses = std::vector<asio::ip::address>;

constexpr std::uint16_t default_port = 5222;

// Once one of two questions has found something, the other gets this long: some networks drop the one kind of query
// (RFC 8305 §3 has it as Resolution Delay; longer here, as it is not waited for again later).
constexpr Duration address_grace = std::chrono::milliseconds(300);
constexpr Duration service_grace = std::chrono::seconds(1);

template <class Asked>
asio::awaitable<void> settle(Channel& channel, const Asked& a, const Asked& b, Duration grace) {
    Instant until = Instant::max();
    while (a.pending() || b.pending()) {
        const Instant now = std::chrono::steady_clock::now();
        if (until == Instant::max() && (a.found() || b.found())) until = now + grace;
        if (now >= until) co_return;
        co_await channel.wait(until);
    }
}

std::vector<Target> only(const std::string& domain) { return {Target{domain, default_port, false}}; }

Addresses loopback_addresses() { return {asio::ip::address_v6::loopback(), asio::ip::address_v4::loopback()}; }

std::string checked(std::string_view host) {
    std::string name = canonical_host(host);
    if (!is_host_name(name)) throw Failure(Errc::bad_host_name, name.substr(0, 64));
    return name;
}

// A name of several labels is whole. One of a single label may be completed by the system's search list.
std::string absolute(const std::string& host) { return host.find('.') == host.npos ? host : host + "."; }

template <class T>
std::vector<T> joined(std::vector<T> a, const std::vector<T>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace

Resolver::Resolver(asio::any_io_executor executor, Random& random) : Resolver(std::move(executor), random, Options()) {}

Resolver::Resolver(asio::any_io_executor executor, Random& random, Options options)
    : executor_(std::move(executor)), random_(&random), options_(std::move(options)) {}

asio::awaitable<std::vector<Target>> Resolver::targets(std::string domain) {
    if (read_literal(domain)) co_return only(domain);
    const std::string name = checked(domain);
    if (is_localhost(name)) co_return only(name);

    const Duration half = options_.limit / 2;  // the other half is for the fallback
    ServiceQuestion direct(name, true);
    ServiceQuestion plain(name, false);
    Channel channel(executor_, options_.servers, half, Channel::Source::name_servers);
    direct.ask(channel);
    plain.ask(channel);
    co_await settle(channel, direct, plain, service_grace);

    std::vector<Target> targets = order_targets(joined(direct.records, plain.records), *random_);
    if (!targets.empty()) co_return targets;
    const Question* failed = plain.failed() ? static_cast<Question*>(&plain) : direct.failed() ? &direct : nullptr;
    const bool denied = direct.denied() || plain.denied();
    if (!failed && denied) throw Failure(Errc::service_not_offered, name);
    if (!failed) co_return only(name);
    // RFC 6120 §3.2.1: without a response to the SRV query the domain itself is tried; not if half of it was denied.
    bool reachable = false;
    if (!denied) reachable = co_await has_addresses(name, half);
    if (!reachable) throw Failure(failed->error());
    co_return only(name);
}

asio::awaitable<bool> Resolver::has_addresses(std::string host, Duration limit) {
    try {
        const Addresses found = co_await addresses(host, limit);
        co_return !found.empty();
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
        co_return false;
    }
}

asio::awaitable<Addresses> Resolver::addresses(std::string host) { return addresses(std::move(host), options_.limit); }

asio::awaitable<Addresses> Resolver::addresses(std::string host, Duration limit) {
    if (const auto literal = read_literal(host)) co_return Addresses(1, *literal);
    std::string name = checked(host);
    if (is_localhost(name)) co_return loopback_addresses();
    Addresses listed = addresses_from_file(name);
    if (!listed.empty()) co_return listed;
    co_return co_await addresses_from_dns(std::move(name), std::min(limit, options_.limit));
}

Addresses Resolver::addresses_from_file(const std::string& host) const {
    AddressQuestion question(host, AF_UNSPEC);
    Channel channel(executor_, {}, options_.limit, Channel::Source::hosts_file);
    question.ask(channel);  // answered before it returns
    return std::move(question.addresses);
}

asio::awaitable<Addresses> Resolver::addresses_from_dns(std::string host, Duration limit) {
    AddressQuestion six(absolute(host), AF_INET6);
    AddressQuestion four(absolute(host), AF_INET);
    Channel channel(executor_, options_.servers, limit, Channel::Source::name_servers);
    six.ask(channel);
    four.ask(channel);
    co_await settle(channel, six, four, address_grace);

    Addresses found = joined(six.addresses, four.addresses);
    if (!found.empty()) co_return found;
    if (four.failed()) throw Failure(four.error());
    if (six.failed()) throw Failure(six.error());
    throw Failure(Errc::host_not_found, host);
}

}  // namespace headstock::network
