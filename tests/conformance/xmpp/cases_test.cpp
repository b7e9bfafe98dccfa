// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <vector>

#include "tests/support/xml_events.hpp"

#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {
namespace {

/// One case of the files beside this one; README.md says how they are written.
struct Case {
    std::string where;  ///< file and line
    std::string code;
    std::string offset;
    std::string input;
    std::string events;
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

/// The events as xml_events::Transcript writes them.
std::string events_of(std::string_view line) {
    std::string out;
    for (const auto event : std::views::split(line.substr(line.find_first_not_of(' ')), std::string_view(" | ")))
        out += unescaped({event.begin(), event.end()}) + '\n';
    return out;
}

void read_file(const std::filesystem::path& path, std::vector<Case>& cases) {
    std::ifstream file(path);
    std::string text;
    for (int line = 1; std::getline(file, text); ++line) {
        if (text.empty() || text.front() == '#') continue;
        const std::string where = path.filename().string() + ':' + std::to_string(line);
        if (text.front() == ' ') {
            ASSERT_TRUE(!cases.empty() && cases.back().code == "ok" && cases.back().events.empty()) << where;
            cases.back().events = events_of(text);
            continue;
        }
        const std::size_t first = text.find(' ');
        ASSERT_NE(first, std::string::npos) << where;
        const std::size_t second = std::min(text.find(' ', first + 1), text.size());
        cases.push_back({where,
                         text.substr(0, first),
                         text.substr(first + 1, second - first - 1),
                         unescaped(std::string_view(text).substr(std::min(second + 1, text.size()))),
                         {}});
    }
}

class XmppCases : public ::testing::Test {
protected:
    void SetUp() override {
        for (const auto& entry : std::filesystem::directory_iterator(HEADSTOCK_CASES)) {
            if (entry.path().extension() != ".cases") continue;
            ASSERT_NO_FATAL_FAILURE(read_file(entry.path(), cases));
        }
        ASSERT_GT(cases.size(), 600U) << "files of cases are missing or cut short";
    }
    std::vector<Case> cases;
};

TEST_F(XmppCases, are_each_said_once_and_in_full) {
    std::set<std::string> inputs;
    for (const Case& one : cases) {
        EXPECT_TRUE(codes.contains(one.code)) << one.where << ": " << one.code;
        EXPECT_TRUE(inputs.insert(one.input).second) << one.where << ": " << one.input;
        EXPECT_EQ(one.code == "ok", !one.events.empty()) << one.where;
        EXPECT_EQ(one.code == "ok", one.offset == "-") << one.where;
    }
}

TEST_F(XmppCases, end_and_tell_what_the_specifications_say) {
    for (const Case& one : cases) {
        const xml_events::Outcome whole = xml_events::read(one.input);
        EXPECT_EQ(whole.error, codes.find(one.code)->second) << one.where << ": " << one.input << '\n' << whole;
        if (one.code == "ok") {
            EXPECT_EQ(whole.events, one.events) << one.where << ": " << one.input;
        } else {
            EXPECT_EQ(std::to_string(whole.at.offset), one.offset) << one.where << ": " << one.input;
            const Position place = xml_events::place_of(one.input, whole.at.offset);
            EXPECT_EQ(whole.at.line, place.line) << one.where << ": " << one.input;
            EXPECT_EQ(whole.at.column, place.column) << one.where << ": " << one.input;
        }
    }
}

TEST_F(XmppCases, are_read_the_same_byte_by_byte_in_sevens_and_cut_in_two_anywhere) {
    for (const Case& one : cases) {
        const xml_events::Outcome whole = xml_events::read(one.input, xml_events::whole(), {}, true);
        EXPECT_EQ(whole, xml_events::read(one.input, {1}, {}, true)) << one.where;
        EXPECT_EQ(whole, xml_events::read(one.input, {7}, {}, true)) << one.where;
        for (std::size_t at = 1; at < one.input.size(); ++at)
            EXPECT_EQ(whole, xml_events::read(one.input, {at, one.input.size()}, {}, true))
                << one.where << " at " << at;
    }
}

/// Much that comes at once may be read in blocks: a document is read the same wherever in a block it begins.
TEST_F(XmppCases, are_read_the_same_behind_any_number_of_blanks) {
    for (const Case& one : cases) {
        if (one.input.starts_with("<?xml") || one.input.starts_with("\xef\xbb\xbf"))
            continue;  // nothing may come before
        xml_events::Outcome expected = xml_events::read(one.input);
        const std::uint64_t offset = expected.at.offset;
        for (std::size_t blanks = 100; blanks < 164; ++blanks) {
            const std::string input = std::string(blanks - 1, ' ') + '\n' + one.input;
            expected.at = xml_events::place_of(input, blanks + offset);
            EXPECT_EQ(expected, xml_events::read(input)) << one.where << " behind " << blanks;
        }
    }
}

}  // namespace
}  // namespace headstock::bridge
