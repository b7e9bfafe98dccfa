// SPDX-License-Identifier: MIT
#include "headstock/client/meeting.hpp"

#include <asio/this_coro.hpp>

#include <algorithm>

#include "headstock/client/transfer_error.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/network/socks5.hpp"
#include "headstock/network/socks5_server.hpp"
#include "headstock/network/timeout.hpp"

namespace headstock::client {
namespace {

constexpr std::size_t max_proxies = 4;
constexpr std::size_t max_items = 32;  // of a server, that are asked whether they are proxies

asio::awaitable<std::unique_ptr<network::Transport>> reach(const TransferOptions& options, network::Endpoint there) {
    if (!options.through) co_return co_await network::connect_tcp(std::move(there), options.host_limit);
    network::Resolver resolver(co_await asio::this_coro::executor);
    const network::Proxy through = *options.through;
    co_return co_await network::connect_through(resolver, through, std::move(there), options.host_limit);
}

/// Connects to a host, and has it connect us to whoever else says `name` there.
asio::awaitable<std::unique_ptr<network::Transport>> join(const TransferOptions& options, const bytestreams::Host& host,
                                                          const std::string& name) {
    network::Endpoint there{host.host, host.port};
    std::unique_ptr<network::Transport> transport = co_await reach(options, std::move(there));
    const network::Endpoint wanted{name, 0};
    const network::Proxy no_login;
    co_await network::with_timeout(network::open_socks5(*transport, wanted, no_login), options.host_limit);
    co_return transport;
}

/// Who says that it is a proxy and then does not say where, or nothing, is none.
asio::awaitable<void> add_proxy(Client& client, Duration limit, core::Jid proxy, std::vector<bytestreams::Host>& to) {
    try {
        const bytestreams::Query answer = co_await client.ask(bytestreams::find(proxy).within(limit));
        if (const Result<bytestreams::Host> host = bytestreams::named_host(answer, proxy)) to.push_back(*host);
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
    }
}

asio::awaitable<bool> is_proxy(Client& client, Duration limit, core::Jid entity) {
    try {
        const disco::Info info = co_await client.ask(disco::info(entity).within(limit));
        co_return std::ranges::any_of(info.identities, [](const disco::Identity& identity) {
            return identity.category == "proxy" && identity.type == "bytestreams";
        });
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
    }
    co_return false;
}

asio::awaitable<std::vector<disco::Item>> items_of(Client& client, Duration limit) {
    try {
        disco::Items items = co_await client.ask(disco::items(client.server()).within(limit));
        if (items.items.size() > max_items) items.items.resize(max_items);
        co_return std::move(items.items);
    } catch (const Failure& failure) {
        if (was_cancelled(failure)) throw;
    }
    co_return std::vector<disco::Item>();
}

/// Opens a port, where that is wanted and can be.
void listen(std::optional<network::MeetingPlace>& place, const asio::any_io_executor& executor,
            const TransferOptions& options, const std::string& name) {
    if (!options.listen || options.through) return;
    try {
        place.emplace(executor, *options.listen, name);
    } catch (const Failure&) {
        place.reset();  // the port is taken: proxies and blocks are left
    }
}

}  // namespace

asio::awaitable<std::vector<bytestreams::Host>> find_proxies(Client& client, const TransferOptions& options) {
    std::vector<bytestreams::Host> found;
    for (const core::Jid& proxy : options.proxies)
        if (found.size() < max_proxies) co_await add_proxy(client, options.host_limit, proxy, found);
    if (!options.find_proxies) co_return found;
    const std::vector<disco::Item> items = co_await items_of(client, options.host_limit);
    for (const disco::Item& item : items) {
        if (found.size() >= max_proxies) break;
        const bool suits = co_await is_proxy(client, options.host_limit, item.jid);
        if (suits) co_await add_proxy(client, options.host_limit, item.jid, found);
    }
    co_return found;
}

asio::awaitable<std::unique_ptr<network::Transport>> meet_target(Client& client, const TransferOptions& options,
                                                                 std::vector<bytestreams::Host> proxies,
                                                                 core::Jid target, std::string sid) {
    const core::Jid self = client.address();
    const std::string name = bytestreams::address(sid, self, target);
    std::optional<network::MeetingPlace> place;
    listen(place, co_await asio::this_coro::executor, options, name);
    std::vector<bytestreams::Host> hosts;
    if (place) {
        const std::string& host = options.announced_host.empty() ? options.listen->host : options.announced_host;
        hosts.push_back({self, host, place->port()});
    }
    hosts.insert(hosts.end(), proxies.begin(), proxies.end());
    if (hosts.empty()) throw Failure(TransferErrc::no_way, "no host to meet at");
    const bytestreams::Query answer =
        co_await client.ask(bytestreams::offer(target, sid, hosts, self).within(options.meet_limit));
    const Result<bytestreams::Host> used = bytestreams::used_host(answer, hosts);
    if (!used) throw Failure(used.error());
    if (place && used->jid == self) co_return co_await place->arrival(options.host_limit);
    std::unique_ptr<network::Transport> transport = co_await join(options, *used, name);
    (void)co_await client.ask(bytestreams::activate(used->jid, sid, target).within(options.host_limit));
    co_return transport;
}

asio::awaitable<std::unique_ptr<network::Transport>> meet_requester(const TransferOptions& options,
                                                                    bytestreams::Offer offer) {
    for (const bytestreams::Host& host : offer.hosts) {
        try {
            std::unique_ptr<network::Transport> transport = co_await join(options, host, offer.address);
            offer.connected(host);
            co_return transport;
        } catch (const Failure& failure) {
            if (was_cancelled(failure)) throw;
        }
    }
    offer.not_reached();
    throw Failure(TransferErrc::no_way, "no host can be reached");
}

}  // namespace headstock::client
