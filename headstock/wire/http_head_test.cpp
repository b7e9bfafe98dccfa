// SPDX-License-Identifier: MIT
#include "headstock/wire/http_head.hpp"

#include <gtest/gtest.h>

#include "headstock/wire/error.hpp"

namespace headstock::wire {
namespace {

/// Reads one head in pieces; what was not taken goes to `rest`.
Result<std::optional<HttpHead>> read(std::string_view bytes, std::size_t step, std::string* rest = nullptr) {
    HttpHeadReader reader;
    Result<std::optional<HttpHead>> head = std::nullopt;
    while (!bytes.empty() && head && !*head) {
        std::string_view piece = bytes.substr(0, step);
        const std::size_t size = piece.size();
        head = reader.receive(piece);
        bytes.remove_prefix(size - piece.size());
    }
    if (rest) *rest = bytes;
    return head;
}

class HttpHeads : public ::testing::TestWithParam<std::size_t> {
protected:
    [[nodiscard]] static HttpHead good(std::string_view bytes) {
        auto head = read(bytes, GetParam());
        EXPECT_TRUE(head && *head) << bytes;
        return head && *head ? std::move(**head) : HttpHead();
    }
};
INSTANTIATE_TEST_SUITE_P(Pieces, HttpHeads, ::testing::Values(1, 7, 10'000));

TEST_P(HttpHeads, are_read_to_the_blank_line_and_no_further) {
    std::string rest;
    const auto head = read("HTTP/1.1 200 OK\r\nServer: x\r\nVia:\t a  \r\n\r\n<stream", GetParam(), &rest);
    ASSERT_TRUE(head && *head);
    EXPECT_EQ((*head)->start, "HTTP/1.1 200 OK");
    EXPECT_EQ((*head)->fields, (std::vector<HttpField>{{"server", "x"}, {"via", "a"}}));
    EXPECT_EQ(rest, "<stream");
}

TEST_P(HttpHeads, without_fields_are_heads) {
    EXPECT_EQ(good("HTTP/1.0 407\r\n\r\n").status(), 407);
    EXPECT_EQ(good("HTTP/1.0 407\r\n\r\n").status_text(), "407");
}

TEST_P(HttpHeads, that_break_the_rules_are_refused) {
    for (const std::string bad : {"a\nb\r\n\r\n", "x\r\nno colon\r\n\r\n", "x\r\nname : v\r\n\r\n", "x\r\n: v\r\n\r\n",
                                  "x\r\nA: 1\r\n folded\r\n\r\n", "x\r\nA: 1\nB: 2\r\n\r\n", "x\r\nA: \x01\r\n\r\n"}) {
        const auto head = read(bad, GetParam());
        ASSERT_FALSE(head) << bad;
        EXPECT_EQ(head.error().code, Errc::bad_http) << bad;
    }
}

TEST_P(HttpHeads, are_limited) {
    const auto endless = read("HTTP/1.1 200 " + std::string(17'000, 'a'), GetParam());
    ASSERT_FALSE(endless);
    EXPECT_EQ(endless.error().code, Errc::limit_exceeded);
    std::string many = "HTTP/1.1 200 OK\r\n";
    for (std::size_t i = 0; i < max_http_fields; ++i) many += "a: b\r\n";
    EXPECT_EQ(good(many + "\r\n").fields.size(), max_http_fields);
    const auto more = read(many + "a: b\r\n\r\n", GetParam());
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().code, Errc::limit_exceeded);
}

TEST(HttpHead, finds_tokens_in_lists) {
    const HttpHead head{"x", {{"connection", "keep-alive"}, {"connection", "close , Upgrade"}}};
    EXPECT_EQ(head.field("connection"), "keep-alive, close , Upgrade");
    EXPECT_TRUE(head.lists("connection", "upgrade"));
    EXPECT_TRUE(head.lists("connection", "close"));
    EXPECT_FALSE(head.lists("connection", "up"));
    EXPECT_FALSE(head.lists("upgrade", "upgrade"));
    EXPECT_FALSE(head.field("upgrade"));
}

TEST(HttpHead, has_a_status_only_as_an_answer_of_http_1) {
    EXPECT_EQ((HttpHead{"HTTP/1.1 101 Switching Protocols", {}}).status(), 101);
    for (const char* bad : {"", "HTTP/1.1", "HTTP/1.1 1", "HTTP/2.0 200 OK", "HTTP/1.1 2000 OK", "HTTP/1.1  20 OK",
                            "HTTP/1.1 099 x", "HTTP/1.1 -20 x", "GET / HTTP/1.1"})
        EXPECT_FALSE((HttpHead{bad, {}}).status()) << bad;
}

TEST(HttpHead, shows_a_status_without_what_a_terminal_would_obey) {
    EXPECT_EQ((HttpHead{"HTTP/1.1 403 Forbidden", {}}).status_text(), "403 Forbidden");
    EXPECT_EQ((HttpHead{"HTTP/1.1 403 \xc2\x9b", {}}).status_text(), "403 \\xc2\\x9b");
    EXPECT_LT((HttpHead{"SSH" + std::string(9000, 'x'), {}}).status_text().size(), 300U);
}

}  // namespace
}  // namespace headstock::wire
