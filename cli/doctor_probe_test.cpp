// SPDX-License-Identifier: MIT
#include "cli/doctor_probe.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "headstock/core/core_error.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/testing/server.hpp"
#include "headstock/wire/certificate.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::cli {
namespace {

constexpr std::string_view header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
    "to='localhost' version='1.0'>";
constexpr std::string_view opening =
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

std::string features(std::string_view content) {
    return std::string(opening) + "<stream:features>" + std::string(content) + "</stream:features>";
}

/// A probe, and what it is told: whole, byte by byte, ragged.
class ProbeTest : public ::testing::TestWithParam<std::size_t> {
protected:
    void begin(bool direct = false, const std::string& ca = {}) {
        wire::TlsContext::ClientOptions trust;
        trust.ca_pem = ca;
        probe = std::make_unique<Probe>(core::jid("localhost"), wire::TlsContext::client(trust).value(), direct);
        probe->start();
    }
    void tell(std::string_view bytes) {
        deliver(bytes, [&](auto piece) { probe->receive(piece); });
    }
    template <class To>
    void deliver(std::string_view bytes, To to) {
        const std::size_t step = GetParam() == 0 ? bytes.size() : GetParam();
        for (std::size_t at = 0; at < bytes.size(); at += step) to(bytes.substr(at, step));
    }
    /// Joins the probe to a server until both are silent.
    void meet(testing::Server& server, bool direct) {
        const auto peer = server.connect(direct ? testing::Entrance::direct_tls : testing::Entrance::starttls);
        for (bool moved = true; moved;) {
            moved = false;
            for (std::string out = probe->take_output(); !out.empty(); out.clear(), moved = true)
                deliver(out, [&](auto piece) { peer->receive(piece); });
            for (std::string out = peer->take_output(); !out.empty(); out.clear(), moved = true) tell(out);
        }
    }
    [[nodiscard]] std::error_code why() const {
        return probe->seen().error ? probe->seen().error->code : std::error_code();
    }

