// SPDX-License-Identifier: MIT
#include "cli/doctor_advice.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "headstock/core/core_error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::cli {
namespace {

using Keys = std::vector<std::string>;

constexpr std::time_t now = 1'800'000'000;
constexpr std::time_t day = 86'400;

Offer good_offer() {
    Offer offer;
    offer.mechanisms = {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"};
    offer.binding_types = {"tls-exporter"};
    return offer;
}

Look good_look() {
    Look look;
    look.way.target = {"xmpp.example.org", 5222, false};
    look.way.address = "2001:db8::1";
    look.way.ipv6 = true;
    look.seen.before_tls.emplace();
    look.seen.before_tls->starttls = look.seen.before_tls->starttls_required = true;
    look.seen.encryption.emplace();
    look.seen.encryption->version = "TLSv1.3";
    look.seen.encryption->bindings = {"tls-exporter"};
    look.seen.encryption->certificate.emplace().not_after = now + 60 * day;
    look.seen.within_tls = good_offer();
    return look;
}

Service service(bool direct, std::string host) {
    Service made;
    made.direct_tls = direct;
    if (!host.empty()) made.records.push_back({std::move(host), 5222, 1, 1, direct});
    return made;
}

/// A domain with which all is well, until a test changes that.
class Advice : public ::testing::Test {
protected:
    Advice() {
        report.now = now;
        report.by_dns = true;
        report.services = {service(false, "xmpp.example.org"), service(true, "xmpp.example.org")};
        report.looks = {good_look()};
    }
    Look& look() { return report.looks.front(); }
    Offer& offer() { return *look().seen.within_tls; }
    Offer& before() { return *look().seen.before_tls; }

    Keys keys() {
        report.findings = judge(report);
        Keys all;
        for (const Finding& finding : report.findings) all.push_back(finding.key);
        return all;
    }
    /// That this is all that is found, how bad it is, and how the tool ends.
    void expect(const std::string& key, Severity severity, Exit exit) {
        EXPECT_EQ(keys(), Keys{key});
        EXPECT_EQ(report.verdict(), severity) << key;
        EXPECT_EQ(report.exit(), exit) << key;
    }
    void expect_note(const std::string& key) { expect(key, Severity::note, Exit::ok); }
    void expect_warning(const std::string& key) { expect(key, Severity::warning, Exit::other); }

    Report report;
};

TEST_F(Advice, is_none_where_all_is_well) {
    EXPECT_EQ(keys(), Keys{});
    EXPECT_EQ(report.verdict(), Severity::ok);
    EXPECT_EQ(report.exit(), Exit::ok);
}

TEST_F(Advice, records_that_are_missing_are_noted) {
    report.services[1].records.clear();
    expect_note("no-direct-tls");
    report.services[0].records.clear();
    expect_note("no-srv");
    report.services[1] = service(true, "xmpp.example.org");
    expect_note("no-starttls-srv");
    report.services[0].error = Error{network::Errc::dns_timeout, {}};
    expect_warning("dns-failed");
}

TEST_F(Advice, a_service_that_is_denied_ends_with_5) {
    report.services = {service(false, "."), service(true, "")};
    report.looks.clear();
    expect("service-denied", Severity::problem, Exit::dns);
}

TEST_F(Advice, a_kind_of_tls_that_nobody_offers_ends_with_5) {
    report.looks.clear();
    expect("no-such-way", Severity::problem, Exit::dns);
}

TEST_F(Advice, a_network_without_ipv6_is_noted) {
    look().way.ipv6 = false;
    expect_note("no-ipv6");
    report.by_dns = false;
    EXPECT_EQ(keys(), Keys{});
}

TEST_F(Advice, what_nobody_reaches_is_a_problem_and_one_way_of_several_is_not) {
    look().unreached = Error{network::Errc::connection_refused, {}};
    expect("unreachable", Severity::problem, Exit::connect);
    report.looks.push_back(good_look());
    expect_warning("unreachable-way");
    look().unreached = Error{network::Errc::unreachable, {}};
    expect_note("no-route");
    report.looks = {look()};
    look().unreached = Error{network::Errc::host_not_found, {}};
    expect("unreachable", Severity::problem, Exit::dns);
}

TEST_F(Advice, what_is_offered_before_tls_is_judged) {
    before().starttls_required = false;
    expect_warning("starttls-optional");
    before().starttls_required = true;
    before().mechanisms = {"SCRAM-SHA-1"};
    expect_warning("login-before-tls");
    before().mechanisms = {"PLAIN"};
    expect("plain-before-tls", Severity::problem, Exit::tls);
    before() = Offer{};
    expect("no-starttls", Severity::problem, Exit::tls);
    before().starttls = before().starttls_required = before().registration = true;
    expect_warning("registration-before-tls");
}

TEST_F(Advice, sasl2_before_tls_is_judged_like_sasl) {
    before().sasl2.emplace().mechanisms = {"PLAIN"};
    expect("plain-before-tls", Severity::problem, Exit::tls);
    before().sasl2->mechanisms = {"SCRAM-SHA-1"};
    expect_warning("login-before-tls");
}

TEST_F(Advice, each_reason_to_distrust_a_certificate_has_a_name) {
    const std::initializer_list<std::pair<wire::Errc, const char*>> all{
        {wire::Errc::certificate_expired, "certificate-expired"},
        {wire::Errc::certificate_not_yet_valid, "certificate-not-yet-valid"},
        {wire::Errc::wrong_name, "certificate-wrong-name"},
        {wire::Errc::self_signed, "certificate-self-signed"},
        {wire::Errc::unknown_authority, "certificate-unknown-authority"},
        {wire::Errc::certificate_revoked, "certificate-revoked"},
        {wire::Errc::weak_certificate, "certificate-weak"},
        {wire::Errc::bad_purpose, "certificate-purpose"},
        {wire::Errc::not_an_authority, "certificate-not-an-authority"},
        {wire::Errc::bad_certificate, "certificate-bad"}};
    for (const auto& [code, key] : all) {
        look().distrust = Error{code, {}};
        EXPECT_FALSE(look().verified());
        expect(key, Severity::problem, Exit::tls);
    }
}

TEST_F(Advice, a_certificate_is_to_be_renewed_in_time) {
    std::time_t& end = look().seen.encryption->certificate->not_after;
    end = now + 30 * day;
    EXPECT_EQ(keys(), Keys{});
    end = now + 30 * day - 1;
    expect_note("certificate-expires");
    end = now + 14 * day - 1;
    expect_warning("certificate-expires-soon");
}

TEST_F(Advice, an_old_tls_is_noted) {
    look().seen.encryption->version = "TLSv1.2";
    expect_note("tls-1.2");
}

TEST_F(Advice, what_ended_a_look_too_early_is_a_problem) {
    look().seen.within_tls.reset();
    look().seen.error = Error{core::Errc::connection_lost, {}};
    expect("stream-failed", Severity::problem, Exit::lost);
    look().seen.error = Error{core::Errc::not_a_stream, {}};
    expect("stream-failed", Severity::problem, Exit::stream);
    look().seen.error = Error{wire::Errc::handshake_failed, {}};
    expect("tls-failed", Severity::problem, Exit::tls);
    look().seen.error = Error{std::make_error_code(std::errc::timed_out), {}};
    expect("too-slow", Severity::problem, Exit::timeout);
}

TEST_F(Advice, compression_is_a_warning_and_registration_a_note) {
    offer().compression = {"zlib"};
    expect_warning("compression");
    offer().compression.clear();
    offer().registration = true;
    expect_note("registration");
}

TEST_F(Advice, logins_are_judged_by_their_mechanisms) {
    offer().mechanisms = {"PLAIN"};
    expect_warning("only-plain");
    offer().mechanisms = {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN", "DIGEST-MD5"};
    expect_warning("weak-mechanism");
    offer().mechanisms = {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"};
    expect_note("scram-sha-1");
    offer().mechanisms = {"SCRAM-SHA-256", "ANONYMOUS", "SCRAM-SHA-256-PLUS"};
    expect_note("anonymous");
    offer().mechanisms.clear();
    expect("no-login", Severity::problem, Exit::authentication);
    offer().sasl2.emplace().mechanisms = {"SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"};
    EXPECT_EQ(keys(), Keys{});
}

TEST_F(Advice, channel_binding_is_judged_by_what_can_be_proved) {
    offer().binding_types = {"tls-unique"};
    expect_warning("binding-unusable");
    offer().binding_types.reset();
    expect_note("binding-types-untold");
    offer().mechanisms = {"SCRAM-SHA-256"};
    expect_note("no-channel-binding");
}

TEST_F(Advice, the_worst_comes_first_and_what_is_true_twice_is_said_once) {
    report.looks.push_back(good_look());
    for (Look& each : report.looks) each.seen.within_tls->registration = true;
    report.looks.back().seen.within_tls->compression = {"zlib"};
    EXPECT_EQ(keys(), (Keys{"compression", "registration"}));
    EXPECT_EQ(report.findings[0].ways, std::vector<std::size_t>{2});
    EXPECT_EQ(report.findings[1].ways, (std::vector<std::size_t>{1, 2}));
}

}  // namespace
}  // namespace headstock::cli
