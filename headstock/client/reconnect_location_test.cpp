// SPDX-License-Identifier: MIT
#include "headstock/client/reconnect_location.hpp"

#include <gtest/gtest.h>

namespace headstock::client {
namespace {

TEST(Locations, a_host_may_have_a_port_and_an_address_may_stand_in_brackets) {
    EXPECT_EQ(location_of("node1.example.com"), (network::Target{"node1.example.com", 5222, false}));
    EXPECT_EQ(location_of("node1.example.com:9222"), (network::Target{"node1.example.com", 9222, false}));
    EXPECT_EQ(location_of("192.0.2.1:1"), (network::Target{"192.0.2.1", 1, false}));
    EXPECT_EQ(location_of("[2001:41D0:1:A49b::1]:9222"), (network::Target{"2001:41D0:1:A49b::1", 9222, false}));
    EXPECT_EQ(location_of("[::1]"), (network::Target{"::1", 5222, false}));
}

TEST(Locations, what_names_no_place_is_none) {
    for (const char* wrong : {"", ":", ":5222", "host:", "host:0", "host:65536", "host:x", "host:-1", "host:1:2",
                              "[::1", "[]:1", "[::1]5222", "[::1]:", "::1"})
        EXPECT_FALSE(location_of(wrong)) << wrong;
}

}  // namespace
}  // namespace headstock::client
