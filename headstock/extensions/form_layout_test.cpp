// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_layout.hpp"

#include <gtest/gtest.h>

#include "headstock/core/round_trip.hpp"

namespace headstock::form_layout {
namespace {

HEADSTOCK_PAYLOAD_TEST(Part);
HEADSTOCK_PAYLOAD_TEST(Page);

TEST(FormLayout, keeps_the_order_of_texts_fields_and_nested_sections) {
    const auto element = bridge::parse_element(
        "<page xmlns='http://jabber.org/protocol/xdata-layout' label='Preferences'><text>Who you are</text><section "
        "label='Personal'><text>Fill in</text><section label='Name'><fieldref var='name.first'/><fieldref "
        "var='name.last'/></section><reportedref/></section><fieldref var='email'/><fieldref var='name.first'/>"
        "<text>That is all</text></page>");
    const Result<Page> page = bridge::read<Page>(*element);
    ASSERT_TRUE(page) << page.error().message();
    EXPECT_EQ(bridge::write(*page), *element);
    EXPECT_EQ(page->parts.at(1).parts.at(1).label, "Name");
    EXPECT_EQ(page->parts.at(4).text, "That is all");
    EXPECT_EQ(fields_of(*page), (std::vector<std::string>{"name.first", "name.last", "email"}));
}

TEST(FormLayout, sections_lie_only_so_deep_in_each_other) {
    Part section{.kind = PartKind::section, .var = {}, .label = {}, .text = {}, .parts = {}};
    for (int i = 0; i < 70; ++i) section.parts = {section};
    const bridge::Element element = bridge::write(Page{.label = {}, .parts = {section}});
    EXPECT_EQ(bridge::read<Page>(element).error().code, bridge::PayloadErrc::too_deep);
}

}  // namespace
}  // namespace headstock::form_layout
