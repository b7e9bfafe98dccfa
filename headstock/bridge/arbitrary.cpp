// SPDX-License-Identifier: MIT
#include "headstock/bridge/arbitrary.hpp"

#include <array>
#include <chrono>
#include <string_view>

namespace headstock::bridge {
namespace {

constexpr auto pieces = std::to_array<std::string_view>({"<",
                                                         ">",
                                                         "&",
                                                         "\"",
                                                         "'",
                                                         "\r",
                                                         "\n",
                                                         "\r\n",
                                                         "\t",
                                                         " ",
                                                         "]]>",
                                                         "<!--",
                                                         "-->",
                                                         "&amp;",
                                                         "&#0;",
                                                         "<![CDATA[",
                                                         "a",
                                                         "Z9",
                                                         "romeo@montague.lit",
                                                         "%s%n",
                                                         "\\",
                                                         "\x7f",
                                                         "\xc2\x85",
                                                         "\xc3\xa9",
                                                         "e\xcc\x81",
                                                         "\xe2\x82\xac",
                                                         "\xe2\x80\xa8",
                                                         "\xe2\x80\xae",
                                                         "\xe6\xbc\xa2\xe5\xad\x97",
                                                         "\xef\xbb\xbf",
                                                         "\xef\xbf\xbd",
                                                         "\xf0\x9f\x98\x80",
                                                         "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80",
                                                         "\xf4\x8f\xbf\xbd"});

constexpr auto tags = std::to_array<std::string_view>({"x", "y-1", "_", "\xc3\xa9t\xc3\xa9", "ns0"});

constexpr std::string_view strange_ns = "urn:headstock:arbitrary";

template <std::size_t N>
auto pick(const std::array<std::string_view, N>& from, Random& random) {
    return from[static_cast<std::size_t>(random.below(N))];
}

}  // namespace

std::string arbitrary_text(Random& random) {
    constexpr std::uint64_t rarely = 40;
    std::string text;
    std::uint64_t count = random.below(10);
    if (random.below(rarely) == 0) count += 500;
    for (; count > 0; --count) text.append(pick(pieces, random));
    return text;
}

Element arbitrary_element(Random& random) {
    return arbitrary_element(random, {pick(tags, random), random.below(4) == 0 ? "" : strange_ns});
}

Element arbitrary_element(Random& random, Name name) {
    Element element(name);
    if (random.below(2) == 0) element.attribute(pick(tags, random), arbitrary_text(random));
    if (random.below(3) == 0) element.attribute(Name{pick(tags, random), "urn:'<&>\""}, arbitrary_text(random));
    for (std::uint64_t more = random.below(3); more > 0; --more) {
        element.text(arbitrary_text(random));
        if (random.below(3) == 0) element.add(arbitrary_element(random));
    }
    return element;
}

double Arbitrary<double>::make(Random& random) {
    constexpr auto edges = std::to_array<double>(
        {0, -1.5, 0.1, 1e300, std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max(),
         std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
    const std::uint64_t choice = random.below(edges.size() * 2);
    if (choice < edges.size()) return edges[static_cast<std::size_t>(choice)];
    return static_cast<double>(random.below(1U << 30U)) / 997;
}

Timestamp Arbitrary<Timestamp>::make(Random& random) {
    using namespace std::chrono;
    constexpr std::int64_t longest = std::int64_t{200} * 365 * 86400;
    const auto since = seconds(static_cast<std::int64_t>(random.below(2 * longest)) - longest);
    constexpr auto fractions = std::to_array<std::int64_t>({0, 1, 1000, 500'000'000, 999'999'999});
    const nanoseconds part(fractions[static_cast<std::size_t>(random.below(fractions.size()))]);
    return Timestamp(Timestamp::duration(since) + duration_cast<Timestamp::duration>(part));
}

std::chrono::year_month_day Arbitrary<std::chrono::year_month_day>::make(Random& random) {
    using namespace std::chrono;
    const year_month_day date(sys_days(days(static_cast<int>(random.below(200'000)) - 100'000)));
    return random.below(8) == 0 ? year(1) / 1 / 1 : date;
}

Zone Arbitrary<Zone>::make(Random& random) {
    return {std::chrono::minutes(static_cast<int>(random.below(2 * 14 * 60 + 1)) - 14 * 60)};
}

TimeOfDay Arbitrary<TimeOfDay>::make(Random& random) {
    constexpr std::uint64_t day = 86'400'000'000'000;
    const auto since = random.below(2) == 0 ? random.below(day) : random.below(86'400) * 1'000'000'000;
    TimeOfDay time{std::chrono::nanoseconds(static_cast<std::int64_t>(since)), std::nullopt};
    if (random.below(2) == 0) time.zone = Arbitrary<Zone>::make(random);
    return time;
}

Uri Arbitrary<Uri>::make(Random& random) {
    static constexpr auto uris = std::to_array<std::string_view>(
        {"urn:x", "a+b.1-:", "https://example.org/?a=b&c='d'#%C3%A9", "xmpp:romeo@montague.lit?join", "x:\xc3\xa9"});
    return {std::string(pick(uris, random))};
}

LanguageTag Arbitrary<LanguageTag>::make(Random& random) {
    static constexpr auto languages = std::to_array<std::string_view>({"en", "de-DE-1996", "zh-Hant-TW", "x-klingon"});
    return {std::string(pick(languages, random))};
}

Token Arbitrary<Token>::make(Random& random) {
    static constexpr auto names = std::to_array<std::string_view>({"1", "-a:b.c_", "\xc3\xa9t\xc3\xa9", "id7"});
    return {std::string(pick(names, random))};
}

LanguageTexts Arbitrary<LanguageTexts>::make(Random& random) {
    static constexpr auto languages =
        std::to_array<std::string_view>({"", "en", "en-GB", "de", "zh-Hant-TW", "x-<&>'"});
    LanguageTexts texts;
    for (std::uint64_t more = random.below(4); more > 0; --more)
        texts.set(pick(languages, random), arbitrary_text(random));
    return texts;
}

}  // namespace headstock::bridge
