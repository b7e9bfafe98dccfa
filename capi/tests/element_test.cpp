// SPDX-License-Identifier: MIT
#include <atomic>
#include <set>
#include <thread>

#include "capi/tests/test_support.hpp"

namespace headstock::capi::test {
namespace {

std::string attribute(hs_element element, std::string_view name, std::string_view ns) {
    return given(hs_element_attribute, element, name.data(), name.size(), ns.data(), ns.size());
}

TEST(Library, says_what_it_is) {
    EXPECT_EQ(hs_abi_version(), std::uint32_t{HS_ABI_VERSION});
    EXPECT_FALSE(std::string(hs_version()).empty());
}

TEST(Library, has_other_words_for_each_status) {
    std::set<std::string> all;
    for (int status = HS_E_INTERNAL; status <= HS_STOPPED; ++status) all.insert(hs_status_words(status));
    EXPECT_EQ(all.size(), static_cast<std::size_t>(HS_STOPPED - HS_E_INTERNAL + 1));
    EXPECT_STREQ(hs_status_words(-99), "no status");
}

TEST(Element, is_built_and_written) {
    hs_element query = 0;
    ASSERT_EQ(hs_element_new("query", 5, "jabber:iq:version", 17, &query), HS_OK);
    hs_element name = 0;
    ASSERT_EQ(hs_element_new("name", 4, "jabber:iq:version", 17, &name), HS_OK);
    EXPECT_EQ(hs_element_add_text(name, "A & B", 5), HS_OK);
    EXPECT_EQ(hs_element_set_attribute(name, "a", 1, nullptr, 0, "<", 1), HS_OK);
    EXPECT_EQ(hs_element_add(query, name), HS_OK);
    EXPECT_EQ(given(hs_element_xml, query), "<query xmlns='jabber:iq:version'><name a='&lt;'>A &amp; B</name></query>");
    EXPECT_EQ(hs_element_free(name), HS_OK);
    EXPECT_EQ(hs_element_free(query), HS_OK);
}

TEST(Element, shows_what_it_has) {
    const hs_element a = parsed("<a xmlns='urn:a' x='1' xml:lang='en'>one<b xmlns='urn:b'>two</b>three<c/></a>");
    EXPECT_EQ(given(hs_element_tag, a), "a");
    EXPECT_EQ(given(hs_element_namespace, a), "urn:a");
    EXPECT_EQ(given(hs_element_content, a), "onethree");
    EXPECT_EQ(attribute(a, "x", ""), "1");
    EXPECT_EQ(attribute(a, "lang", "http://www.w3.org/XML/1998/namespace"), "en");
    EXPECT_EQ(attribute(a, "y", ""), "status 1");
    hs_text name{};
    hs_text ns{};
    hs_text value{};
    EXPECT_EQ(hs_element_attribute_at(a, 1, &name, &ns, &value), HS_OK);
    EXPECT_EQ(text(name) + "|" + text(ns) + "|" + text(value), "lang|http://www.w3.org/XML/1998/namespace|en");
    EXPECT_EQ(hs_element_attribute_at(a, 2, &name, &ns, &value), HS_NONE);
    EXPECT_EQ(name.data, nullptr);

    hs_element b = 0;
    ASSERT_EQ(hs_element_find(a, "b", 1, "urn:b", 5, &b), HS_OK);
    hs_element c = 0;
    ASSERT_EQ(hs_element_child(a, 1, &c), HS_OK);
    EXPECT_EQ(hs_element_free(a), HS_OK);
    EXPECT_EQ(given(hs_element_content, b), "two");  // a copy outlives what it is a copy of
    EXPECT_EQ(given(hs_element_tag, c), "c");
    EXPECT_EQ(hs_element_child(c, 0, &b), HS_NONE);
    EXPECT_EQ(b, 0U);
}

TEST(Element, is_a_payload_and_back) {
    const std::string json = R"({"name": "Exodus", "version": "0.7", "os": "Windows"})";
    hs_element element = 0;
    ASSERT_EQ(hs_element_from_json("version.Info", 12, json.data(), json.size(), &element), HS_OK) << last_error();
    EXPECT_EQ(given(hs_element_xml, element),
              "<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.7</version>"
              "<os>Windows</os></query>");
    const Json payload = Json::parse(given(hs_element_json, element));
    EXPECT_EQ(payload["type"], "version.Info");
    EXPECT_EQ(payload["value"], Json::parse(json));
    EXPECT_EQ(Json::parse(given(hs_element_json, parsed("<a xmlns='urn:nobody'/>")))["xml"], "<a xmlns='urn:nobody'/>");
}

TEST(Element, of_what_payloads_there_are) {
    std::set<std::string> names;
    for (const Json& type : Json::parse(given(hs_payload_types))) {
        EXPECT_TRUE(names.insert(type["type"]).second) << type;
        EXPECT_FALSE(type["tags"].empty()) << type;
        EXPECT_FALSE(type["namespaces"].empty()) << type;
    }
    EXPECT_TRUE(names.contains("disco.Info"));
    EXPECT_GE(names.size(), 40U);
}

TEST(Element, refuses_what_is_wrong_and_says_where) {
    hs_element made = 7;
    EXPECT_EQ(hs_element_parse("<a>\n</b>", 8, &made), HS_E_XML);
    EXPECT_EQ(made, 0U);
    EXPECT_NE(last_error().find("line 2"), std::string::npos) << last_error();
    EXPECT_EQ(hs_element_new("no name", 7, nullptr, 0, &made), HS_E_XML);
    EXPECT_EQ(hs_element_new(nullptr, 1, nullptr, 0, &made), HS_E_ARGUMENT);
    EXPECT_EQ(hs_element_new("a", 1, nullptr, 0, nullptr), HS_E_ARGUMENT);
    EXPECT_EQ(hs_element_from_json("version.Inf", 11, "{}", 2, &made), HS_E_UNKNOWN);
    EXPECT_EQ(hs_element_from_json("version.Info", 12, "{", 1, &made), HS_E_JSON);
    EXPECT_EQ(hs_element_from_json("version.Info", 12, R"({"nam":""})", 10, &made), HS_E_JSON);
    EXPECT_NE(last_error().find("nam"), std::string::npos) << last_error();
    const std::string deep(100'000, '[');
    EXPECT_EQ(hs_element_from_json("version.Info", 12, deep.data(), deep.size(), &made), HS_E_JSON);
}

TEST(Element, takes_nothing_that_XML_cannot_say) {
    const hs_element a = parsed("<a/>");
    EXPECT_EQ(hs_element_add_text(a, "\x01", 1), HS_E_XML);
    EXPECT_FALSE(last_error(a).empty());
    EXPECT_EQ(hs_element_set_attribute(a, "x y", 3, nullptr, 0, "", 0), HS_E_XML);
    EXPECT_EQ(hs_element_set_attribute(a, "x", 1, nullptr, 0, "\xff", 1), HS_E_XML);
    EXPECT_EQ(given(hs_element_xml, a), "<a/>");
}

TEST(Handles, name_one_thing_once) {
    const hs_element a = parsed("<a/>");
    EXPECT_EQ(hs_parser_free(a), HS_E_HANDLE);
    EXPECT_EQ(hs_element_free(a), HS_OK);
    EXPECT_EQ(hs_element_free(a), HS_E_HANDLE);
    EXPECT_EQ(given(hs_element_tag, a), "status " + std::to_string(HS_E_HANDLE));
    const hs_element b = parsed("<b/>");
    EXPECT_NE(a, b);
    for (const hs_handle none : {hs_handle{0}, ~hs_handle{0}, b + 1, b | hs_handle{0xffffffff}, a})
        EXPECT_EQ(given(hs_element_tag, none), "status " + std::to_string(HS_E_HANDLE)) << none;
    EXPECT_EQ(hs_session_expire(b), HS_E_HANDLE);
}

TEST(Handles, keep_their_own_last_error) {
    const hs_element a = parsed("<a/>");
    const hs_element b = parsed("<b/>");
    hs_text words{};
    EXPECT_EQ(hs_last_error(a, &words), HS_NONE);
    EXPECT_EQ(hs_element_add_text(a, nullptr, 3), HS_E_ARGUMENT);
    EXPECT_EQ(hs_last_error(b, &words), HS_NONE);
    EXPECT_NE(last_error(a).find("null"), std::string::npos);
    EXPECT_EQ(last_error(a), last_error());
    std::thread([&] { EXPECT_EQ(hs_last_error(0, &words), HS_NONE); }).join();
}

TEST(Handles, belong_to_one_thread_at_a_time) {
    hs_parser parser = 0;
    ASSERT_EQ(hs_parser_new(nullptr, 0, &parser), HS_OK);
    struct Seen {
        hs_parser parser;
        hs_status fed = HS_OK;
        hs_status freed = HS_OK;
        hs_status from_elsewhere = HS_OK;
    } seen{parser};
    const auto look = [](void* user, hs_element, std::uint64_t) -> std::int32_t {
        auto& all = *static_cast<Seen*>(user);
        all.fed = hs_parser_feed(all.parser, "<c/>", 4);
        all.freed = hs_parser_free(all.parser);
        std::thread([&all] { all.from_elsewhere = hs_parser_position(all.parser, nullptr, nullptr, nullptr); }).join();
        return HS_GO;
    };
    ASSERT_EQ(hs_parser_on(parser, "b", 1, nullptr, 0, 1, look, &seen, nullptr), HS_OK);
    EXPECT_EQ(hs_parser_feed(parser, "<a><b/>", 7), HS_OK);
    EXPECT_EQ(seen.fed, HS_E_BUSY);
    EXPECT_EQ(seen.freed, HS_E_BUSY);
    EXPECT_EQ(seen.from_elsewhere, HS_E_BUSY);
    EXPECT_EQ(hs_parser_free(parser), HS_OK);
}

TEST(Handles, may_be_made_and_freed_by_many_threads) {
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&wrong] {
            for (int n = 0; n < 500; ++n) {
                hs_element element = 0;
                if (hs_element_parse("<a/>", 4, &element) != HS_OK || given(hs_element_tag, element) != "a" ||
                    hs_element_free(element) != HS_OK)
                    ++wrong;
            }
        });
    for (std::thread& each : threads) each.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace headstock::capi::test
