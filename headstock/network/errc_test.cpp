// SPDX-License-Identifier: MIT
#include "headstock/network/errc.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "headstock/network/failure.hpp"

namespace headstock::network {
namespace {

TEST(NetworkErrc, each_has_its_own_words) {
    std::set<std::string> words;
    const int last = static_cast<int>(Errc::too_large);
    for (int value = 1; value <= last; ++value) words.insert(make_error_code(static_cast<Errc>(value)).message());
    EXPECT_EQ(words.size(), static_cast<std::size_t>(last));
    EXPECT_FALSE(words.contains(make_error_code(static_cast<Errc>(last + 1)).message()));
    EXPECT_STREQ(category().name(), "headstock.network");
}

TEST(NetworkErrc, a_refusal_tells_more_than_an_unreachable_address) {
    const std::error_code refused = Errc::connection_refused;
    const std::error_code unreachable = Errc::unreachable;
    EXPECT_EQ(most_telling(refused, unreachable), refused);
    EXPECT_EQ(most_telling(unreachable, refused), refused);
}

TEST(NetworkErrc, a_fault_of_this_machine_tells_most) {
    const auto local = std::make_error_code(std::errc::too_many_files_open);
    EXPECT_EQ(most_telling(local, Errc::connection_refused), local);
    EXPECT_EQ(most_telling(Errc::connection_refused, local), local);
}

TEST(Failure, says_the_code_and_the_detail) {
    const Failure failure(Errc::connection_refused, "localhost:1");
    EXPECT_STREQ(failure.what(), "connection refused: localhost:1");
    EXPECT_EQ(failure.error(), (Error{Errc::connection_refused, "localhost:1"}));
    EXPECT_FALSE(was_cancelled(failure));
    EXPECT_TRUE(was_cancelled(Failure(std::make_error_code(std::errc::operation_canceled))));
}

}  // namespace
}  // namespace headstock::network
