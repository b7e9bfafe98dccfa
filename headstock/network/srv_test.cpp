// SPDX-License-Identifier: MIT
#include "headstock/network/srv.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "headstock/network/host_name.hpp"

namespace headstock::network {
namespace {

SrvRecord record(std::string host, std::uint16_t priority, std::uint16_t weight, bool direct = false) {
    return SrvRecord{std::move(host), 5222, priority, weight, direct};
}

class OrderTargets : public ::testing::Test {
protected:
    std::vector<std::string> hosts(std::vector<SrvRecord> records) {
        std::vector<std::string> names;
        for (const Target& target : order_targets(std::move(records), random)) names.push_back(target.host);
        return names;
    }
    // How often each host comes first, in 10,000 draws.
    std::map<std::string, double> firsts(const std::vector<SrvRecord>& records) {
        std::map<std::string, double> share;
        for (int i = 0; i < 10'000; ++i) share[hosts(records).front()] += 1.0 / 10'000;
        return share;
    }

    using List = std::vector<std::string>;
    SeededRandom random{42};
};

TEST_F(OrderTargets, the_lower_priority_comes_first) {
    EXPECT_EQ(hosts({record("c", 30, 9), record("a", 1, 0), record("b", 20, 5)}), (List{"a", "b", "c"}));
}

TEST_F(OrderTargets, direct_tls_and_starttls_are_one_list) {
    const auto targets = order_targets({record("plain", 2, 0), record("direct", 1, 0, true)}, random);
    ASSERT_EQ(targets.size(), 2U);
    EXPECT_EQ(targets[0], (Target{"direct", 5222, true}));
    EXPECT_EQ(targets[1], (Target{"plain", 5222, false}));
}

TEST_F(OrderTargets, among_equals_the_share_follows_the_weight) {
    auto share = firsts({record("big", 1, 60), record("half", 1, 30), record("small", 1, 10)});
    EXPECT_NEAR(share["big"], 0.60, 0.02);
    EXPECT_NEAR(share["half"], 0.30, 0.02);
    EXPECT_NEAR(share["small"], 0.10, 0.02);
}

TEST_F(OrderTargets, the_second_place_is_drawn_by_weight_too) {
    double big_second = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto names = hosts({record("first", 0, 0), record("big", 1, 90), record("small", 1, 10)});
        if (names[1] == "big") big_second += 1.0 / 10'000;
        ASSERT_EQ(names[0], "first");
    }
    EXPECT_NEAR(big_second, 0.90, 0.02);
}

TEST_F(OrderTargets, weight_zero_has_a_small_chance) {
    auto share = firsts({record("none", 1, 0), record("some", 1, 9)});
    EXPECT_NEAR(share["none"], 0.10, 0.02);
}

TEST_F(OrderTargets, without_weights_all_are_as_likely) {
    auto share = firsts({record("a", 1, 0), record("b", 1, 0), record("c", 1, 0), record("d", 1, 0)});
    for (const char* host : {"a", "b", "c", "d"}) EXPECT_NEAR(share[host], 0.25, 0.02);
}

TEST_F(OrderTargets, the_largest_weights_do_not_overflow) {
    std::vector<SrvRecord> records;
    for (int i = 0; i < 1000; ++i) records.push_back(record("h" + std::to_string(i), 1, 65535));
    const auto names = hosts(records);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), max_targets);
}

TEST_F(OrderTargets, of_a_thousand_the_32_of_the_best_priority_stay) {
    std::vector<SrvRecord> records;
    for (int i = 0; i < 1000; ++i) records.push_back(record("h" + std::to_string(i), static_cast<std::uint16_t>(i), 1));
    const auto names = hosts(records);
    ASSERT_EQ(names.size(), 32U);
    EXPECT_EQ(names.front(), "h0");
    EXPECT_EQ(names.back(), "h31");
}

TEST_F(OrderTargets, what_is_said_twice_counts_once_whatever_its_case) {
    EXPECT_EQ(hosts({record("A.test", 5, 1), record("b.test", 3, 1), record("a.TEST.", 1, 1)}),
              (List{"a.test", "b.test"}));
}

TEST_F(OrderTargets, the_same_host_with_and_without_direct_tls_is_two_targets) {
    EXPECT_EQ(hosts({record("a", 1, 1, true), record("a", 1, 1, false)}).size(), 2U);
}

TEST_F(OrderTargets, records_that_lead_nowhere_are_left_out) {
    SrvRecord no_port = record("x", 1, 1);
    no_port.port = 0;
    EXPECT_EQ(hosts({record("", 1, 1), record(".", 1, 1), no_port, record("b", 2, 1)}), List{"b"});
    EXPECT_EQ(hosts({}), List{});
}

TEST_F(OrderTargets, the_same_randomness_gives_the_same_order) {
    std::vector<SrvRecord> records;
    for (int i = 0; i < 20; ++i) records.push_back(record("h" + std::to_string(i), 1, 10));
    SeededRandom a(7);
    SeededRandom b(7);
    EXPECT_EQ(order_targets(records, a), order_targets(records, b));
    std::ranges::reverse(records);
    SeededRandom c(7);
    SeededRandom d(8);
    EXPECT_NE(order_targets(records, c), order_targets(records, d));
}

TEST(HostName, is_compared_in_lower_case_without_the_final_dot) {
    EXPECT_EQ(canonical_host("Example.ORG."), "example.org");
    EXPECT_EQ(canonical_host("."), ".");
    EXPECT_EQ(canonical_host(""), "");
}

TEST(HostName, literals_of_both_families_are_read) {
    EXPECT_EQ(read_literal("127.0.0.1")->to_string(), "127.0.0.1");
    EXPECT_EQ(read_literal("::1")->to_string(), "::1");
    EXPECT_EQ(read_literal("[::1]")->to_string(), "::1");
    for (const char* text : {"", "[]", "[", "[127.0.0.1]", "127.0.0.1.", "127.1", "1.2.3.4.5", "::1]", "example.org"})
        EXPECT_FALSE(read_literal(text)) << text;
    EXPECT_FALSE(read_literal(std::string("127.0.0.1\0", 10)));
    EXPECT_FALSE(read_literal(std::string(10'000, '1')));
}

TEST(HostName, localhost_and_what_is_below_it_is_this_machine) {
    EXPECT_TRUE(is_localhost("localhost"));
    EXPECT_TRUE(is_localhost("chat.localhost"));
    EXPECT_FALSE(is_localhost("notlocalhost"));
    EXPECT_FALSE(is_localhost("localhost.example.org"));
}

TEST(HostName, names_that_dns_cannot_hold_are_told) {
    const std::string label(63, 'a');
    EXPECT_TRUE(is_host_name("example.org"));
    EXPECT_TRUE(is_host_name("xn--bcher-kva.example"));
    EXPECT_TRUE(is_host_name("_srv.under_score.test"));
    EXPECT_TRUE(is_host_name(label + "." + label + "." + label + "." + std::string(61, 'a')));
    EXPECT_FALSE(is_host_name(label + "." + label + "." + label + "." + std::string(62, 'a')));
    EXPECT_FALSE(is_host_name(label + "a.test"));
    for (const char* text :
         {"", ".", "a..b", ".a", "a b", "a\nb", "a\\032b", "caf\xc3\xa9.test", "a:5222", "[::1]", "a/b"})
        EXPECT_FALSE(is_host_name(text)) << text;
    EXPECT_FALSE(is_host_name(std::string("good.test\0.evil.test", 20)));
}

}  // namespace
}  // namespace headstock::network
