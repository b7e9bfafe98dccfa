// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/support/expat_oracle.hpp"
#include "tests/support/xml_events.hpp"

#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {
namespace {

constexpr Limits none{1U << 30U, 1U << 20U, 60'000, 1U << 20U, 60'000, 1U << 30U, 1U << 30U};

constexpr std::array<std::string_view, 58> pieces = {"<",
                                                     ">",
                                                     "/",
                                                     "&",
                                                     ";",
                                                     "'",
                                                     "\"",
                                                     "=",
                                                     " ",
                                                     "\n",
                                                     "\r",
                                                     "\t",
                                                     "\r\n",
                                                     "]",
                                                     "]]>",
                                                     "<![CDATA[",
                                                     "]]",
                                                     "<a>",
                                                     "</a>",
                                                     "<a/>",
                                                     "<p:a>",
                                                     "</p:a>",
                                                     " xmlns='u'",
                                                     " xmlns=''",
                                                     " xmlns:p='v'",
                                                     " xmlns:p=''",
                                                     " p:b='c'",
                                                     " b='c'",
                                                     " b='d'",
                                                     " xmlns:q='v' q:b='c'",
                                                     "&amp;",
                                                     "&lt;",
                                                     "&#10;",
                                                     "&#13;",
                                                     "&#x9;",
                                                     "&#x1F600;",
                                                     "&#xD800;",
                                                     "&#0;",
                                                     "&foo;",
                                                     "&#",
                                                     "&#x",
                                                     "<!--",
                                                     "-->",
                                                     "<?pi ?>",
                                                     "<!DOCTYPE a>",
                                                     "<?xml version='1.0'?>",
                                                     ":",
                                                     "a:",
                                                     "\xc3\xa9",
                                                     "\xf0\x9f\x98\x80",
                                                     "\xe2\x82",
                                                     "\xff",
                                                     "\xef\xbf\xbf",
                                                     "\x01",
                                                     "xml:lang='x'",
                                                     " xmlns:xml='u'",
                                                     "</",
                                                     "/>"};

/// Spoils a good document in a few places.
class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    std::string operator()(std::string xml) {
        for (std::size_t i = 0, times = 1 + below(3); i < times && !xml.empty(); ++i) change(xml);
        return xml;
    }
    std::size_t below(std::size_t end) { return random_() % end; }

private:
    void change(std::string& xml) {
        const std::size_t at = below(xml.size());
        const std::size_t size = 1 + below(12);
        switch (below(6)) {
            case 0:
                xml.erase(at, size);
                break;
            case 1:
                xml.insert(at, pieces[below(pieces.size())]);
                break;
            case 2:
                xml.replace(at, 1, pieces[below(pieces.size())]);
                break;
            case 3:
                xml.insert(at, xml.substr(below(xml.size()), size));
                break;
            case 4:
                xml[at] = static_cast<char>(static_cast<unsigned char>(xml[at]) ^ (1U << below(8)));
                break;
            default:
                swap_tags(xml);
                break;
        }
    }
    /// Moves something from one `<` to another: often well-formed still, with other scopes.
    void swap_tags(std::string& xml) {
        const std::size_t from = xml.find('<', below(xml.size()));
        const std::size_t to = xml.find('<', below(xml.size()));
        if (from == std::string::npos || to == std::string::npos) return;
        const std::string moved = xml.substr(from, xml.find('>', from) - from + 1);
        xml.insert(to, moved);
    }
    std::mt19937_64 random_;
};

std::vector<std::string> seeds() {
    std::vector<std::string> all;
    for (const char* name : {"roster", "chat", "muc", "login"}) {
        std::ifstream file(std::string(HEADSTOCK_TESTS "/fuzz/corpus/parser/") + name + ".xml", std::ios::binary);
        std::string xml(std::istreambuf_iterator<char>(file), {});
        if (xml.starts_with("<?xml"))
            xml.erase(0, xml.find("?>") + 2);  // what may stand in a declaration is a known difference
        all.push_back(xml);
    }
    all.emplace_back(
        "<a xmlns='u' xmlns:p='v'><b p:c='1' c='2'><p:d xmlns:p='w' xmlns='' "
        "p:e='3'><f/>g</p:d><p:h/></b><i/>&#10;</a>");
    all.emplace_back("<r><a b='\r\n\t &#9;&amp;'>]]&gt;\r\n\r<![CDATA[]]\r\n]]>x</a><c d=\">\" e='\"'></c> </r>\n");
    return all;
}

/// Compares one document, whole and in pieces, with expat's reading of it. Gives whether it was accepted.
bool compare(const std::string& xml, std::uint64_t seed) {
    const xml_events::Outcome ours = xml_events::read(xml, xml_events::whole(), none);
    EXPECT_EQ(ours, xml_events::read(xml, xml_events::random_cut(seed, 1 + seed % 30), none)) << xml;
    const expat_oracle::Reading expats = expat_oracle::read(xml);
    if (ours.error && !expats.accepted) return false;
    const bool same = !ours.error && expats.accepted;
    if (!same && expat_oracle::is_explained(xml, !ours.error, expats)) return false;
    EXPECT_TRUE(same) << "seed " << seed << "\nours: " << ours.error.message() << " at " << ours.at.offset
                      << "\nexpat: " << XML_ErrorString(expats.error) << " at " << expats.at << '\n'
                      << xml;
    if (!same) return false;
    EXPECT_EQ(ours.events, expats.events) << "seed " << seed << '\n' << xml;
    return true;
}

TEST(Oracle, agrees_on_every_seed) {
    for (const std::string& seed : seeds()) EXPECT_TRUE(compare(seed, 1)) << seed;
}

TEST(Oracle, agrees_on_verdict_and_events_of_spoiled_documents) {
    const std::vector<std::string> good = seeds();
    int accepted = 0;
    const char* const asked = std::getenv("HEADSTOCK_MUTATIONS");  // more, when somebody has the time
    const std::uint64_t times = asked ? std::stoull(asked) : 20'000;
    for (std::uint64_t seed = 1; seed <= times && !::testing::Test::HasFailure(); ++seed) {
        Mutator mutate(seed);
        accepted += compare(mutate(good[mutate.below(good.size())]), seed) ? 1 : 0;
    }
    EXPECT_GT(accepted, 500) << "too few are accepted to prove that events are compared";
}

}  // namespace
}  // namespace headstock::bridge
