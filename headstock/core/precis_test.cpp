// SPDX-License-Identifier: MIT
#include "headstock/core/precis.hpp"

#include <gtest/gtest.h>

#include <string>

#include "headstock/base/random.hpp"
#include "headstock/core/unicode.hpp"

namespace headstock::core {
namespace {

using namespace std::string_literals;
using Prepare = Result<std::string> (*)(std::string_view);
constexpr Prepare profiles[] = {username_case_mapped, opaque_string, nickname, nickname_key};

void expect(Prepare prepare, const std::string& text, const std::string& prepared) {
    const auto result = prepare(text);
    ASSERT_TRUE(result) << text << ": " << result.error().message();
    EXPECT_EQ(*result, prepared);
}

void expect_refused(Prepare prepare, const std::string& text, AddressErrc code) {
    const auto result = prepare(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, code) << result.error().message();
}

TEST(Precis, usernames_of_the_rfcs_first_table_are_legal) {  // RFC 8265 §3.5
    for (const char* name : {"juliet@example.com", "fussball", "fu\u00dfball", "\u03c0", "\u03c3", "\u03c2"})
        expect(username_case_mapped, name, name);
    expect(username_case_mapped, "\u03a3", "\u03c3");
}

TEST(Precis, usernames_of_the_rfcs_second_table_are_refused) {
    expect_refused(username_case_mapped, "foo bar", AddressErrc::disallowed);
    expect_refused(username_case_mapped, "", AddressErrc::empty);
    expect_refused(username_case_mapped, "henry\u2163", AddressErrc::disallowed);
    expect_refused(username_case_mapped, "\u265a", AddressErrc::disallowed);
}

TEST(Precis, passwords_of_the_rfcs_third_table_are_legal) {  // RFC 8265 §4.3
    for (const char* password :
         {"correct horse battery staple", "Correct Horse Battery Staple", "\u03c0\u00df\u00e5", "Jack of \u2666s"})
        expect(opaque_string, password, password);
    expect(opaque_string, "foo\u1680bar", "foo bar");
}

TEST(Precis, passwords_of_the_rfcs_fourth_table_are_refused) {
    expect_refused(opaque_string, "", AddressErrc::empty);
    expect_refused(opaque_string, "my cat is a \tby", AddressErrc::disallowed);
}

TEST(Precis, nicknames_of_the_rfcs_tables_are_shown_and_compared) {  // RFC 8266 §3
    struct {
        std::string text, shown, key;
    } const cases[] = {
        {"Foo", "Foo", "foo"},
        {"foo", "foo", "foo"},
        {"Foo Bar", "Foo Bar", "foo bar"},
        {"foo bar", "foo bar", "foo bar"},
        {"\u03a3", "\u03a3", "\u03c3"},
        {"\u03c3", "\u03c3", "\u03c3"},
        {"\u03c2", "\u03c2", "\u03c2"},
        {"\u265a", "\u265a", "\u265a"},
        {"Richard \u2163", "Richard IV", "richard iv"},
        {"  Foo \u00a0\u3000 Bar ", "Foo Bar", "foo bar"},
    };
    for (const auto& [text, shown, key] : cases) {
        expect(nickname, text, shown);
        expect(nickname_key, text, key);
    }
}

TEST(Precis, nicknames_of_spaces_alone_are_empty) {
    expect_refused(nickname, "", AddressErrc::empty);
    expect_refused(nickname, "   ", AddressErrc::empty);
    expect_refused(nickname_key, "\u2003\u00a0", AddressErrc::empty);
}

TEST(Precis, nicknames_are_trimmed_again_when_a_mapping_makes_a_space) {
    expect(nickname, "\u00b4a", "\u0301a");  // an acute accent is a space and a mark to NFKC
}

TEST(Precis, usernames_lose_case_and_width) {
    expect(username_case_mapped, "JULIET", "juliet");
    expect(username_case_mapped, "\uff2a\uff35\uff2c", "jul");
    expect(username_case_mapped, "\u00c9t\u00c9", "\u00e9t\u00e9");
    expect(username_case_mapped, "\uff76\uff9e", "\u30ac");  // halfwidth, then composed
    expect(username_case_mapped, "\u0130", "i\u0307");
    expect(username_case_mapped, "\u03a3\u0391\u03a3", "\u03c3\u03b1\u03c3");
}

TEST(Precis, decomposed_and_composed_texts_are_the_same_name) {
    for (const Prepare prepare : profiles) expect(prepare, "e\u0301", "\u00e9");
}

TEST(Precis, lookalikes_stay_different) {
    expect(username_case_mapped, "\u0430dmin", "\u0430dmin");
    EXPECT_NE(username_case_mapped("\u0430dmin").value(), username_case_mapped("admin").value());
}

TEST(Precis, passwords_keep_case_width_and_ascii_spaces) {
    expect(opaque_string, " A  a ", " A  a ");
    expect(opaque_string, "\uff21", "\uff21");
    expect(opaque_string, "\u3000", " ");
}

TEST(Precis, texts_without_a_meaning_of_their_own_are_refused_by_all) {
    for (const Prepare prepare : profiles)
        for (const std::string& text : {"a\0b"s, "a\nb"s, "a\x7f"s, "a\u200db"s, "a\u202eb"s, "a\u0378"s, "a\ue000"s})
            expect_refused(prepare, text, AddressErrc::disallowed);
}

TEST(Precis, usernames_obey_the_bidi_rule) {
    expect(username_case_mapped, "\u05d0\u05d1", "\u05d0\u05d1");
    expect_refused(username_case_mapped, "a\u05d0", AddressErrc::disallowed);
    expect(opaque_string, "a\u05d0", "a\u05d0");
}

TEST(Precis, errors_name_the_code_point_or_the_octet) {
    EXPECT_EQ(username_case_mapped("\u00e9\u00e9 b").error().text, "U+0020 is not allowed, character 3");
    for (const Prepare prepare : profiles)
        EXPECT_EQ(prepare("\u00e9\xff").error(), (Error{AddressErrc::bad_utf8, "not UTF-8 at octet 2"}));
}

TEST(Precis, texts_are_limited_before_they_are_prepared) {
    for (const Prepare prepare : profiles) {
        expect(prepare, std::string(4092, 'a'), std::string(4092, 'a'));
        expect_refused(prepare, std::string(4093, 'a'), AddressErrc::too_long);
        expect_refused(prepare, std::string(1'000'000, '\xff'), AddressErrc::too_long);
    }
}

// Random texts of the code points where preparation does something.
std::string random_text(Random& random) {
    constexpr char32_t interesting[] = {
        U'A',      U'z',      U' ',      U'@',      U'\u00b4', U'\u00df', U'\u0130',     U'\u0301',    U'\u0307',
        U'\u0323', U'\u0345', U'\u03a3', U'\u03c2', U'\u05d0', U'\u0627', U'\u0661',     U'\u06f1',    U'\u094d',
        U'\u0958', U'\u1680', U'\u1e9b', U'\u1fbc', U'\u200c', U'\u2163', U'\u2126',     U'\u3000',    U'\u3099',
        U'\u30fb', U'\uac00', U'\uff21', U'\uff76', U'\uff9e', U'\ufb01', U'\U0001d15e', U'\U00010400'};
    std::u32string text(1 + random.below(8), U'a');
    for (char32_t& c : text) {
        c = random.below(3) == 0 ? static_cast<char32_t>(random.below(0x30000))
                                 : interesting[random.below(std::size(interesting))];
        if (c >= 0xd800 && c <= 0xdfff) c = U'a';
    }
    return unicode::encode(text);
}

TEST(Precis, prepared_texts_are_prepared_for_good) {
    SeededRandom random(1);
    int prepared = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = random_text(random);
        const Prepare prepare = profiles[random.below(std::size(profiles))];
        const auto once = prepare(text);
        if (!once) continue;
        ++prepared;
        EXPECT_EQ(prepare(*once), once) << text;
    }
    EXPECT_GT(prepared, 2'000);
}

bool is_refused_or_stable(Prepare prepare, const std::string& text) {
    const auto once = prepare(text);
    return !once || prepare(*once) == once;
}

TEST(Precis, single_code_points_are_prepared_for_good) {
    for (char32_t c = 0; c < 0x20000; ++c) {
        if (c >= 0xd800 && c <= 0xdfff) continue;
        const std::string text = unicode::encode(std::u32string(1, c));
        for (const Prepare prepare : profiles) EXPECT_TRUE(is_refused_or_stable(prepare, text)) << unicode::name(c);
    }
}

}  // namespace
}  // namespace headstock::core
