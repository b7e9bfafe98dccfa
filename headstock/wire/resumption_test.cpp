// SPDX-License-Identifier: MIT
#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace test;

class Resumption : public ::testing::TestWithParam<int> {
protected:
    static TlsContext server_of(int version, std::vector<std::string> names = {"example.org", "example.com"}) {
        IssueOptions issue;
        issue.dns_names = std::move(names);
        auto options = server_options(authority().issue(issue));
        options.max_version = version;
        return made(TlsContext::server(options));
    }
    Pair connect(TlsOptions options = {}, const char* domain = "example.org") {
        Pair pair(client, server, 0, std::move(options), domain);
        pair.pump();
        EXPECT_TRUE(pair.client.established()) << pair.client_error.value_or(Error{}).message();
        EXPECT_EQ(pair.client_reads(), "");
        return pair;
    }
    static TlsOptions with(Session session, bool direct = false) {
        TlsOptions options;
        options.session = std::move(session);
        options.direct = direct;
        return options;
    }

    ManualClock clock;
    TlsContext client = [this] {
        auto options = client_options();
        options.clock = &clock;
        clock.advance(std::chrono::system_clock::now() - clock.wall());
        return made(TlsContext::client(options));
    }();
    TlsContext server = server_of(GetParam());
};

TEST_P(Resumption, a_second_handshake_is_shortened) {
    const Session session = connect().client.session();
    ASSERT_TRUE(session);
    Pair second = connect(with(session));
    EXPECT_TRUE(second.client.resumed());
    EXPECT_TRUE(second.server.resumed());
    ASSERT_TRUE(second.server.send("hello again"));
    second.pump();
    EXPECT_EQ(second.client_reads(), "hello again");
}

TEST_P(Resumption, a_first_handshake_is_not) {
    Pair first = connect();
    EXPECT_FALSE(first.client.resumed());
    EXPECT_FALSE(first.server.resumed());
}

TEST_P(Resumption, a_session_outlives_a_connection_that_was_cut) {
    Session session;
    {
        Pair first = connect();
        session = first.client.session();
        EXPECT_EQ(first.client.end_of_stream().error().code, Errc::truncated);
    }
    {
        Pair second = connect(with(session));
        EXPECT_TRUE(second.client.resumed());
        EXPECT_FALSE(second.client.end_of_stream());
    }
    EXPECT_TRUE(connect(with(session)).client.resumed());
}

TEST_P(Resumption, a_session_of_another_domain_is_not_used) {
    const Session session = connect().client.session();
    EXPECT_FALSE(connect(with(session), "example.com").client.resumed());
}

TEST_P(Resumption, a_session_is_the_domains_however_it_is_written) {
    const Session session = connect().client.session();
    EXPECT_TRUE(connect(with(session), "EXAMPLE.org.").client.resumed());
}

TEST_P(Resumption, a_session_of_the_other_kind_of_connection_is_not_used) {
    const Session session = connect().client.session();
    EXPECT_FALSE(connect(with(session, true)).client.resumed());
    const Session direct = connect(with({}, true)).client.session();
    ASSERT_TRUE(direct);
    EXPECT_TRUE(connect(with(direct, true)).client.resumed());
    EXPECT_FALSE(connect(with(direct)).client.resumed());
}

TEST_P(Resumption, a_session_of_a_context_with_other_trust_is_not_used) {
    const Session session = connect().client.session();
    client = made(TlsContext::client(client_options()));
    EXPECT_FALSE(connect(with(session)).client.resumed());
}

TEST_P(Resumption, a_session_dies_with_its_certificate) {
    const Session session = connect().client.session();
    clock.advance(std::chrono::hours(25));
    Pair second(client, server, 0, with(session));
    second.pump();
    EXPECT_FALSE(second.client.resumed());
    EXPECT_EQ(second.client_code(), Errc::certificate_expired);
}

TEST_P(Resumption, a_session_the_server_does_not_know_does_no_harm) {
    const Session session = connect().client.session();
    server = server_of(GetParam());
    EXPECT_FALSE(connect(with(session)).client.resumed());
}

TEST_P(Resumption, channel_bindings_are_the_same_at_both_ends_and_new) {
    Pair first = connect();
    Pair second = connect(with(first.client.session()));
    ASSERT_TRUE(second.client.resumed());
    EXPECT_EQ(second.client.channel_bindings(), second.server.channel_bindings());
    EXPECT_NE(second.client.channel_bindings().front(), first.client.channel_bindings().front());
    EXPECT_EQ(second.client.channel_bindings().back(), first.client.channel_bindings().back());
    EXPECT_EQ(second.client.channel_bindings().size(), first.client.channel_bindings().size());
}

TEST_P(Resumption, a_server_that_asks_for_certificates_resumes_too) {
    auto options = server_options();
    options.max_version = GetParam();
    options.client_ca_pem = authority().certificate_pem;
    server = made(TlsContext::server(options));
    const Session session = connect().client.session();
    EXPECT_TRUE(connect(with(session)).client.resumed());
}

TEST_P(Resumption, a_server_may_give_no_session) {
    auto options = server_options();
    options.max_version = GetParam();
    options.resume = false;
    server = made(TlsContext::server(options));
    EXPECT_FALSE(connect().client.session());
}

INSTANTIATE_TEST_SUITE_P(Versions, Resumption, ::testing::Values(tls_1_2, tls_1_3),
                         [](const auto& version) { return version.param == tls_1_2 ? "tls_1_2" : "tls_1_3"; });

}  // namespace
}  // namespace headstock::wire
