// SPDX-License-Identifier: MIT
#include "headstock/wire/names.hpp"

#include <gtest/gtest.h>

#include "headstock/wire/certificate.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::wire::detail {
namespace {

using namespace std::string_literals;

struct Case {
    std::string presented;
    std::string domain;
    bool match;
};

TEST(Names, dns_names_match_as_rfc_9525_says) {
    const Case cases[] = {
        {"example.org", "example.org", true},
        {"EXAMPLE.org", "example.org", true},
        {"localhost", "localhost", true},
        {"xn--bcher-kva.example", "xn--bcher-kva.example", true},
        {"XN--BCHER-KVA.example", "xn--bcher-kva.example", true},
        {"_x.example.org", "_x.example.org", true},
        {"example.org.", "example.org", false},
        {"example.com", "example.org", false},
        {"evil-example.org", "example.org", false},
        {"example.org.evil.test", "example.org", false},
        {"org", "example.org", false},
        {"", "example.org", false},
        {"example.org\0.evil.test"s, "example.org", false},
        {"example.org\0"s, "example.org", false},
        {"\0example.org"s, "example.org", false},
        {" example.org", "example.org", false},
        {"*.example.org", "chat.example.org", true},
        {"*.EXAMPLE.org", "chat.example.org", true},
        {"*.example.org", "example.org", false},
        {"*.example.org", "a.b.example.org", false},
        {"*.example.org", "xn--bcher-kva.example.org", false},
        {"*.example.org\0"s, "chat.example.org", false},
        {"*.*.org", "chat.example.org", false},
        {"*.org", "example.org", false},
        {"*.localhost", "chat.localhost", false},
        {"*", "localhost", false},
        {"*", "example.org", false},
        {"*.", "example.org", false},
        {"*.example..org", "chat.example..org", false},
        {"c*.example.org", "chat.example.org", false},
        {"*t.example.org", "chat.example.org", false},
        {"chat.*.org", "chat.example.org", false},
        {"xn--*.example.org", "xn--bcher-kva.example.org", false},
    };
    for (const auto& [presented, domain, match] : cases) {
        Names names;
        names.dns = {presented};
        EXPECT_EQ(matches(names, domain), match) << presented << " for " << domain;
    }
}

TEST(Names, service_names_match_the_client_service_only) {
    const Case cases[] = {
        {"_xmpp-client.example.org", "example.org", true},
        {"_XMPP-Client.Example.ORG", "example.org", true},
        {"_xmpp-server.example.org", "example.org", false},
        {"_xmpps-client.example.org", "example.org", false},
        {"_xmpp-client.example.com", "example.org", false},
        {"_xmpp-client.*.example.org", "a.example.org", false},
        {"_xmpp-client", "example.org", false},
        {"example.org", "example.org", false},
        {"_xmpp-client.example.org\0"s, "example.org", false},
    };
    for (const auto& [presented, domain, match] : cases) {
        Names names;
        names.srv = {presented};
        EXPECT_EQ(matches(names, domain), match) << presented;
    }
}

TEST(Names, direct_tls_has_a_service_name_of_its_own) {
    Names names;
    names.srv = {"_xmpps-client.example.org"};
    EXPECT_TRUE(matches(names, "example.org", true));
    EXPECT_FALSE(matches(names, "example.org", false));
    names.srv = {"_xmpp-client.example.org"};
    EXPECT_TRUE(matches(names, "example.org", true));
    names.srv = {"_xmpps-server.example.org"};
    EXPECT_FALSE(matches(names, "example.org", true));
}

TEST(Names, an_xmpp_address_matches_if_it_is_the_domain) {
    Names names;
    names.xmpp = {"Example.org"};
    EXPECT_TRUE(matches(names, "example.org"));
    EXPECT_FALSE(matches(names, "chat.example.org"));
    names.xmpp = {"romeo@example.org", "example.org/x", "*.example.org", "example.org\0"s};
    EXPECT_FALSE(matches(names, "example.org"));
    EXPECT_FALSE(matches(names, "chat.example.org"));
}

TEST(Names, addresses_match_addresses_only) {
    Names names;
    names.ip = {"\x7f\x00\x00\x01"s, std::string(15, '\0') + '\x01'};
    EXPECT_TRUE(matches(names, "127.0.0.1"));
    EXPECT_TRUE(matches(names, "::1"));
    EXPECT_TRUE(matches(names, "0:0:0:0:0:0:0:1"));
    EXPECT_FALSE(matches(names, "127.0.0.2"));
    names = {};
    names.dns = {"127.0.0.1", "*.0.0.1"};
    EXPECT_FALSE(matches(names, "127.0.0.1"));
}

TEST(Names, one_right_name_among_many_is_enough) {
    Names names;
    names.dns = {"a.test", "b.test"};
    names.srv = {"_xmpp-server.c.test", "_xmpp-client.c.test"};
    EXPECT_TRUE(matches(names, "b.test"));
    EXPECT_TRUE(matches(names, "c.test"));
    EXPECT_FALSE(matches(names, "d.test"));
    EXPECT_FALSE(matches(Names(), "a.test"));
}

TEST(Names, names_are_read_from_the_certificate) {
    IssueOptions options;
    options.dns_names = {"example.org", "*.example.org", "nul\0.test"s};
    options.srv_names = {"_xmpp-client.example.org"};
    options.xmpp_addrs = {"example.org"};
    options.ip_addresses = {"127.0.0.1", "::1"};
    options.common_name = "common.test";
    const auto chain = read_certificates(CertificateAuthority::make("Root").issue(options).certificate_pem);
    ASSERT_EQ(chain.size(), 1U);
    const Names names = names_of(*chain.front());
    EXPECT_EQ(names.dns, options.dns_names);
    EXPECT_EQ(names.srv, options.srv_names);
    EXPECT_EQ(names.xmpp, options.xmpp_addrs);
    EXPECT_TRUE(matches(names, "127.0.0.1"));
    EXPECT_TRUE(matches(names, "::1"));
    EXPECT_FALSE(matches(names, "common.test"));
    EXPECT_FALSE(matches(names, "nul"));
}

TEST(Names, description_is_printable_and_short) {
    Names names;
    EXPECT_EQ(describe(names), "no name at all");
    names.dns = {"a\x1b[31m.test"};
    names.srv = {"_x.test"};
    names.xmpp = {"x.test"};
    names.ip = {"\x7f\x00\x00\x01"s};
    EXPECT_EQ(describe(names), "a\\x1b[31m.test, _x.test, xmpp:x.test, ip:127.0.0.1");
    names.dns.assign(30, "a.test");
    EXPECT_TRUE(describe(names).ends_with(" and 23 more")) << describe(names);
}

TEST(Domain, one_form_for_all_spellings) {
    EXPECT_EQ(canonical_domain("Example.ORG").value(), "example.org");
    EXPECT_EQ(canonical_domain("example.org.").value(), "example.org");
    EXPECT_EQ(canonical_domain("localhost").value(), "localhost");
    EXPECT_EQ(canonical_domain("127.0.0.1").value(), "127.0.0.1");
    EXPECT_EQ(canonical_domain("[2001:DB8::1]").value(), "2001:db8::1");
    EXPECT_EQ(canonical_domain("2001:db8::1").value(), "2001:db8::1");
    EXPECT_EQ(canonical_domain(std::string(63, 'a') + ".test").value(), std::string(63, 'a') + ".test");
}

TEST(Domain, what_cannot_be_one_is_refused) {
    const std::string wrong[] = {"",
                                 ".",
                                 "a..b",
                                 ".a",
                                 "a b",
                                 "b\xc3\xbc"
                                 "cher.example",
                                 "*.a.test",
                                 "a\0.test"s,
                                 "a/b",
                                 "a@b",
                                 "[example.org]",
                                 "[::1",
                                 "fe80::1%eth0",
                                 std::string(64, 'a') + ".test",
                                 "127.0.0.1\0"s};
    for (const auto& domain : wrong) {
        const auto canonical = canonical_domain(domain);
        ASSERT_FALSE(canonical) << domain;
        EXPECT_EQ(canonical.error().code, Errc::bad_domain);
    }
    std::string longest;
    for (int i = 0; i < 126; ++i) longest += "a.";
    EXPECT_TRUE(canonical_domain(longest + "a"));
    EXPECT_FALSE(canonical_domain(longest + "a.a"));
}

}  // namespace
}  // namespace headstock::wire::detail
