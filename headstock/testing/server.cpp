// SPDX-License-Identifier: MIT
#include "headstock/testing/server.hpp"

#include <utility>

#include "headstock/network/failure.hpp"
#include "headstock/testing/server/presences.hpp"
#include "headstock/testing/server/roster_store.hpp"
#include "headstock/testing/server/server_stream.hpp"

namespace headstock::testing {
namespace {

using detail::ServerStream;

detail::Account& known(detail::Hub& hub, std::string_view local) {
    if (detail::Account* account = hub.accounts.find_name(local)) return *account;
    throw Failure(std::make_error_code(std::errc::invalid_argument), "no account " + std::string(local));
}

void let_see(detail::Hub& hub, detail::Account& account, const detail::Account& friendly) {
    keep(hub, account, friendly.jid, {.to = true, .from = true});
}

/// Lets `stream` do something, in a turn. Afterwards it may be gone.
template <class Work>
void act(ServerStream& stream, Work work) {
    if (detail::Hub* hub = stream.hub()) hub->turn(&stream, [&] { work(stream); });
}

}  // namespace

Server::Server(ServerOptions options, const Clock& clock, Random& random)
    : hub_(std::make_unique<detail::Hub>(std::move(options), clock, random)) {}

Server::~Server() = default;

void Server::add_account(std::string_view local, std::string_view password) {
    if (const auto added = hub_->accounts.add(local, password); !added) throw Failure(added.error());
}

void Server::befriend(std::string_view local_a, std::string_view local_b) {
    detail::Account& a = known(*hub_, local_a);
    detail::Account& b = known(*hub_, local_b);
    hub_->turn(nullptr, [&] {
        let_see(*hub_, a, b);
        let_see(*hub_, b, a);
        show_to(a, b, false);
        show_to(b, a, false);
    });
}

const std::string& Server::ca_pem() const { return hub_->ca_pem(); }
const ServerOptions& Server::options() const { return hub_->options; }
const Clock& Server::clock() const { return hub_->clock; }
std::size_t Server::accounts() const { return hub_->accounts.size(); }
std::size_t Server::connections() const {
    std::size_t count = 0;
    for (const ServerStream* stream : hub_->streams()) count += stream->finished() ? 0 : 1;
    return count;
}

std::size_t Server::sessions() const {
    std::size_t count = 0;
    for (const ServerStream* stream : hub_->streams()) count += stream->session() ? 1 : 0;
    return count;
}

bool Server::has_session(const core::Jid& address) const {
    if (address.is_full()) return hub_->accounts.find_session(address) != nullptr;
    const detail::Account* account = hub_->accounts.find(address);
    return account && !account->sessions.empty();
}

std::size_t Server::waiting_messages(std::string_view local) const { return known(*hub_, local).offline.size(); }

Subscription Server::on_session(std::function<void(const core::Jid&, bool)> handler) {
    return hub_->session_changes.on(std::move(handler));
}

std::size_t Server::end(const core::Jid& address, core::StreamCondition why) {
    std::vector<detail::Session*> ending;
    if (const detail::Account* account = hub_->accounts.find(address))
        for (detail::Session* session : account->sessions)
            if (address.is_bare() || session->jid == address) ending.push_back(session);
    hub_->turn(nullptr, [&] {
        for (detail::Session* session : ending) hub_->end(*session, why);
    });
    return ending.size();
}

void Server::shutdown(core::StreamCondition why) {
    hub_->turn(nullptr, [&] {
        for (ServerStream* stream : hub_->streams()) stream->end({why, {}, {}, {}});
    });
}

Subscription Server::tamper(std::function<Fate(core::Direction, const core::Jid&, bridge::Element&)> handler) {
    return hub_->tampering.add(std::move(handler));
}

void Server::refuse(bool refuses) { hub_->refuses = refuses; }

std::size_t Server::kept_sessions() const { return hub_->kept().size(); }

std::optional<Instant> Server::deadline() const {
    std::optional<Instant> first;
    for (const auto& session : hub_->kept())
        if (!first || session->outlet.until < *first) first = session->outlet.until;
    return first;
}

void Server::expire() {
    hub_->turn(nullptr, [] {});
}

std::unique_ptr<Server::Connection> Server::connect(Entrance entrance) {
    return std::unique_ptr<Connection>(new Connection(std::make_unique<ServerStream>(*hub_, entrance)));
}

Server::Connection::Connection(std::unique_ptr<detail::ServerStream> stream) : stream_(std::move(stream)) {}

Server::Connection::~Connection() {
    act(*stream_, [](ServerStream& stream) { stream.lost(); });
}

void Server::Connection::receive(std::string_view bytes) {
    act(*stream_, [&](ServerStream& stream) { stream.receive(bytes); });
}

std::string_view Server::Connection::output() const { return stream_->link().output(); }
void Server::Connection::consume(std::size_t size) { stream_->link().consume(size); }
std::string Server::Connection::take_output() { return stream_->link().take_output(); }
bool Server::Connection::finished() const { return stream_->finished(); }

void Server::Connection::lost() {
    act(*stream_, [](ServerStream& stream) { stream.lost(); });
}

void Server::Connection::on_output(std::function<void()> handler) { stream_->handler(std::move(handler)); }
std::optional<Instant> Server::Connection::deadline() const { return stream_->deadline(); }

void Server::Connection::expire() {
    act(*stream_, [](ServerStream& stream) { stream.expire(); });
}

core::Jid Server::Connection::address() const { return stream_->session() ? stream_->session()->jid : core::Jid(); }

}  // namespace headstock::testing
