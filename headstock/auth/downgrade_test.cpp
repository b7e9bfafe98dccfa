// SPDX-License-Identifier: MIT
#include "headstock/auth/downgrade.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace headstock::auth {
namespace {

using Names = std::vector<std::string>;

TEST(OfferHash, gives_the_example_of_xep_0474_in_any_order) {
    EXPECT_EQ(
        offer_hash(Hash::sha1, Names{"SCRAM-SHA-1", "SCRAM-SHA-1-PLUS"}, Names{"tls-server-end-point", "tls-exporter"}),
        "G6k/rBLDqgOhRRaCuuatSDFkJ08=");
    EXPECT_EQ(
        offer_hash(Hash::sha1, Names{"SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"}, Names{"tls-exporter", "tls-server-end-point"}),
        "G6k/rBLDqgOhRRaCuuatSDFkJ08=");
}

TEST(OfferHash, leaves_the_second_list_out_where_there_was_none) {
    EXPECT_EQ(offer_hash(Hash::sha256, Names{"SCRAM-SHA-256", "PLAIN"}, {}),
              "Rgy1OtqF8B/re2ip4rVzs2herVHnECfKbsLqKQgUMgo=");
}

TEST(OfferHash, changes_with_every_change_of_the_offer) {
    const std::string honest = offer_hash(Hash::sha256, Names{"A", "B"}, Names{"x", "y"});
    EXPECT_NE(honest, offer_hash(Hash::sha256, Names{"A"}, Names{"x", "y"}));
    EXPECT_NE(honest, offer_hash(Hash::sha256, Names{"A", "B"}, Names{"x"}));
    EXPECT_NE(honest, offer_hash(Hash::sha256, Names{"A", "B"}, {}));
    EXPECT_NE(honest, offer_hash(Hash::sha256, Names{"A", "B", ""}, Names{"x", "y"}));
    EXPECT_NE(honest, offer_hash(Hash::sha512, Names{"A", "B"}, Names{"x", "y"}));
}

}  // namespace
}  // namespace headstock::auth
