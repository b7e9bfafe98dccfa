// SPDX-License-Identifier: MIT
#include "headstock/core/idna.hpp"

#include <gtest/gtest.h>

#include <string>

#include "headstock/base/random.hpp"
#include "headstock/core/unicode.hpp"

namespace headstock::core {
namespace {

using namespace std::string_literals;

struct Case {
    std::string text, prepared, ascii;
};

const std::string long_label(63, 'a');

TEST(Idna, domains_have_one_form_for_people_and_one_for_dns) {
    const Case cases[] = {
        {"example.com", "example.com", "example.com"},
        {"EXAMPLE.Com.", "example.com", "example.com"},
        {"localhost", "localhost", "localhost"},
        {"127.0.0.1", "127.0.0.1", "127.0.0.1"},
        {"a-b.c--d.ab--cd", "a-b.c--d.ab--cd", "a-b.c--d.ab--cd"},
        {"my_host.example", "my_host.example", "my_host.example"},
        {long_label + ".example", long_label + ".example", long_label + ".example"},
        {"fu\u00dfball.example", "fu\u00dfball.example", "xn--fuball-cta.example"},
        {"FU\u00dfBALL.EXAMPLE", "fu\u00dfball.example", "xn--fuball-cta.example"},
        {"xn--fuball-cta.example", "fu\u00dfball.example", "xn--fuball-cta.example"},
        {"XN--Fuball-CTA.example.", "fu\u00dfball.example", "xn--fuball-cta.example"},
        {"b\u00dccher.example", "b\u00fccher.example", "xn--bcher-kva.example"},
        {"bu\u0308cher.example", "b\u00fccher.example", "xn--bcher-kva.example"},
        {"\uff45xample\u3002com", "example.com", "example.com"},
        {"example\uff0ecom\uff0e", "example.com", "example.com"},
        {"\u03b2\u03cc\u03bb\u03bf\u03c2.example", "\u03b2\u03cc\u03bb\u03bf\u03c2.example", "xn--nxasmm1c.example"},
        {"\u05d0\u05d1.example", "\u05d0\u05d1.example", "xn--4dbc.example"},
        {"my_host.b\u00fccher", "my_host.b\u00fccher", "my_host.xn--bcher-kva"},
        {"axn--b.example", "axn--b.example", "axn--b.example"},
    };
    for (const auto& [text, prepared, ascii] : cases) {
        const auto result = prepare_domain(text);
        ASSERT_TRUE(result) << text << ": " << result.error().message();
        EXPECT_EQ(*result, prepared) << text;
        EXPECT_EQ(ascii_domain(*result), ascii) << text;
        EXPECT_EQ(prepare_domain(*result), prepared) << text;
        EXPECT_EQ(prepare_domain(ascii), prepared) << text;
    }
}

TEST(Idna, ipv6_addresses_take_their_shortest_form) {
    EXPECT_EQ(prepare_domain("[::1]").value(), "[::1]");
    EXPECT_EQ(prepare_domain("[2001:DB8:0:0:0:0:0:1]").value(), "[2001:db8::1]");
    EXPECT_EQ(prepare_domain("[::ffff:192.0.2.1]").value(), "[::ffff:192.0.2.1]");
    EXPECT_EQ(ascii_domain("[::1]"), "[::1]");
}

TEST(Idna, what_is_no_domain_is_refused) {
    for (const std::string& text : {".example"s,
                                    "a..b"s,
                                    "a.b.."s,
                                    "-a.example"s,
                                    "a-.example"s,
                                    "a b"s,
                                    "a/b"s,
                                    "a@b"s,
                                    "a:5222"s,
                                    "a\0b"s,
                                    "*.example"s,
                                    "\u3002"s,
                                    "a.\u3002"s,
                                    long_label + "a.example",
                                    "\u00fc" + long_label + ".example",
                                    "[::1"s,
                                    "::1"s,
                                    "[]"s,
                                    "[::g]"s,
                                    "[1.2.3.4]"s,
                                    "[::1%lo]"s,
                                    "[::1]a"s,
                                    "[::1\0]"s,
                                    "["s,
                                    "xn--.example"s,
                                    "xn--a.example"s,
                                    "xn--example-.example"s,
                                    "xn--\u00fc.example"s,
                                    "xn--BCHER-KVA-.example"s,
                                    "\uff58n--example-.example"s,
                                    "xn--n3h.example"s,
                                    "\u2603.example"s,
                                    "\u2665.example"s,  // symbols: UTS 46 lets them through, IDNA2008 not
                                    "\u2474.example"s,
                                    "a\u2260.example"s,  // they map to ASCII that has no place in a label
                                    "a\u200db.example"s,
                                    "a\u0378.example"s,
                                    "\u0301a.example"s,
                                    "a\u05d0.example"s,
                                    "\u30fb.example"s,
                                    "_\u00fc.example"s,
                                    "\u00fca--\u00fc.example"s,
                                    "ab--\u00fc.example"s,
                                    "-\u00fc.example"s,
                                    "\u00fc-.example"s}) {
        const auto result = prepare_domain(text);
        ASSERT_FALSE(result) << text;
        EXPECT_EQ(result.error().code, AddressErrc::bad_domain) << text << ": " << result.error().message();
    }
}

TEST(Idna, nothing_is_no_domain) {
    EXPECT_EQ(prepare_domain("").error().code, AddressErrc::empty);
    EXPECT_EQ(prepare_domain(".").error().code, AddressErrc::empty);
}

TEST(Idna, bad_utf8_is_named_by_its_octet) {
    EXPECT_EQ(prepare_domain("b\u00fc\xff").error(), (Error{AddressErrc::bad_utf8, "not UTF-8 at octet 3"}));
}

TEST(Idna, domains_take_at_most_1023_octets) {
    std::string longest;
    for (int i = 0; i < 15; ++i) longest += long_label + '.';
    longest += long_label;  // 16 labels and 15 dots
    ASSERT_EQ(longest.size(), 1023U);
    EXPECT_TRUE(is_plain_domain(longest));
    EXPECT_EQ(prepare_domain(longest + '.').value(), longest);
    const std::string longer = "a." + longest.substr(0, 1022);
    ASSERT_EQ(longer.size(), 1024U);
    EXPECT_FALSE(is_plain_domain(longer));
    EXPECT_EQ(prepare_domain(longer).error().code, AddressErrc::too_long);
    EXPECT_EQ(prepare_domain(std::string(1'000'000, 'a')).error().code, AddressErrc::too_long);
}

TEST(Idna, plain_domains_are_those_that_are_prepared_and_ascii) {
    for (const char* text : {"example.com", "localhost", "a_b", "0"}) EXPECT_TRUE(is_plain_domain(text)) << text;
    for (const char* text : {"", ".", "a.", "A", "xn--bcher-kva", "-a", "[::1]", "\u00fc"})
        EXPECT_FALSE(is_plain_domain(text)) << text;
}

TEST(Idna, a_prepared_domain_survives_the_way_to_dns_and_back) {
    constexpr char32_t interesting[] = {U'a',      U'B',      U'-',      U'.',      U'1',      U'_',      U'\u00ad',
                                        U'\u00b7', U'\u00df', U'\u0301', U'\u03a3', U'\u05d0', U'\u0660', U'\u094d',
                                        U'\u200c', U'\u2260', U'\u2603', U'\u3002', U'\u30fb', U'\uff58', U'n'};
    SeededRandom random(2);
    int prepared = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::u32string text(1 + random.below(10), U'a');
        for (char32_t& c : text)
            c = random.below(8) == 0 ? static_cast<char32_t>(random.below(0xd800))
                                     : interesting[random.below(std::size(interesting))];
        if (random.below(4) == 0) text.insert(0, U"xn--");
        const auto once = prepare_domain(unicode::encode(text));
        if (!once) continue;
        ++prepared;
        EXPECT_EQ(prepare_domain(*once), once);
        EXPECT_EQ(prepare_domain(ascii_domain(*once)), once);
        EXPECT_TRUE(unicode::is_ascii(ascii_domain(*once)));
        EXPECT_FALSE(ascii_domain(*once).empty());
    }
    EXPECT_GT(prepared, 1'000);
}

}  // namespace
}  // namespace headstock::core
