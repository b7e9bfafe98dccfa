// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/xml_events.hpp"

#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {
namespace {

/// Recorded sessions: a login, a roster, a chat and a chat room.
class Sessions : public ::testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        std::ifstream file(std::string(HEADSTOCK_TESTS "/fuzz/corpus/parser/") + GetParam() + ".xml", std::ios::binary);
        xml.assign(std::istreambuf_iterator<char>(file), {});
        ASSERT_GT(xml.size(), 500U);
        whole = xml_events::read(xml, xml_events::whole(), {}, true);
        ASSERT_FALSE(whole.error) << whole;
    }
    std::string xml;
    xml_events::Outcome whole;
};
INSTANTIATE_TEST_SUITE_P(All, Sessions, ::testing::Values("login", "roster", "chat", "muc"));

TEST_P(Sessions, give_the_same_events_cut_at_every_place) {
    for (std::size_t at = 1; at < xml.size(); ++at)
        ASSERT_EQ(xml_events::read(xml, {at, xml.size()}, {}, true), whole) << "cut at " << at;
}

TEST_P(Sessions, give_the_same_events_in_pieces_of_every_small_size) {
    for (std::size_t size = 1; size <= 64; ++size) ASSERT_EQ(xml_events::read(xml, {size}, {}, true), whole) << size;
}

TEST_P(Sessions, give_the_same_events_in_random_pieces) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        ASSERT_EQ(xml_events::read(xml, xml_events::random_cut(seed), {}, true), whole) << "seed " << seed;
}

TEST_P(Sessions, say_the_same_when_they_end_too_early_wherever_that_is) {
    for (std::size_t at = 0; at < xml.size() - 2; ++at) {
        const std::string_view begun = std::string_view(xml).substr(0, at);
        const xml_events::Outcome outcome = xml_events::read(begun, xml_events::whole(), {}, true);
        ASSERT_EQ(outcome.error, ParseErrc::unexpected_end) << at;
        ASSERT_EQ(outcome.at.offset, at);
        ASSERT_EQ(xml_events::read(begun, {3}, {}, true), outcome) << at;
    }
}

}  // namespace
}  // namespace headstock::bridge
