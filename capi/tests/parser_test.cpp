// SPDX-License-Identifier: MIT
#include <cstring>

#include "capi/tests/test_support.hpp"

namespace headstock::capi::test {
namespace {

class Parsing : public ::testing::Test {
protected:
    Parsing() { EXPECT_EQ(hs_parser_new(nullptr, 0, &parser), HS_OK); }
    ~Parsing() override { EXPECT_EQ(hs_parser_free(parser), HS_OK); }

    static std::int32_t heard(void* user, hs_element element, std::uint64_t depth) {
        auto& test = *static_cast<Parsing*>(user);
        test.seen.push_back(given(hs_element_tag, element) + "@" + std::to_string(depth));
        test.last = element;
        return test.answer;
    }
    hs_status on(const char* tag, const char* ns, std::int32_t depth, std::uint64_t* rule = nullptr) {
        return hs_parser_on(parser, tag, tag ? std::strlen(tag) : 0, ns, ns ? std::strlen(ns) : 0, depth, heard, this,
                            rule);
    }
    hs_status feed(std::string_view bytes) { return hs_parser_feed(parser, bytes.data(), bytes.size()); }

    hs_parser parser = 0;
    std::vector<std::string> seen;
    hs_element last = 0;
    std::int32_t answer = HS_GO;
};
using Seen = std::vector<std::string>;

TEST_F(Parsing, calls_by_tag_namespace_and_depth) {
    EXPECT_EQ(on("b", "urn:a", 1), HS_OK);
    EXPECT_EQ(on("c", nullptr, HS_ANY_DEPTH), HS_OK);
    for (const char byte : std::string_view("<a xmlns='urn:a'><b/><b xmlns=''/><x><c xmlns='urn:c'/><b/></x></a>"))
        EXPECT_EQ(feed({&byte, 1}), HS_OK);
    EXPECT_EQ(seen, (Seen{"b@1", "c@2"}));
    EXPECT_EQ(hs_parser_finish(parser), HS_OK);
}

TEST_F(Parsing, calls_for_all_at_a_depth_and_by_path) {
    EXPECT_EQ(on(nullptr, nullptr, 1), HS_OK);
    EXPECT_EQ(hs_parser_on_path(parser, "/a/b[@x=\"1\"]/c", 14, heard, this, nullptr), HS_OK);
    EXPECT_EQ(hs_parser_on_path(parser, "/a/b[", 5, heard, this, nullptr), HS_E_ARGUMENT);
    EXPECT_EQ(feed("<a><b x='1'><c/></b><b><c/></b></a>"), HS_OK);
    EXPECT_EQ(seen, (Seen{"c@2", "b@1", "b@1"}));
}

TEST_F(Parsing, pauses_stops_and_begins_anew) {
    EXPECT_EQ(on("b", "", 1), HS_OK);
    answer = HS_PAUSE;
    EXPECT_EQ(feed("<a><b/><b/>"), HS_PAUSED);
    EXPECT_EQ(seen.size(), 1U);
    EXPECT_EQ(hs_parser_resume(parser), HS_PAUSED);
    answer = HS_STOP;
    EXPECT_EQ(hs_parser_resume(parser), HS_OK);
    EXPECT_EQ(feed("<b/>"), HS_STOPPED);
    EXPECT_EQ(feed("<b/>"), HS_STOPPED);
    EXPECT_EQ(hs_parser_restart(parser), HS_OK);
    answer = HS_GO;
    EXPECT_EQ(feed("<a><b/>"), HS_OK);
    EXPECT_EQ(seen.size(), 4U);
}

TEST_F(Parsing, calls_for_what_no_rule_matched) {
    EXPECT_EQ(on("b", "", 1), HS_OK);
    std::uint64_t rule = 0;
    EXPECT_EQ(hs_parser_on_unmatched(parser, heard, this, &rule), HS_OK);
    EXPECT_EQ(feed("<a><b/><c/>"), HS_OK);
    EXPECT_EQ(seen, (Seen{"b@1", "c@1"}));
    EXPECT_EQ(hs_parser_cancel(parser, rule), HS_OK);
    EXPECT_EQ(hs_parser_on_unmatched(parser, nullptr, this, &rule), HS_E_ARGUMENT);
}

TEST_F(Parsing, cancels_rules) {
    std::uint64_t rule = 0;
    EXPECT_EQ(on("b", "", 1, &rule), HS_OK);
    EXPECT_EQ(hs_parser_cancel(parser, rule), HS_OK);
    EXPECT_EQ(hs_parser_cancel(parser, rule), HS_E_UNKNOWN);
    EXPECT_EQ(feed("<a><b/>"), HS_OK);
    EXPECT_TRUE(seen.empty());
}

TEST_F(Parsing, shows_elements_only_while_the_callback_runs) {
    EXPECT_EQ(on("b", "", 1), HS_OK);
    EXPECT_EQ(feed("<a><b/>"), HS_OK);
    EXPECT_EQ(given(hs_element_tag, last), "status " + std::to_string(HS_E_HANDLE));
}

TEST_F(Parsing, elements_that_are_shown_are_copied_not_changed) {
    struct Tried {
        hs_status changed = HS_OK;
        hs_status freed = HS_OK;
        hs_element copy = 0;
    } tried;
    const auto try_all = [](void* user, hs_element element, std::uint64_t) -> std::int32_t {
        auto& all = *static_cast<Tried*>(user);
        all.changed = hs_element_add_text(element, "x", 1);
        all.freed = hs_element_free(element);
        (void)hs_element_copy(element, &all.copy);
        return HS_GO;
    };
    EXPECT_EQ(hs_parser_on(parser, "b", 1, nullptr, 0, 1, try_all, &tried, nullptr), HS_OK);
    EXPECT_EQ(feed("<a><b>kept</b>"), HS_OK);
    EXPECT_EQ(tried.changed, HS_E_STATE);
    EXPECT_EQ(tried.freed, HS_E_BUSY);
    EXPECT_EQ(given(hs_element_content, tried.copy), "kept");
    EXPECT_EQ(hs_element_free(tried.copy), HS_OK);
}

TEST_F(Parsing, says_where_it_is_wrong) {
    EXPECT_EQ(feed("<a>\n<b></c>"), HS_E_XML);
    EXPECT_EQ(feed("<b/>"), HS_E_XML);
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    std::uint64_t offset = 0;
    EXPECT_EQ(hs_parser_position(parser, &offset, &line, &column), HS_OK);
    EXPECT_EQ(line, 2U);
    EXPECT_GT(offset, 4U);
    EXPECT_EQ(hs_parser_finish(parser), HS_E_XML);
}

TEST_F(Parsing, refuses_what_cannot_be) {
    EXPECT_EQ(hs_parser_on(parser, "b", 1, nullptr, 0, 1, nullptr, nullptr, nullptr), HS_E_ARGUMENT);
    EXPECT_EQ(on("b", "", -2), HS_E_ARGUMENT);
    EXPECT_EQ(hs_parser_feed(parser, nullptr, 3), HS_E_ARGUMENT);
    EXPECT_EQ(hs_parser_feed(parser, nullptr, 0), HS_OK);
    hs_parser other = 0;
    for (const std::string_view options : {"{\"stanzas\": 1}", "{\"stanza\": -1}", "[]", "{\"stanza\": \"1\"}"})
        EXPECT_EQ(hs_parser_new(options.data(), options.size(), &other), HS_E_JSON) << options;
}

TEST_F(Parsing, has_limits) {
    hs_parser small = 0;
    const std::string_view options = "{\"stanza\": 1000, \"depth\": 3}";
    ASSERT_EQ(hs_parser_new(options.data(), options.size(), &small), HS_OK);
    const std::string_view deep = "<a><b><c><d>";
    EXPECT_EQ(hs_parser_feed(small, deep.data(), deep.size()), HS_E_XML);
    EXPECT_NE(last_error(small).find("deep"), std::string::npos) << last_error(small);
    EXPECT_EQ(hs_parser_free(small), HS_OK);
}

}  // namespace
}  // namespace headstock::capi::test
