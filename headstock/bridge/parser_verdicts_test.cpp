// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/support/xml_events.hpp"

#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {
namespace {

struct Verdict {
    int line;
    std::string code;
    std::string place;  ///< an offset, or `-`
    std::string input;
};

const std::map<std::string, std::error_code, std::less<>> codes = {
    {"ok", {}},
    {"not-well-formed", ParseErrc::not_well_formed},
    {"bad-encoding", ParseErrc::bad_encoding},
    {"restricted-xml", ParseErrc::restricted_xml},
    {"bad-namespace-prefix", ParseErrc::bad_namespace_prefix},
    {"unsupported-encoding", ParseErrc::unsupported_encoding},
    {"unexpected-end", ParseErrc::unexpected_end},
};

/// Turns \n, \t, \r, \\ and \xHH into the bytes they stand for.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        const char kind = text.at(++i);
        if (kind == 'x') out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)), i += 2;
        else out += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
    }
    return out;
}

/// The cases of tests/conformance/xmpp/verdicts.txt: code, place and input between blanks; `#` begins a comment.
std::vector<Verdict> verdicts() {
    std::ifstream file(HEADSTOCK_TESTS "/conformance/xmpp/verdicts.txt");
    std::vector<Verdict> all;
    std::string text;
    for (int line = 1; std::getline(file, text); ++line) {
        if (text.empty() || text.front() == '#') continue;
        const std::size_t first = text.find(' ');
        const std::size_t second = text.find(' ', first + 1);
        all.push_back({line, text.substr(0, first), text.substr(first + 1, second - first - 1),
                       unescaped(text.substr(second + 1))});
    }
    return all;
}

TEST(Verdicts, are_those_of_the_specifications) {
    const std::vector<Verdict> all = verdicts();
    ASSERT_GT(all.size(), 150U) << "the file of cases is missing or cut short";
    for (const Verdict& verdict : all) {
        ASSERT_TRUE(codes.contains(verdict.code)) << "line " << verdict.line;
        const xml_events::Outcome whole = xml_events::read(verdict.input);
        EXPECT_EQ(whole.error, codes.find(verdict.code)->second)
            << "line " << verdict.line << ": " << verdict.input << '\n'
            << whole;
        if (verdict.place == "-") continue;
        EXPECT_EQ(std::to_string(whole.at.offset), verdict.place) << "line " << verdict.line << ": " << verdict.input;
    }
}

TEST(Verdicts, are_the_same_for_every_cut_in_two_and_byte_by_byte) {
    for (const Verdict& verdict : verdicts()) {
        const xml_events::Outcome whole = xml_events::read(verdict.input, xml_events::whole(), {}, true);
        EXPECT_EQ(whole, xml_events::read(verdict.input, {1}, {}, true)) << "line " << verdict.line;
        for (std::size_t at = 1; at < verdict.input.size(); ++at)
            EXPECT_EQ(whole, xml_events::read(verdict.input, {at, verdict.input.size()}, {}, true))
                << "line " << verdict.line << " at " << at;
    }
}

}  // namespace
}  // namespace headstock::bridge