    std::unique_ptr<Probe> probe;
};

TEST_P(ProbeTest, sees_a_server_up_to_its_features_inside_tls) {
    for (const bool direct : {false, true}) {
        testing::Server server;
        begin(direct, server.ca_pem());
        meet(server, direct);
        const Seen& seen = probe->seen();
        EXPECT_TRUE(probe->finished());
        EXPECT_FALSE(seen.error);
        EXPECT_EQ(seen.before_tls.has_value(), !direct);
        ASSERT_TRUE(seen.encryption && seen.encryption->certificate && seen.within_tls);
        EXPECT_EQ(seen.encryption->version, "TLSv1.3");
        EXPECT_EQ(seen.encryption->bindings.front(), "tls-exporter");
        EXPECT_EQ(seen.encryption->certificate->names, std::vector<std::string>{"localhost"});
        EXPECT_EQ(seen.within_tls->mechanisms, server.options().mechanisms);
        EXPECT_EQ(server.sessions(), 0U);
        EXPECT_EQ(server.connections(), 0U);
    }
}

TEST_P(ProbeTest, says_nothing_but_header_starttls_and_goodbye) {
    begin();
    tell(features("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"));
    EXPECT_TRUE(probe->finished());
    EXPECT_EQ(probe->take_output(), std::string(header) + "</stream:stream>");
    begin();
    tell(features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
    EXPECT_FALSE(probe->finished());
    EXPECT_EQ(probe->take_output(), std::string(header) + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
}

TEST_P(ProbeTest, a_certificate_that_is_refused_ends_it) {
    testing::Server server;
    begin(false, wire::CertificateAuthority::make("Another").certificate_pem);
    meet(server, false);
    EXPECT_EQ(why(), wire::Errc::unknown_authority);
    EXPECT_TRUE(probe->seen().before_tls);
    EXPECT_FALSE(probe->seen().encryption);
}

TEST_P(ProbeTest, what_stands_behind_proceed_is_never_heard) {
    begin();
    tell(features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
    probe->receive("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><stream:features/>");
    EXPECT_EQ(why(), core::Errc::bytes_before_tls);
    EXPECT_FALSE(probe->seen().within_tls);
}

TEST_P(ProbeTest, refusals_and_nonsense_end_it_with_the_reason) {
    const std::string starttls = features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    const std::string open(opening);
    const std::initializer_list<std::pair<std::string, std::error_code>> cases{
        {starttls + "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", core::Errc::tls_refused},
        {starttls + "<message/>", core::Errc::unexpected_element},
        {open + "<message/>", core::Errc::unexpected_element},
        {open + "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
         core::StreamCondition::host_unknown},
        {open + "</stream:stream>", core::Errc::closed},
        {"<html>", core::Errc::not_a_stream},
        {"<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>", core::Errc::unsupported_version},
        {"HTTP/1.1 400 Bad Request\r\n\r\n", bridge::ParseErrc::not_well_formed},
        {features(std::string(70'000, ' ')), bridge::ParseErrc::stanza_too_big},
    };
    for (const auto& [said, reason] : cases) {
        begin();
        tell(said);
        EXPECT_TRUE(probe->finished()) << said.substr(0, 200);
        EXPECT_EQ(why(), reason) << why().message() << " for " << said.substr(0, 200);
    }
}

TEST_P(ProbeTest, an_end_too_early_is_told) {
    begin();
    probe->lost();
    EXPECT_EQ(why(), core::Errc::connection_lost);
    begin(true);
    probe->lost();
    EXPECT_EQ(why(), wire::Errc::truncated);
    begin();
    probe->lost({std::make_error_code(std::errc::timed_out), {}});
    EXPECT_EQ(why(), std::errc::timed_out);
}

TEST_P(ProbeTest, reads_all_that_is_offered) {
    begin();
    tell(features(
        "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-1</mechanism></mechanisms>"
        "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-exporter'/></sasl-channel-binding>"
        "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-256</mechanism><inline>"
        "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/></inline></bind>"
        "<sm xmlns='urn:xmpp:sm:3'/><fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-EXPR</mechanism></fast>"
        "</inline></authentication><sm xmlns='urn:xmpp:sm:3'/>"
        "<compression xmlns='http://jabber.org/features/compress'><method>zlib</method></compression>"
        "<register xmlns='http://jabber.org/features/iq-register'/>"
        "<limits "
        "xmlns='urn:xmpp:stream-limits:0'><max-bytes>10000</max-bytes><idle-seconds>x</idle-seconds></limits>"));
    ASSERT_TRUE(probe->seen().before_tls);
    const Offer& offer = *probe->seen().before_tls;
    using Names = std::vector<std::string>;
    EXPECT_FALSE(offer.starttls);
    EXPECT_EQ(offer.mechanisms, Names{"SCRAM-SHA-1"});
    EXPECT_EQ(offer.binding_types, Names{"tls-exporter"});
    ASSERT_TRUE(offer.sasl2);
    EXPECT_EQ(offer.sasl2->mechanisms, Names{"SCRAM-SHA-256"});
    EXPECT_TRUE(offer.sasl2->bind && offer.sasl2->resumes);
    EXPECT_EQ(offer.sasl2->binds, Names{"urn:xmpp:carbons:2"});
    EXPECT_EQ(offer.sasl2->fast, Names{"HT-SHA-256-EXPR"});
    EXPECT_TRUE(offer.stream_management && offer.registration);
    EXPECT_EQ(offer.compression, Names{"zlib"});
    EXPECT_EQ(offer.max_bytes, 10'000U);
    EXPECT_EQ(offer.idle_seconds, std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Chunks, ProbeTest, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST(Certificate, what_is_none_is_not_read) {
    EXPECT_FALSE(read_certificate(""));
    EXPECT_FALSE(read_certificate("\x30\x03\x02\x01\x01"));
}

TEST(Certificate, days_are_full_ones) {
    Certificate certificate;
    certificate.not_after = 1'000'000;
    EXPECT_EQ(certificate.days_left(1'000'000 - 2 * 86'400), 2);
    EXPECT_EQ(certificate.days_left(1'000'000 - 2 * 86'400 + 1), 1);
    EXPECT_EQ(certificate.days_left(1'000'000 + 1), -1);
    EXPECT_EQ(certificate.days_left(1'000'000 + 86'400), -1);
    EXPECT_EQ(show_time(0), "1970-01-01T00:00:00Z");
}

}  // namespace
}  // namespace headstock::cli
