// SPDX-License-Identifier: MIT
#include "cli/doctor_advice.hpp"

#include <algorithm>
#include <utility>

#include "cli/doctor_judge.hpp"

#include "headstock/network/errc.hpp"

namespace headstock::cli {
namespace {

bool was_reached(const Look& look) { return !look.unreached; }

void judge_records(const Service& plain, const Service& direct, Judgement& judgement) {
    if (plain.records.empty() && direct.records.empty())
        judgement.note("no-srv",
                       "there are no SRV records: clients take port 5222 of the domain itself; publish "
                       "_xmpp-client._tcp and _xmpps-client._tcp, so that the server may move");
    else if (direct.records.empty())
        judgement.note("no-direct-tls",
                       "there is no _xmpps-client._tcp: publish one, for networks that let only TLS through, and for "
                       "logins with one round trip less");
    else if (plain.records.empty())
        judgement.note("no-starttls-srv",
                       "there is no _xmpp-client._tcp: clients that do not know XEP-0368 take port 5222 of the domain");
}

void judge_services(const Report& report, Judgement& judgement) {
    bool known = !report.services.empty();
    for (const Service& service : report.services) {
        if (service.error || service.denied()) known = false;
        if (service.error)
            judgement.warning("dns-failed",
                              service.name() + " cannot be looked up (" + service.error->message() +
                                  "): clients take what is left, or fail; see to the zone's name servers");
    }
    if (known) judge_records(report.services.front(), report.services.back(), judgement);
    if (!report.looks.empty()) return;
    if (std::ranges::any_of(report.services, &Service::denied))
        judgement.problem("service-denied", Exit::dns,
                          "the SRV records say that there is no service for clients (target \".\"): clients give up; "
                          "publish the server's name instead");
    else
        judgement.problem("no-such-way", Exit::dns,
                          "there is no SRV record for the kind of TLS that --tls asks for: publish one, or do not ask");
}

void judge_reach(const Report& report, const Look& look, Judgement& judgement) {
    const std::string why = look.unreached->message();
    const bool elsewhere = std::ranges::any_of(report.looks, was_reached);
    const bool no_route = look.unreached->code == network::Errc::unreachable;
    if (!elsewhere)
        judgement.problem("unreachable", exit_code(*look.unreached),
                          why +
                              ": nobody can connect; see that the server runs, that it listens at this address, and "
                              "that no firewall is in the way");
    else if (no_route)
        judgement.note("no-route", why + ": perhaps this machine has no such network; try from one that has");
    else
        judgement.warning("unreachable-way", why +
                                                 ": clients that try this way first have to wait; make it work, or "
                                                 "take its record out of DNS");
}

void judge_families(const Report& report, Judgement& judgement) {
    const bool any = std::ranges::any_of(report.looks, [](const Look& look) { return !look.way.address.empty(); });
    const bool ipv6 = std::ranges::any_of(report.looks, [](const Look& look) { return look.way.ipv6; });
    if (report.by_dns && any && !ipv6)
        judgement.note("no-ipv6",
                       "there is no IPv6 address: networks without IPv4 reach it by detours; add AAAA records");
}

}  // namespace

void Judgement::add(Severity severity, std::string_view key, std::string text, Exit exit) {
    auto place =
        std::ranges::find_if(findings_, [&](const Finding& each) { return each.key == key && each.text == text; });
    if (place == findings_.end()) {
        place = std::ranges::find_if(findings_, [&](const Finding& each) { return each.severity < severity; });
        place = findings_.insert(place, Finding{severity, std::string(key), std::move(text), exit, {}});
    }
    if (way_ > 0 && (place->ways.empty() || place->ways.back() != way_)) place->ways.push_back(way_);
}

std::vector<Finding> judge(const Report& report) {
    Judgement judgement;
    judge_services(report, judgement);
    for (std::size_t i = 0; i < report.looks.size(); ++i) {
        judgement.about(i + 1);
        const Look& look = report.looks[i];
        if (look.unreached) judge_reach(report, look, judgement);
        else judge_look(report, look, judgement);
    }
    judgement.about(0);
    judge_families(report, judgement);
    return judgement.take();
}

}  // namespace headstock::cli
