// SPDX-License-Identifier: MIT
#include "headstock/extensions/result_set_pager.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "headstock/base/number.hpp"
#include "headstock/bridge/parser.hpp"

namespace headstock::result_set {
namespace {

bridge::Element set(std::string_view content) {
    return *bridge::parse_element("<set xmlns='http://jabber.org/protocol/rsm'>" + std::string(content) + "</set>");
}

Page after(std::string id, std::uint32_t max) {
    Page page = first(max);
    page.after = std::move(id);
    return page;
}
Page before(std::string id, std::uint32_t max) {
    Page page = first(max);
    page.before = std::move(id);
    return page;
}

/// A list "0", "1", … that answers as it is asked.
struct List {
    std::size_t total;
    [[nodiscard]] Result<Slice> cut(const Page& asked, std::size_t limit = 100) const {
        return slice(asked, total, limit,
                     [&](std::string_view id) { return read_number<std::size_t>(id).value_or(total); });
    }
    [[nodiscard]] Page said(const Slice& slice) const {
        return describe(slice, total, [](std::size_t place) { return std::to_string(place); });
    }
    [[nodiscard]] std::vector<std::size_t> walk(Direction direction, std::uint32_t max) const {
        std::vector<std::size_t> begins;
        for (Pager pager(direction, max); const auto page = pager.next();) {
            const Slice came = cut(*page).value();
            if (came.size() > 0) begins.push_back(came.begin);
            pager.take(said(came), came.size());
        }
        return begins;
    }
};

TEST(Pager, pages_are_cut_as_they_are_asked_for) {
    const List list{25};
    EXPECT_EQ(list.cut(first(10)), (Slice{0, 10}));
    EXPECT_EQ(list.cut(after("9", 10)), (Slice{10, 20}));
    EXPECT_EQ(list.cut(after("24", 10)), (Slice{25, 25}));
    EXPECT_EQ(list.cut(before("10", 4)), (Slice{6, 10}));
    EXPECT_EQ(list.cut(before("2", 10)), (Slice{0, 2}));
    EXPECT_EQ(list.cut(last(10)), (Slice{15, 25}));
    EXPECT_EQ(list.cut(at(20, 10)), (Slice{20, 25}));
    EXPECT_EQ(list.cut(first(0))->size(), 0U);
    EXPECT_EQ(list.cut(Page(), 7), (Slice{0, 7}));
    EXPECT_EQ(list.cut(first(4'000'000'000), 7), (Slice{0, 7}));
    Page between = after("3", 10);
    between.before = "6";
    EXPECT_EQ(list.cut(between), (Slice{4, 6}));
    between.before = "2";
    EXPECT_EQ(list.cut(between)->size(), 0U);
    EXPECT_EQ((List{0}.cut(first(10))), (Slice{0, 0}));
}

TEST(Pager, what_is_not_there_is_not_found) {
    const List list{25};
    for (const Page& page : {after("25", 10), before("x", 10), at(26, 10)})
        EXPECT_EQ(list.cut(page).error().code, core::StanzaCondition::item_not_found);
}

TEST(Pager, an_answer_says_where_its_page_stands) {
    EXPECT_EQ(bridge::write(List{25}.said({10, 20})),
              set("<first index='10'>10</first><last>19</last><count>25</count>"));
    EXPECT_EQ(bridge::write(List{25}.said({0, 0})), set("<count>25</count>"));
}

TEST(Pager, a_pager_sees_every_page_once) {
    EXPECT_EQ((List{25}.walk(Direction::forward, 10)), (std::vector<std::size_t>{0, 10, 20}));
    EXPECT_EQ((List{25}.walk(Direction::backward, 10)), (std::vector<std::size_t>{15, 5, 0}));
    EXPECT_EQ((List{20}.walk(Direction::forward, 10)), (std::vector<std::size_t>{0, 10}));
    EXPECT_TRUE((List{0}.walk(Direction::forward, 10)).empty());
}

TEST(Pager, a_pager_ends_where_an_answer_says_so_or_leads_nowhere) {
    Page page = List{25}.said({0, 10});
    for (int way = 0; way < 4; ++way) {
        Pager pager(Direction::forward);
        std::optional<Page> answer = page;
        if (way == 1) answer.reset();
        if (way == 2) answer->last.reset();
        pager.take(answer, way == 3 ? 0 : 10, way == 0);
        EXPECT_FALSE(pager.next()) << way;
        EXPECT_FALSE(pager.was_cut_short());
    }
}

TEST(Pager, pages_that_go_in_circles_are_left) {
    Pager pager(Direction::forward);
    int pages = 0;
    while (pager.next() && pages < 10) {
        Page page;
        page.last = pages % 2 == 0 ? "a" : "b";
        pager.take(page, 10);
        ++pages;
    }
    EXPECT_EQ(pages, 3);
    EXPECT_TRUE(pager.was_cut_short());
}

TEST(Pager, nobody_is_asked_for_pages_for_ever) {
    Pager pager(Direction::backward);
    std::size_t pages = 0;
    while (pager.next()) {
        Page page;
        page.first = First{.index = {}, .id = std::to_string(++pages)};
        pager.take(page, 1);
    }
    EXPECT_EQ(pages, Pager::max_pages);
    EXPECT_TRUE(pager.was_cut_short());
}

}  // namespace
}  // namespace headstock::result_set
