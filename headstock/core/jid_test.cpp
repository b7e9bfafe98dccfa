// SPDX-License-Identifier: MIT
#include "headstock/core/jid.hpp"

#include <gtest/gtest.h>

#include <set>
#include <unordered_set>

#include "headstock/base/random.hpp"

namespace headstock::core {
namespace {

using namespace std::string_literals;

struct Case {
    std::string text, local, domain, resource;
};

void expect_parts(const Case& expected) {
    const auto parsed = Jid::parse(expected.text);
    ASSERT_TRUE(parsed) << expected.text << ": " << parsed.error().message();
    EXPECT_EQ(parsed->local(), expected.local) << expected.text;
    EXPECT_EQ(parsed->domain(), expected.domain) << expected.text;
    EXPECT_EQ(parsed->resource(), expected.resource) << expected.text;
    EXPECT_EQ(Jid::parse(parsed->text()), *parsed) << expected.text;
    EXPECT_EQ(Jid::make(expected.local, expected.domain, expected.resource), *parsed) << expected.text;
}

void expect_refused(const std::string& text, AddressErrc code, std::string_view part) {
    const auto parsed = Jid::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, code) << text << ": " << parsed.error().message();
    EXPECT_TRUE(parsed.error().text.starts_with(part)) << text << ": " << parsed.error().text;
}

TEST(Jid, addresses_of_the_rfcs_first_table_are_read) {  // RFC 7622 §3.5
    const Case cases[] = {
        {"juliet@example.com", "juliet", "example.com", ""},
        {"juliet@example.com/foo", "juliet", "example.com", "foo"},
        {"juliet@example.com/foo bar", "juliet", "example.com", "foo bar"},
        {"juliet@example.com/foo@bar", "juliet", "example.com", "foo@bar"},
        {"foo\\20bar@example.com", "foo\\20bar", "example.com", ""},
        {"fussball@example.com", "fussball", "example.com", ""},
        {"fu\u00dfball@example.com", "fu\u00dfball", "example.com", ""},
        {"\u03c0@example.com", "\u03c0", "example.com", ""},
        {"\u03a3@example.com/foo", "\u03c3", "example.com", "foo"},
        {"\u03c3@example.com/foo", "\u03c3", "example.com", "foo"},
        {"\u03c2@example.com/foo", "\u03c2", "example.com", "foo"},
        {"king@example.com/\u265a", "king", "example.com", "\u265a"},
        {"example.com", "", "example.com", ""},
        {"example.com/foobar", "", "example.com", "foobar"},
        {"a.example.com/b@example.net", "", "a.example.com", "b@example.net"},
    };
    for (const Case& expected : cases) expect_parts(expected);
}

TEST(Jid, addresses_of_the_rfcs_second_table_are_refused) {
    expect_refused("\"juliet\"@example.com", AddressErrc::bad_local, "local part");
    expect_refused("foo bar@example.com", AddressErrc::bad_local, "local part");
    expect_refused("@example.com/", AddressErrc::empty, "local part");
    expect_refused("henry\u2163@example.com", AddressErrc::bad_local, "local part");
    expect_refused("\u265a@example.com", AddressErrc::bad_local, "local part");
    expect_refused("juliet@", AddressErrc::empty, "domain part");
    expect_refused("/foobar", AddressErrc::empty, "domain part");
}

TEST(Jid, spaces_of_a_resource_are_kept) {
    expect_parts({"juliet@example.com/ foo ", "juliet", "example.com", " foo "});
    expect_parts({"juliet@example.com/\u3000foo", "juliet", "example.com", " foo"});
}

TEST(Jid, separators_are_found_in_the_order_of_the_rfc) {
    expect_parts({"a/b@c/d", "", "a", "b@c/d"});
    expect_parts({"a@b//", "a", "b", "/"});
    expect_parts({"a@b/@", "a", "b", "@"});
    expect_refused("", AddressErrc::empty, "domain part");
    expect_refused("@", AddressErrc::empty, "domain part");
    expect_refused("/", AddressErrc::empty, "domain part");
    expect_refused("a@", AddressErrc::empty, "domain part");
    expect_refused("@b", AddressErrc::empty, "local part");
    expect_refused("a/", AddressErrc::empty, "resource part");
    expect_refused("a@b/", AddressErrc::empty, "resource part");
    expect_refused("a@/b", AddressErrc::empty, "domain part");
    expect_refused("a@@b", AddressErrc::bad_domain, "domain part");
    expect_refused("a@b@c", AddressErrc::bad_domain, "domain part");
}

TEST(Jid, local_parts_hold_none_of_the_eight_characters) {
    for (const char c : "\"&'/:<>@"s) {
        EXPECT_EQ(Jid::make("a"s + c, "b", "").error().code, AddressErrc::bad_local) << c;
        EXPECT_EQ(Jid::make("A"s + c, "b", "").error().code, AddressErrc::bad_local) << c;
    }
    expect_parts({"!#$%()*+,-.;=?[\\]^_`{|}~@b", "!#$%()*+,-.;=?[\\]^_`{|}~", "b", ""});
}

TEST(Jid, fullwidth_separators_are_mapped_before_they_are_judged) {
    expect_refused("a\uff20b@c", AddressErrc::bad_local, "local part");
    expect_refused("a\uff0fb@c", AddressErrc::bad_local, "local part");
    expect_refused("a\uff20c", AddressErrc::bad_domain, "domain part");
    expect_refused("c\uff0fd", AddressErrc::bad_domain, "domain part");
}

TEST(Jid, case_and_width_make_no_difference_but_in_a_resource) {
    EXPECT_EQ(jid("Juliet@EXAMPLE.com/Foo").text(), "juliet@example.com/Foo");
    EXPECT_EQ(jid("\uff2auliet@\uff25xample\u3002com./\uff26oo").text(), "juliet@example.com/\uff26oo");
    EXPECT_EQ(jid("\u00c9T\u00c9@example.com"), jid("e\u0301te\u0301@example.com"));
    EXPECT_NE(jid("a@b/R"), jid("a@b/r"));
}

TEST(Jid, lookalikes_stay_different) {
    EXPECT_NE(jid("admin@example.com"), jid("\u0430dmin@example.com"));
    EXPECT_NE(jid("admin@example.com"), jid("admin@ex\u0430mple.com"));
}

TEST(Jid, domains_have_one_form_whatever_they_were_written_in) {
    for (const char* text :
         {"b\u00fccher.example", "XN--BCHER-KVA.Example", "B\u00dcCHER.EXAMPLE.", "bu\u0308cher.example"}) {
        EXPECT_EQ(jid(text).text(), "b\u00fccher.example") << text;
        EXPECT_EQ(jid(text).ascii_domain(), "xn--bcher-kva.example") << text;
    }
    EXPECT_EQ(jid("a@example.com/r").ascii_domain(), "example.com");
    EXPECT_EQ(jid("a@[::0001]/r").text(), "a@[::1]/r");
    EXPECT_EQ(Jid().ascii_domain(), "");
}

TEST(Jid, nul_control_characters_and_bad_utf8_are_refused) {
    expect_refused("a\0b@c"s, AddressErrc::bad_local, "local part");
    expect_refused("b\0@c"s, AddressErrc::bad_local, "local part");
    expect_refused("b\0c"s, AddressErrc::bad_domain, "domain part");
    expect_refused("b/c\0"s, AddressErrc::bad_resource, "resource part");
    expect_refused("b/c\x7f", AddressErrc::bad_resource, "resource part");
    expect_refused("b/c\nd", AddressErrc::bad_resource, "resource part");
    expect_refused("\xff@b", AddressErrc::bad_utf8, "local part: not UTF-8 at octet 0");
    expect_refused("a@b\xc0\xaf", AddressErrc::bad_utf8, "domain part: not UTF-8 at octet 1");
    expect_refused("a@b/ab\xed\xa0\x80", AddressErrc::bad_utf8, "resource part: not UTF-8 at octet 2");
}

TEST(Jid, each_part_takes_at_most_1023_octets) {
    const std::string most(1023, 'a');
    EXPECT_EQ(jid(most + "@b/" + most).text().size(), 1023U + 3 + 1023);
    expect_refused(most + "a@b", AddressErrc::too_long, "local part: 1024 octets");
    expect_refused("b/" + most + "a", AddressErrc::too_long, "resource part: 1024 octets");
    std::string domain;
    for (int i = 0; i < 16; ++i) domain += std::string(63, 'd') + (i < 15 ? "." : "");
    const Jid longest = jid(most + '@' + domain + '/' + most);
    EXPECT_EQ(longest.local(), most);
    EXPECT_EQ(longest.domain(), domain);
    EXPECT_EQ(longest.resource(), most);
    expect_refused(most + "@a." + domain.substr(1), AddressErrc::too_long, "domain part: 1024 octets");
    expect_refused(std::string(5'000'000, 'a'), AddressErrc::too_long, "domain part");
}

TEST(Jid, parts_are_measured_after_their_preparation) {
    std::string wide, sharp;
    for (int i = 0; i < 1023; ++i) wide += "\uff21";
    EXPECT_EQ(jid(wide + "@b").local(), std::string(1023, 'a'));
    expect_refused(wide + "\uff21@b", AddressErrc::too_long, "local part");
    for (int i = 0; i < 512; ++i) sharp += "\u00df";
    expect_refused(sharp + "@b", AddressErrc::too_long, "local part: 1024 octets");
    expect_refused("b/" + sharp, AddressErrc::too_long, "resource part: 1024 octets");
}

TEST(Jid, bare_and_domain_drop_what_follows_or_surrounds) {
    const Jid full = jid("a@b/c");
    EXPECT_EQ(full.bare(), jid("a@b"));
    EXPECT_EQ(full.bare_text(), "a@b");
    EXPECT_EQ(full.domain_only(), jid("b"));
    EXPECT_EQ(jid("b/c").bare(), jid("b"));
    EXPECT_EQ(full.bare().local(), "a");
    EXPECT_EQ(full.domain_only().domain(), "b");
    EXPECT_TRUE(full.is_full());
    EXPECT_FALSE(full.is_bare());
    EXPECT_TRUE(full.bare().is_bare());
    EXPECT_FALSE(full.bare().is_full());
    EXPECT_TRUE(jid("b/c").is_full());
}

TEST(Jid, a_resource_is_given_or_replaced) {
    EXPECT_EQ(jid("a@b").with_resource("c d").value(), jid("a@b/c d"));
    EXPECT_EQ(jid("a@b/c").with_resource("\u265a").value().text(), "a@b/\u265a");
    EXPECT_EQ(jid("b").with_resource("a@b").value().text(), "b/a@b");
    EXPECT_EQ(jid("a@b").with_resource("").error().code, AddressErrc::empty);
    EXPECT_EQ(jid("a@b").with_resource("\n").error().code, AddressErrc::bad_resource);
    EXPECT_EQ(jid("a@b").with_resource(std::string(1024, 'r')).error().code, AddressErrc::too_long);
    EXPECT_EQ(Jid().with_resource("c").error().code, AddressErrc::empty);
}

TEST(Jid, no_address_has_no_parts) {
    const Jid none;
    EXPECT_TRUE(none.empty());
    EXPECT_FALSE(none.is_bare());
    EXPECT_FALSE(none.is_full());
    EXPECT_EQ(none.local().size() + none.domain().size() + none.resource().size() + none.bare_text().size(), 0U);
    EXPECT_EQ(none.bare(), none);
    EXPECT_EQ(none.domain_only(), none);
    EXPECT_NE(none, jid("a"));
}

TEST(Jid, a_moved_from_address_is_no_address) {
    Jid first = jid("a@b/c");
    Jid second = std::move(first);
    EXPECT_EQ(second.resource(), "c");
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(first.domain(), "");
    first = std::move(second);
    EXPECT_EQ(first, jid("a@b/c"));
    EXPECT_EQ(second.domain(), "");  // NOLINT(bugprone-use-after-move)
    Jid& same = first;
    first = std::move(same);
    EXPECT_EQ(first, jid("a@b/c"));
}

TEST(Jid, addresses_are_ordered_and_hashed_by_their_text) {
    const std::set<Jid> ordered{jid("b"), jid("a@b"), jid("A@B")};
    EXPECT_EQ(ordered.size(), 2U);
    EXPECT_EQ(ordered.begin()->text(), "a@b");
    const std::unordered_set<Jid> hashed{jid("a@b/c"), jid("A@b/c"), jid("a@b/C")};
    EXPECT_EQ(hashed.size(), 2U);
    EXPECT_TRUE(hashed.contains(jid("a@B/C")));
}

TEST(Jid, parts_that_would_change_places_are_refused) {
    EXPECT_EQ(Jid::make("a@b", "c", "").error().code, AddressErrc::bad_local);
    EXPECT_EQ(Jid::make("a", "b/c", "").error().code, AddressErrc::bad_domain);
    EXPECT_EQ(Jid::make("a", "", "r").error().code, AddressErrc::empty);
    EXPECT_EQ(Jid::make("", "b", "r/@").value().text(), "b/r/@");
}

TEST(Jid, errors_belong_to_the_category_of_addresses) {
    const Error error = Jid::parse("a b@c").error();
    EXPECT_STREQ(error.code.category().name(), "headstock.core.address");
    EXPECT_EQ(error.message(), "bad local part: local part: U+0020 is not allowed, character 2");
    EXPECT_EQ(Jid::parse("a&b@c").error().text, "local part: '&' is not allowed");
    std::set<std::string> messages;
    for (int value = 0; value <= 7; ++value) messages.insert(address_category().message(value));
    EXPECT_EQ(messages.size(), 8U);
}

TEST(JidDeathTest, a_wrong_address_in_the_program_ends_it) {
    EXPECT_DEATH(static_cast<void>(jid("a@@b")), "headstock: \"a@@b\" is not an address: bad domain part");
}

// Random octets, or random text of characters that matter, so that a fair share is an address.
std::string random_text(Random& random) {
    if (random.below(4) == 0) return random.bytes(random.below(40));
    static const std::string pieces[] = {
        "a",      "B",      ".",      "-",      "@",      "/",      " ",      "[::1]",  "xn--bcher-kva", "\u00fc",
        "\u00df", "\u03a3", "\u0301", "\u05d0", "\u0661", "\u200c", "\u2163", "\u265a", "\u3000",        "\u3002",
        "\uff20", "\uff21", "\uff0f", "\u30fb", "1",      "_",      "'",      "\0"s,    "\xff"};
    std::string text;
    for (std::uint64_t i = random.below(9); i > 0; --i) text += pieces[random.below(std::size(pieces))];
    return text;
}

TEST(Jid, random_text_is_refused_or_reads_as_itself_ever_after) {
    SeededRandom random(3);
    int addresses = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = random_text(random);
        const auto parsed = Jid::parse(text);
        if (!parsed) {
            EXPECT_EQ(parsed.error().code.category(), address_category());
            continue;
        }
        ++addresses;
        EXPECT_FALSE(parsed->empty());
        EXPECT_EQ(Jid::parse(parsed->text()), *parsed) << text;
        EXPECT_EQ(Jid::make(parsed->local(), parsed->domain(), parsed->resource()), *parsed) << text;
        EXPECT_EQ(Jid::parse(parsed->bare_text()), parsed->bare()) << text;
        EXPECT_EQ(Jid::parse(parsed->ascii_domain()), parsed->domain_only()) << text;
    }
    EXPECT_GT(addresses, 1'000);
}

}  // namespace
}  // namespace headstock::core
