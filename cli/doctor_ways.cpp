// SPDX-License-Identifier: MIT
#include "cli/doctor_ways.hpp"

#include <asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

#include "headstock/network/channel.hpp"
#include "headstock/network/failure.hpp"
#include "headstock/network/host_name.hpp"
#include "headstock/network/question.hpp"

namespace headstock::cli {
namespace {

using network::SrvRecord;
using network::Target;

constexpr std::uint16_t default_port = 5222;

Service service_of(const network::ServiceQuestion& question, bool direct_tls) {
    Service service;
    service.direct_tls = direct_tls;
    service.records = question.records;
    if (question.failed()) service.error = question.error();
    return service;
}

/// Asks for both services, and waits for both: what a client would not wait for is what a report is about.
asio::awaitable<std::vector<Service>> ask_services(std::string domain, network::ResolverOptions options) {
    network::ServiceQuestion direct(domain, true);
    network::ServiceQuestion plain(domain, false);
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    network::Channel channel(executor, options.servers, options.limit, network::Channel::Source::name_servers);
    direct.ask(channel);
    plain.ask(channel);
    while (direct.pending() || plain.pending()) co_await channel.wait(Instant::max());
    std::vector<Service> services;
    services.push_back(service_of(plain, false));
    services.push_back(service_of(direct, true));
    co_return services;
}

/// Never asked of DNS.
bool has_no_services(const std::string& domain) {
    return network::read_literal(domain) || network::is_localhost(network::canonical_host(domain));
}

std::vector<Target> targets_of(const std::vector<Service>& services, const std::string& domain) {
    std::vector<SrvRecord> records;
    for (const Service& service : services)
        records.insert(records.end(), service.records.begin(), service.records.end());
    std::vector<Target> targets = network::order_targets(std::move(records), system_random());
    if (targets.empty() && std::ranges::none_of(services, &Service::denied))
        targets.push_back({domain, default_port, false});
    return targets;
}

std::optional<SrvRecord> record_of(const std::vector<Service>& services, const Target& target) {
    for (const Service& service : services)
        for (const SrvRecord& record : service.records)
            if (target == Target{network::canonical_host(record.host), record.port, record.direct_tls}) return record;
    return std::nullopt;
}

/// Adds the ways to a target: one of each family, or one that leads nowhere.
asio::awaitable<void> add_ways(network::Resolver& resolver, Way way, std::vector<Way>& ways) {
    std::vector<asio::ip::address> addresses;
    try {
        addresses = co_await resolver.addresses(way.target.host);
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
        way.error = failure.error();
    }
    for (const bool ipv6 : {true, false}) {
        const auto found = std::ranges::find(addresses, ipv6, &asio::ip::address::is_v6);
        if (found == addresses.end()) continue;
        way.address = found->to_string();
        way.ipv6 = ipv6;
        ways.push_back(way);
    }
    if (addresses.empty()) ways.push_back(std::move(way));
}

Target given_target(const Options& options) {
    return {options.connect->host, options.connect->port, options.tls == TlsMode::direct};
}

}  // namespace

bool Service::denied() const { return std::ranges::any_of(records, &SrvRecord::denies); }

std::string Service::name() const { return direct_tls ? "_xmpps-client._tcp" : "_xmpp-client._tcp"; }

network::ResolverOptions resolver_options(const Options& options) {
    network::ResolverOptions wanted;
    wanted.servers = options.name_servers;
    wanted.limit = std::min(wanted.limit, options.timeout / 2);
    return wanted;
}

asio::awaitable<Map> find_ways(network::Resolver& resolver, const Options& options) {
    Map map;
    const std::string domain = options.target->ascii_domain();
    std::vector<Target> targets;
    if (options.connect) {
        targets.push_back(given_target(options));
    } else {
        if (!has_no_services(domain)) map.services = co_await ask_services(domain, resolver_options(options));
        targets = targets_of(map.services, domain);
        if (options.tls)
            std::erase_if(targets,
                          [&](const Target& each) { return each.direct_tls != (options.tls == TlsMode::direct); });
    }
    for (const Target& target : targets) {
        Way way;
        way.target = target;
        way.record = record_of(map.services, target);
        co_await add_ways(resolver, std::move(way), map.ways);
    }
    co_return map;
}

}  // namespace headstock::cli
