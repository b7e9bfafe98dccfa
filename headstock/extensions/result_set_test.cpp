// SPDX-License-Identifier: MIT
#include "headstock/extensions/result_set.hpp"

#include <gtest/gtest.h>

#include "headstock/core/round_trip.hpp"

namespace headstock::result_set {
namespace {

HEADSTOCK_PAYLOAD_TEST(First);
HEADSTOCK_PAYLOAD_TEST(Page);

Page given(const char* xml) { return bridge::read<Page>(bridge::parse_element(xml).value()).value(); }

TEST(ResultSet, pages_are_asked_for_as_the_specification_prints_them) {
    EXPECT_EQ(bridge::write(first(10)).xml(), "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max></set>");
    EXPECT_EQ(bridge::write(last(10)).xml(),
              "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><before/></set>");
    EXPECT_EQ(bridge::write(at(371, 10)).xml(),
              "<set xmlns='http://jabber.org/protocol/rsm'><max>10</max><index>371</index></set>");
}

TEST(ResultSet, a_page_leads_to_those_around_it) {
    const Page page = given(
        "<set xmlns='http://jabber.org/protocol/rsm'><first index='10'>stpeter@jabber.org</first>"
        "<last>peterpan@neverland.lit</last><count>800</count></set>");
    EXPECT_EQ(page.count, 800U);
    EXPECT_EQ(page.first.value().index, 10U);
    EXPECT_EQ(next(page, 10).value().after, "peterpan@neverland.lit");
    EXPECT_EQ(previous(page, 10).value().before, "stpeter@jabber.org");
}

TEST(ResultSet, behind_an_empty_page_there_is_none) {
    const Page page = given("<set xmlns='http://jabber.org/protocol/rsm'><count>790</count></set>");
    EXPECT_EQ(next(page, 10), std::nullopt);
    EXPECT_EQ(previous(page, 10), std::nullopt);
}

TEST(ResultSet, a_count_that_is_none_is_an_error) {
    const auto page = bridge::read<Page>(
        bridge::parse_element("<set xmlns='http://jabber.org/protocol/rsm'><count>-1</count></set>").value());
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, bridge::PayloadErrc::malformed);
}

}  // namespace
}  // namespace headstock::result_set
