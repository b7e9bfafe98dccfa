// SPDX-License-Identifier: MIT
#include "headstock/bridge/lexical.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "headstock/bridge/arbitrary.hpp"

namespace headstock::bridge {
namespace {

enum class Colour : std::uint8_t { red, green };
constexpr auto xml_words(Colour) {
    return std::to_array<std::pair<Colour, std::string_view>>({{Colour::red, "red"}, {Colour::green, "green"}});
}
enum class Wordless : std::uint8_t { a };

static_assert(HasLexical<Colour> && HasWords<Colour> && !HasWords<Wordless> && !HasLexical<Wordless>);
static_assert(HasLexical<std::uint8_t> && HasLexical<Timestamp> && HasLexical<Bytes> && !HasLexical<char>);

template <class T>
void expect_refused(std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts) EXPECT_FALSE(Lexical<T>::read(text)) << text;
}

template <class T>
void expect_survival() {
    SeededRandom random(7);
    for (int i = 0; i < 500; ++i) {
        const T value = arbitrary<T>(random);
        ASSERT_TRUE(Lexical<T>::read(Lexical<T>::write(value)).value() == value) << Lexical<T>::write(value);
    }
}

TEST(Lexical, truth_has_four_forms_and_is_written_in_two) {
    for (const char* text : {"true", "1"}) EXPECT_TRUE(Lexical<bool>::read(text).value());
    for (const char* text : {"false", "0"}) EXPECT_FALSE(Lexical<bool>::read(text).value());
    expect_refused<bool>({"", "True", "yes", "2", " true", "true ", "01"});
    EXPECT_EQ(std::string(Lexical<bool>::write(true)).append(Lexical<bool>::write(false)), "truefalse");
}

TEST(Lexical, numbers_are_whole_and_in_range) {
    EXPECT_EQ(Lexical<std::uint8_t>::read("255").value(), 255);
    EXPECT_EQ(Lexical<std::uint8_t>::write(255), "255");
    expect_refused<std::uint8_t>({"", "256", "-1", "+1", "1.0", " 1", "0x1"});
    EXPECT_EQ(Lexical<std::int16_t>::read("-32769").error().text, "a number that does not fit: \"-32769\"");
    EXPECT_EQ(Lexical<std::int16_t>::read("x").error().text, "not a number: \"x\"");
}

TEST(Lexical, decimals_are_those_of_xml_schema) {
    EXPECT_EQ(Lexical<double>::read("-1.5e2").value(), -150);
    EXPECT_EQ(Lexical<double>::read("-INF").value(), -std::numeric_limits<double>::infinity());
    EXPECT_TRUE(std::isnan(Lexical<double>::read("NaN").value()));
    EXPECT_EQ(Lexical<double>::write(std::nan("")), "NaN");
    EXPECT_EQ(Lexical<double>::write(0.1), "0.1");
    expect_refused<double>(
        {"", "nan", "inf", "infinity", "0x1p3", "1,5", "1e", "1 ", " 1", "1.5.1", "1e999", "NAN(x)"});
}

TEST(Lexical, bytes_are_strict_base64) {
    EXPECT_EQ(Lexical<Bytes>::read("Zm9v").value(), Bytes{"foo"});
    EXPECT_EQ(Lexical<Bytes>::write({"foo"}), "Zm9v");
    expect_refused<Bytes>({"Zm9", "Zm9v\n", " Zm9v", "Zm-v"});
}

TEST(Lexical, wrapped_bytes_may_be_folded_and_are_written_without) {
    EXPECT_EQ(Lexical<WrappedBytes>::read(" Zm\r\n\t9v\n").value(), WrappedBytes{"foo"});
    EXPECT_EQ(Lexical<WrappedBytes>::write({"foo"}), "Zm9v");
    expect_refused<WrappedBytes>({"Zm9", "Zm9v-", "Zm\v9v"});
}

TEST(Lexical, hexadecimal_digits_come_in_pairs_of_either_case) {
    EXPECT_EQ(Lexical<HexBytes>::read("0aFf").value(), HexBytes{"\n\xff"});
    EXPECT_EQ(Lexical<HexBytes>::write({"\n\xff"}), "0aff");
    expect_refused<HexBytes>({"0", "0x", " 00", "0g"});
}

TEST(Lexical, a_date_is_one_of_the_calendar) {
    using namespace std::chrono_literals;
    EXPECT_EQ(Lexical<std::chrono::year_month_day>::read("1776-07-04").value(), 1776y / 7 / 4);
    EXPECT_EQ(Lexical<std::chrono::year_month_day>::write(33y / 4 / 3), "0033-04-03");
    EXPECT_TRUE(Lexical<std::chrono::year_month_day>::read("2024-02-29"));
    expect_refused<std::chrono::year_month_day>({"", "2023-02-29", "0000-01-01", "2023-1-01", "20230101", "2023-01-01Z",
                                                 "-2023-01-01", "2023-13-01", "2023-01-00", "2023-01-0x"});
}

TEST(Lexical, a_zone_is_at_most_fourteen_hours_away) {
    using namespace std::chrono_literals;
    EXPECT_EQ(Lexical<Zone>::read("Z").value(), Zone{});
    EXPECT_EQ(Lexical<Zone>::read("-06:30").value(), Zone{-390min});
    EXPECT_EQ(Lexical<Zone>::write({-390min}) + Lexical<Zone>::write({14h}) + Lexical<Zone>::write({}),
              "-06:30+14:00Z");
    expect_refused<Zone>({"", "+14:01", "-15:00", "6:00", "+0600", "+06:60", "ZZ", "z", ".5Z", "+06:00Z"});
}

TEST(Lexical, a_time_of_day_keeps_its_precision_and_its_zone) {
    using namespace std::chrono_literals;
    EXPECT_EQ(Lexical<TimeOfDay>::read("16:00:00").value(), (TimeOfDay{16h, std::nullopt}));
    EXPECT_EQ(Lexical<TimeOfDay>::read("16:00:00.25Z").value(), (TimeOfDay{16h + 250ms, Zone{}}));
    EXPECT_EQ(Lexical<TimeOfDay>::read("23:59:59.999999999-05:00").value(), (TimeOfDay{24h - 1ns, Zone{-5h}}));
    EXPECT_EQ(Lexical<TimeOfDay>::write({1h + 2ms, Zone{5h}}), "01:00:00.002+05:00");
    EXPECT_EQ(Lexical<TimeOfDay>::write({0s, std::nullopt}), "00:00:00");
    expect_refused<TimeOfDay>(
        {"", "24:00:00", "16:00", "1:00:00", "16:00:00 ", "16:00:00.", "16:00:00+5", "16:00:00ZZ"});
}

TEST(Lexical, a_uri_has_a_scheme_and_no_spaces) {
    for (const char* text : {"urn:x", "https://[::1]/?a#b", "a+b-c.1:", "x:%c3%A9", "x:\xc3\xa9"})
        EXPECT_EQ(Lexical<Uri>::read(text).value().text, text);
    expect_refused<Uri>({"", "x", ":x", "1x:", "x: ", "x:\n", "x:<", "x:%", "x:%4", "x:%4g", "x y:", "http//x"});
}

TEST(Lexical, a_language_tag_has_groups_of_up_to_eight) {
    for (const char* text : {"en", "de-DE-1996", "abcdefgh-12345678"}) EXPECT_TRUE(Lexical<LanguageTag>::read(text));
    expect_refused<LanguageTag>({"", "-en", "en-", "e1", "en_GB", "abcdefghi", "en--us", "en-123456789", "\xc3\xa9"});
}

TEST(Lexical, a_token_is_a_name_that_may_begin_with_anything) {
    for (const char* text : {"1", "-a.b_c:d", "\xc3\xa9", ":"}) EXPECT_TRUE(Lexical<Token>::read(text)) << text;
    expect_refused<Token>({"", " a", "a b", "a/b", "\xff", "a\n", "<"});
}

TEST(Lexical, an_open_word_is_known_or_kept) {
    EXPECT_EQ(Lexical<Open<Colour>>::read("green").value(), Colour::green);
    const Open<Colour> mauve = Lexical<Open<Colour>>::read("mauve").value();
    EXPECT_EQ(mauve.known(), std::nullopt);
    EXPECT_EQ(Lexical<Open<Colour>>::write(mauve), "mauve");
    EXPECT_NE(mauve, Open<Colour>("Mauve"));
    EXPECT_EQ(Open<Colour>("red"), Open<Colour>(Colour::red));
}

TEST(Lexical, an_enum_has_its_words_and_no_others) {
    EXPECT_EQ(Lexical<Colour>::read("green").value(), Colour::green);
    EXPECT_EQ(Lexical<Colour>::write(Colour::red), "red");
    EXPECT_EQ(Lexical<Colour>::read("Green").error().text, "not one of its words: \"Green\"");
    expect_refused<Colour>({"", "gree", "green "});
    static_assert(word_for(Colour::green) == "green" && value_for<Colour>("red") == Colour::red);
}

TEST(Lexical, an_error_repeats_only_the_beginning_and_cuts_no_character) {
    std::string umlauts = "x";
    for (int i = 0; i < 1000; ++i) umlauts += "\xc3\xa4";
    const std::string text = Lexical<Colour>::read(umlauts).error().text;
    EXPECT_TRUE(text.ends_with("\xa4\""));
    EXPECT_LT(text.size(), 100U);
}

TEST(Lexical, whatever_is_written_is_read_again) {
    expect_survival<std::string>();
    expect_survival<bool>();
    expect_survival<std::int8_t>();
    expect_survival<std::uint64_t>();
    expect_survival<std::int64_t>();
    expect_survival<double>();
    expect_survival<Timestamp>();
    expect_survival<Bytes>();
    expect_survival<Colour>();
    expect_survival<Open<Colour>>();
    expect_survival<WrappedBytes>();
    expect_survival<HexBytes>();
    expect_survival<std::chrono::year_month_day>();
    expect_survival<Zone>();
    expect_survival<TimeOfDay>();
    expect_survival<Uri>();
    expect_survival<LanguageTag>();
    expect_survival<Token>();
}

}  // namespace
}  // namespace headstock::bridge
