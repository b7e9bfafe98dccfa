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
    EXPECT_EQ(Lexical<bool>::write(true) + Lexical<bool>::write(false), "truefalse");
}

TEST(Lexical, numbers_are_whole_and_in_range) {
    EXPECT_EQ(Lexical<std::uint8_t>::read("255").value(), 255);
    EXPECT_EQ(Lexical<std::uint8_t>::write(255), "255");
    expect_refused<std::uint8_t>({"", "256", "-1", "+1", "1.0", " 1", "0x1"});
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
}

}  // namespace
}  // namespace headstock::bridge
