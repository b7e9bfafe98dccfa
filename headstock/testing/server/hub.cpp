// SPDX-License-Identifier: MIT
#include "headstock/testing/server/hub.hpp"

#include <algorithm>

#include "headstock/network/failure.hpp"
#include "headstock/testing/server/resumption.hpp"
#include "headstock/testing/server/server_stream.hpp"
#include "headstock/wire/certificate.hpp"

namespace headstock::testing::detail {
namespace {

core::Jid domain_of(const std::string& text) {
    const auto jid = core::Jid::make({}, text, {});
    if (!jid) throw Failure(jid.error());
    return *jid;
}

}  // namespace

Hub::Hub(ServerOptions wanted, const Clock& its_clock, Random& its_random)
    : options(std::move(wanted)),
      clock(its_clock),
      random(its_random),
      address(domain_of(options.domain)),
      started(clock.now()),
      accounts(address, random) {
    if (options.tls || !options.certificate_pem.empty()) make_identity();
}

Hub::~Hub() {
    for (ServerStream* stream : streams_) stream->abandon();
}

void Hub::make_identity() {
    wire::TlsContext::ServerOptions shown;
    shown.max_version = options.max_tls_version;
    if (options.certificate_pem.empty()) {
        const auto authority = wire::CertificateAuthority::make("headstock test server");
        wire::IssueOptions wanted;
        wanted.dns_names = {address.ascii_domain()};
        wire::Issued issued = authority.issue(wanted);
        shown.certificate_pem = std::move(issued.certificate_pem);
        shown.key_pem = std::move(issued.key_pem);
        ca_pem_ = authority.certificate_pem;
    } else {
        shown.certificate_pem = options.certificate_pem;
        shown.key_pem = options.key_pem;
        ca_pem_ = options.ca_pem.empty() ? options.certificate_pem : options.ca_pem;
    }
    Result<wire::TlsContext> context = wire::TlsContext::server(shown);
    if (!context) throw Failure(context.error());
    tls_.emplace(std::move(*context));
}

const wire::TlsContext& Hub::tls() {
    if (!tls_) make_identity();
    return *tls_;
}

const std::string& Hub::ca_pem() {
    if (!tls_) make_identity();
    return ca_pem_;
}

void Hub::leave(ServerStream& stream) {
    std::erase(streams_, &stream);
    std::erase(touched_, &stream);
    std::erase(noisy_, &stream);
}

Session* Hub::component(const core::Jid& jid) {
    const auto at = components_.find(jid.domain());
    return at == components_.end() || at->second.sessions.empty() ? nullptr : at->second.sessions.front();
}

Account* Hub::component_account(const core::Jid& domain) {
    const auto at = options.components.find(std::string(domain.domain()));
    if (at == options.components.end() || domain.domain() != domain.text()) return nullptr;
    Account& account = components_[at->first];
    account.jid = domain;
    account.password = at->second;
    account.component = true;
    return &account;
}

void Hub::keep(std::unique_ptr<Session> session) {
    session->outlet.detach(clock.now() + options.resume_limit);
    kept_.push_back(std::move(session));
}

std::unique_ptr<Session> Hub::take(const Session& session) {
    const auto at = std::ranges::find(kept_, &session, &std::unique_ptr<Session>::get);
    std::unique_ptr<Session> taken = std::move(*at);
    kept_.erase(at);
    return taken;
}

void Hub::end(Session& session, core::StreamCondition why) {
    if (session.outlet.connection()) session.outlet.end({why, {}, {}, {}});
    else bury(*this, take(session));
}

/// Ends the kept sessions whose time is over, those that too much waits for, and the oldest of too many.
void Hub::sweep() {
    const auto over = [&](const std::unique_ptr<Session>& kept) {
        const core::AckQueue& queue = *kept->outlet.queue;
        return kept->outlet.until <= clock.now() || queue.waiting().size() > options.max_unacked ||
               queue.bytes() > options.max_output || kept_.size() > options.max_kept;
    };
    for (auto at = kept_.begin(); (at = std::ranges::find_if(kept_, over)) != kept_.end();) bury(*this, take(**at));
}

void Hub::settle(const ServerStream* acting) {
    sweep();
    while (!touched_.empty()) {  // ending a stream that fell behind touches others
        for (ServerStream* stream : std::exchange(touched_, {})) {
            stream->settle();
            const bool known = std::ranges::find(noisy_, stream) != noisy_.end();
            if (stream != acting && !known) noisy_.push_back(stream);
        }
    }
    for (const auto& [jid, here] : std::exchange(changes_, {})) session_changes.fire(jid, here);
    while (!noisy_.empty()) {
        const ServerStream* stream = noisy_.front();
        noisy_.pop_front();
        const std::function<void()> handler = stream->handler();  // a copy: it may destroy the connection that keeps it
        if (handler) handler();
    }
}

}  // namespace headstock::testing::detail
