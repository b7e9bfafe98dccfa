// SPDX-License-Identifier: MIT
#include "headstock/extensions/bytestreams.hpp"

#include <algorithm>

#include "headstock/auth/crypto.hpp"
#include "headstock/base/hex.hpp"

namespace headstock::bytestreams {
namespace {

constexpr std::size_t address_size = 20;  // of a SHA-1

std::string digest(std::string_view sid, const core::Jid& requester, const core::Jid& target) {
    return auth::digest(auth::Hash::sha1, std::string(sid) + requester.text() + target.text());
}

bool is_place(const Host& host) { return !host.host.empty() && host.host.size() <= 255 && host.port != 0; }

/// Keeps the hosts that can be tried.
void sift(std::vector<Host>& hosts) {
    std::erase_if(hosts, [](const Host& host) { return !is_place(host); });
    if (hosts.size() > max_hosts) hosts.resize(max_hosts);
}

/// What is wrong with an offer, if anything; its hosts are sifted.
std::optional<core::StanzaFailure> wrong_with(const Query& query) {
    using enum core::StanzaCondition;
    if (!query.sid) return core::StanzaFailure(bad_request, "missing: query@sid");
    if (query.hosts.empty()) return core::StanzaFailure(bad_request, "no host that could be tried");
    if (query.address && query.address->data.size() != address_size)
        return core::StanzaFailure(bad_request, "query@dstaddr: not a SHA-1");
    if (query.mode != Mode::tcp) return core::StanzaFailure(not_acceptable, "TCP only");
    return std::nullopt;
}

std::unexpected<Error> unwanted(std::string why) {
    return fail(make_error_code(bridge::PayloadErrc::malformed), std::move(why));
}

}  // namespace

std::string address(std::string_view sid, const core::Jid& requester, const core::Jid& target) {
    return to_hex(digest(sid, requester, target));
}

core::Request<Query> offer(core::Jid target, std::string sid, std::vector<Host> hosts, const core::Jid& requester) {
    Query query;
    query.address = bridge::HexBytes{digest(sid, requester, target)};
    query.sid = std::move(sid);
    query.hosts = std::move(hosts);
    return core::set<Query>(std::move(target), bridge::write(query));
}

Result<Host> used_host(const Query& answer, const std::vector<Host>& offered) {
    if (!answer.used) return unwanted("no host was chosen");
    const auto used = std::ranges::find(offered, *answer.used, &Host::jid);
    if (used == offered.end()) return unwanted("a host was chosen that was not offered: " + answer.used->text());
    return *used;
}

core::Request<Query> find(core::Jid proxy) { return core::get<Query>(std::move(proxy)); }

Result<Host> named_host(const Query& answer, const core::Jid& proxy) {
    const auto is_ours = [&](const Host& host) { return host.jid.bare() == proxy.bare(); };  // ejabberd names its node
    const auto named = std::ranges::find_if(answer.hosts, is_ours);
    if (named == answer.hosts.end() || !is_place(*named)) return unwanted("the proxy does not say where it is");
    return *named;
}

core::Request<core::Done> activate(core::Jid proxy, std::string sid, core::Jid target) {
    Query query;
    query.sid = std::move(sid);
    query.activated = std::move(target);
    return core::set(std::move(proxy), bridge::write(query));
}

void Offer::connected(const Host& at) {
    Query answer;
    answer.sid = sid;
    answer.used = at.jid;
    reply_.done(answer);
}

Module::Module(core::Stream& stream) : stream_(stream) {
    const auto answer = [this](const core::Iq& iq, core::Reply reply) { heard(iq, std::move(reply)); };
    answering_ = stream.router().respond_later(bridge::name_of<Query>(), core::IqType::set, answer);
    announced_ = stream.announce(std::string(ns));
}

Subscription Module::expect(const core::Jid& peer, const std::string& sid, std::function<void(Offer)> handler) {
    return expected_.add([peer, sid, handler = std::move(handler)](Offer& offer) {
        if (offer.from != peer || offer.sid != sid) return false;
        handler(std::move(offer));
        return true;
    });
}

void Module::heard(const core::Iq& iq, core::Reply reply) {
    Result<Query> query = iq.payload<Query>();
    if (!query) return reply.fail(core::StanzaFailure(core::StanzaCondition::bad_request, query.error().message()));
    sift(query->hosts);
    if (const auto wrong = wrong_with(*query)) return reply.fail(*wrong);
    std::string where =
        query->address ? to_hex(query->address->data) : address(*query->sid, iq.from(), stream_.address());
    Offer offer(iq.from(), *std::move(query), std::move(where), std::move(reply));
    bool taken = false;
    expected_.visit([&](const auto& takes) {
        taken = takes(offer);
        return !taken;
    });
    const auto handler = offered_;
    if (!taken && handler) handler(std::move(offer));
}

}  // namespace headstock::bytestreams
