// SPDX-License-Identifier: MIT
#include "headstock/wire/buffer.hpp"

#include <gtest/gtest.h>

namespace headstock::wire::detail {
namespace {

TEST(Buffer, bytes_leave_in_the_order_they_came) {
    Buffer buffer;
    buffer.append("abc");
    buffer.consume(2);
    buffer.append("def");
    EXPECT_EQ(buffer.view(), "cdef");
    buffer.consume(4);
    EXPECT_TRUE(buffer.empty());
}

TEST(Buffer, what_was_consumed_is_not_kept) {
    Buffer buffer;
    buffer.append("abcdef");
    for (int i = 0; i < 100'000; ++i) {
        buffer.append("x");
        buffer.consume(1);
    }
    EXPECT_EQ(buffer.size(), 6U);
    EXPECT_LE(buffer.take().capacity(), 64U);
}

TEST(Buffer, take_gives_what_was_not_consumed) {
    Buffer buffer;
    buffer.append("abcdef");
    buffer.consume(2);
    EXPECT_EQ(buffer.take(), "cdef");
    EXPECT_TRUE(buffer.empty());
}

TEST(Buffer, memory_is_given_back_when_empty) {
    Buffer buffer;
    buffer.append(std::string(100'000, 'x'));
    buffer.consume(100'000);
    EXPECT_LE(buffer.take().capacity(), Buffer::spare);
}

TEST(Buffer, reserved_memory_leaves_the_content_alone) {
    Buffer buffer;
    buffer.append("abcdef");
    buffer.consume(1);
    buffer.reserve(1000);
    EXPECT_EQ(buffer.view(), "bcdef");
}

}  // namespace
}  // namespace headstock::wire::detail
