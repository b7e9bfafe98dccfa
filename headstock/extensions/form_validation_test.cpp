// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_validation.hpp"

#include <gtest/gtest.h>

#include "headstock/core/round_trip.hpp"

namespace headstock::form_validation {
namespace {

HEADSTOCK_PAYLOAD_TEST(Range);
HEADSTOCK_PAYLOAD_TEST(ListRange);
HEADSTOCK_PAYLOAD_TEST(Validate);

Validate read(std::string_view content, std::string_view datatype = "xs:string") {
    const auto element =
        bridge::parse_element("<validate xmlns='http://jabber.org/protocol/xdata-validate' datatype='" +
                              std::string(datatype) + "'>" + std::string(content) + "</validate>");
    return bridge::read<Validate>(*element).value();
}

TEST(FormValidation, methods_are_read_as_the_specification_prints_them) {
    EXPECT_TRUE(read("<basic/>").basic);
    EXPECT_TRUE(read("<open/>").open);
    const Validate range =
        read("<range min='2003-10-05T00:00:00-07:00' max='2003-10-24T23:59:59-07:00'/>", "xs:dateTime");
    EXPECT_EQ(range.datatype, "xs:dateTime");
    EXPECT_EQ(range.range->max, "2003-10-24T23:59:59-07:00");
    EXPECT_EQ(read("<regex>([0-9]{3})-([0-9]{2})-([0-9]{4})</regex>").regex, "([0-9]{3})-([0-9]{2})-([0-9]{4})");
    EXPECT_EQ(read("<basic/><list-range min='1' max='3'/>").list_range, (ListRange{1, 3}));
}

}  // namespace
}  // namespace headstock::form_validation
