// SPDX-License-Identifier: MIT
#include "headstock/extensions/delay.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/message.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::delay {
namespace {

HEADSTOCK_PAYLOAD_TEST(Delay);

constexpr std::string_view start = "<message xmlns='jabber:client' from='romeo@montague.net/orchard'>";

std::optional<Delay> read(const std::string& delays, std::string_view keeper) {
    const auto element = bridge::parse_element(std::string(start) + delays + "</message>");
    return of(core::Message::read(*element).value(), core::jid(keeper));
}

TEST(Delay, example_1_of_the_specification) {
    const auto delay =
        read("<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'>Offline Storage</delay>",
             "capulet.com");
    ASSERT_TRUE(delay);
    EXPECT_EQ(delay->stamp, std::chrono::sys_days(std::chrono::year(2002) / 9 / 10) + std::chrono::hours(23) +
                                std::chrono::minutes(8) + std::chrono::seconds(25));
    EXPECT_EQ(delay->reason, "Offline Storage");
}

TEST(Delay, a_stamp_of_somebody_one_does_not_believe_is_passed_over) {
    const std::string forged = "<delay xmlns='urn:xmpp:delay' from='evil.com' stamp='1970-01-01T00:00:00Z'/>";
    const std::string real = "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'/>";
    EXPECT_FALSE(read(forged, "capulet.com"));
    EXPECT_FALSE(read("<delay xmlns='urn:xmpp:delay' stamp='1970-01-01T00:00:00Z'/>", "capulet.com"));
    ASSERT_TRUE(read(forged + real, "capulet.com"));
    EXPECT_EQ(read(forged + real, "capulet.com")->from, core::jid("capulet.com"));
}

TEST(Delay, of_two_stamps_of_one_entity_none_counts) {
    const std::string one = "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2002-09-10T23:08:25Z'/>";
    const std::string other = "<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2003-09-10T23:08:25Z'/>";
    EXPECT_TRUE(read(one, "capulet.com"));
    EXPECT_FALSE(read(one + other, "capulet.com"));
    EXPECT_FALSE(read(other + one, "capulet.com"));
}

TEST(Delay, a_stamp_that_is_no_time_is_none) {
    for (const char* stamp : {"", "yesterday", "2002-09-10", "2002-13-10T23:08:25Z", "99999-01-01T00:00:00Z"})
        EXPECT_FALSE(read("<delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='" + std::string(stamp) + "'/>",
                          "capulet.com"))
            << stamp;
}

}  // namespace
}  // namespace headstock::delay
