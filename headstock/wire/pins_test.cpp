// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace test;

/// What comes of a handshake with a server of example.org; the default error where it goes well.
Error outcome(const TlsContext::ClientOptions& options, const Issued& issued = issued_for("example.org")) {
    Pair pair(made(TlsContext::client(options)), made(TlsContext::server(server_options(issued))));
    pair.pump();
    EXPECT_NE(pair.client.established(), pair.client_error.has_value());
    return pair.client_error.value_or(Error{});
}

/// What somebody is told about a server that nobody trusts.
Doubt doubt_about(const Issued& issued) {
    Doubt told;
    TlsContext::ClientOptions options;
    options.ca_pem = CertificateAuthority::make("Another").certificate_pem;
    options.decide = [&](const Doubt& doubt) {
        told = doubt;
        return false;
    };
    EXPECT_EQ(outcome(options, issued).code, told.why.code);
    return told;
}

TEST(Pins, the_key_of_the_server_or_of_its_authority_is_enough) {
    const Issued issued = issued_for("example.org");
    TlsContext::ClientOptions options = client_options();
    options.pins = {"AAAA", doubt_about(issued).pin};
    EXPECT_EQ(outcome(options, issued), Error{});
    options.pins = {doubt_about({authority().certificate_pem, authority().key_pem}).pin};
    EXPECT_EQ(outcome(options, issued), Error{});
}

TEST(Pins, another_key_is_refused_though_all_else_is_well) {
    TlsContext::ClientOptions options = client_options();
    options.pins = {doubt_about(issued_for("example.org")).pin};
    const Error refused = outcome(options, issued_for("example.org"));
    EXPECT_EQ(refused.code, Errc::wrong_key);
    EXPECT_EQ(refused.text.find(options.pins.front()), std::string::npos);
}

TEST(Pins, do_not_make_up_for_anything_else) {
    const Issued issued = issued_for("example.com");
    TlsContext::ClientOptions options = client_options();
    options.pins = {doubt_about(issued).pin};
    EXPECT_EQ(outcome(options, issued).code, Errc::wrong_name);
}

TEST(Decisions, are_asked_for_with_all_that_there_is_to_know) {
    const Issued issued = issued_for("example.org");
    const Doubt doubt = doubt_about(issued);
    EXPECT_EQ(doubt.why.code, Errc::unknown_authority);
    EXPECT_EQ(doubt.domain, "example.org");
    EXPECT_EQ(doubt.fingerprint.size(), 64U);
    EXPECT_EQ(doubt.pin.size(), 44U);
}

TEST(Decisions, let_in_who_would_be_refused_and_nobody_else) {
    const Issued issued = issued_for("example.org");
    const std::string known = doubt_about(issued).fingerprint;
    TlsContext::ClientOptions options;
    options.ca_pem = CertificateAuthority::make("Another").certificate_pem;
    options.decide = [&](const Doubt& doubt) { return doubt.fingerprint == known; };
    EXPECT_EQ(outcome(options, issued), Error{});
    EXPECT_EQ(outcome(options, issued_for("example.org")).code, Errc::unknown_authority);
}

TEST(Decisions, are_not_asked_for_where_all_is_well) {
    TlsContext::ClientOptions options = client_options();
    options.decide = [](const Doubt&) -> bool { throw std::logic_error("nobody is in doubt"); };
    EXPECT_EQ(outcome(options), Error{});
}

TEST(Decisions, that_throw_are_a_no) {
    TlsContext::ClientOptions options;
    options.ca_pem = CertificateAuthority::make("Another").certificate_pem;
    options.decide = [](const Doubt&) -> bool { throw std::logic_error("cannot decide"); };
    EXPECT_TRUE(outcome(options).code);
}

}  // namespace
}  // namespace headstock::wire
