// SPDX-License-Identifier: MIT
#include "headstock/bridge/json.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/payload_samples.hpp"
#include "headstock/bridge/round_trip.hpp"

namespace headstock::bridge {
namespace {

using namespace samples;

/// A payload in which every key would be taken twice.
struct Crowd {
    std::string attribute;
    std::string child;
    std::string elsewhere;
    std::string content;
    std::string text;

    static constexpr auto xml = bridge::element("crowd", "urn:crowd", bridge::attribute("name", &Crowd::attribute),
                                                bridge::text("name", &Crowd::child),
                                                bridge::text(bridge::Name{"name", "urn:else"}, &Crowd::elsewhere),
                                                bridge::text(&Crowd::content), bridge::attribute("text", &Crowd::text));
    friend bool operator==(const Crowd&, const Crowd&) = default;
};

template <Payload T>
std::string refused(const char* json) {
    const Result<T> result = from_json<T>(Json::parse(json));
    return result ? "nothing was wrong" : result.error().message();
}

TEST(Json, has_the_names_of_the_xml) {
    const version::Info info{"Exodus", "0.7", std::nullopt};
    EXPECT_EQ(to_json(info).dump(), R"({"name":"Exodus","version":"0.7"})");
    EXPECT_EQ(from_json<version::Info>(Json::parse(R"({"version":"0.7","name":"Exodus"})")).value(), info);
}

TEST(Json, lists_numbers_and_truth_are_its_own) {
    const Roster roster{"v", {{.jid = "a@b", .subscription = Subscribed::both, .groups = {"x"}}}};
    EXPECT_EQ(to_json(roster).dump(),
              R"({"ver":"v","item":[{"jid":"a@b","subscription":"both","approved":false,"group":["x"]}]})");
    const Json all = to_json(Everything{.big = 18446744073709551615U, .ratio = 0.5});
    EXPECT_EQ(all["big"].dump() + all["ratio"].dump() + all["yes"].dump(), "184467440737095516150.5false");
    EXPECT_EQ(all["stamp"], "1970-01-01T00:00:00Z");
}

TEST(Json, conditions_languages_flags_versions_and_the_rest_have_keys) {
    StanzaError error{.type = ErrorType::auth, .condition = Condition::gone, .address = "xmpp:a"};
    error.texts = {{"", "t"}, {"en", "u"}};
    error.others.push_back(Element("x", "urn:x"));
    EXPECT_EQ(to_json(error).dump(),
              R"({"type":"auth","condition":"gone","condition_text":"xmpp:a","text":{"":"t","en":"u"},)"
              R"("others":["<x xmlns='urn:x'/>"]})");
    EXPECT_EQ(to_json(Feature{true}).dump(), R"({"optional":true})");
    EXPECT_EQ(to_json(Correction{1, "7"}).dump(), R"({"xmlns":"urn:x:0","id":"7"})");
    EXPECT_EQ(
        to_json(Wrapper{{"a", "b", {}}, {{"hi"}}}).dump(),
        R"({"{jabber:iq:version}query":{"name":"a","version":"b"},"odd":["<odd xmlns='urn:test:odd'>HI</odd>"]})");
}

TEST(Json, keys_that_would_be_shared_are_marked) {
    const Crowd crowd{"1", "2", "3", "4", "5"};
    EXPECT_EQ(to_json(crowd).dump(),
              R"({"@name":"1","{urn:crowd}name":"2","{urn:else}name":"3","#text":"4","@text":"5"})");
    EXPECT_EQ(from_json<Crowd>(to_json(crowd)).value(), crowd);
}

TEST(Json, an_error_names_the_place) {
    EXPECT_EQ(refused<version::Info>("[]"), "malformed: query: not an object");
    EXPECT_EQ(refused<version::Info>("{}"), "missing: query/name");
    EXPECT_EQ(refused<version::Info>(R"({"name":1,"version":""})"), "malformed: query/name: not a string");
    EXPECT_EQ(refused<version::Info>(R"({"name":"","version":"","so":""})"), "unknown: query/so");
    EXPECT_EQ(refused<Roster>(R"({"item":{}})"), "malformed: query/item: not a list");
    EXPECT_EQ(refused<Roster>(R"({"item":[{"jid":"a"},{"jid":"b","subscription":"x"}]})"),
              "malformed: query/item[2]/subscription: not one of its words: \"x\"");
    EXPECT_EQ(refused<Bodies>(R"({"body":{"en":1}})"), "malformed: greeting/body/en: not a string");
    EXPECT_EQ(refused<Bodies>(R"({"body":{"en":"","EN":""}})"), "stands twice: greeting/body/EN");
    EXPECT_EQ(refused<Bodies>(R"({"body":"en"})"), "malformed: greeting/body: not an object of languages");
    EXPECT_EQ(refused<Correction>(R"({"id":"1","xmlns":"urn:y"})"), "malformed: x/xmlns: not one of the namespaces");
    EXPECT_EQ(refused<MustChoose>("{}"), "missing: choice/condition");
    EXPECT_EQ(refused<Feature>(R"({"optional":1})"), "malformed: bind/optional: neither true nor false");
}

TEST(Json, xml_in_it_is_parsed_and_checked) {
    const char* const start = R"({"type":"auth","others":[)";
    EXPECT_TRUE(
        refused<StanzaError>((std::string(start) + R"("<a>"]})").c_str()).starts_with("malformed: error/others[1]: "));
    EXPECT_EQ(refused<StanzaError>((std::string(start) + "7]}").c_str()),
              "malformed: error/others[1]: not a string with XML");
    EXPECT_EQ(
        refused<Wrapper>(
            R"({"{jabber:iq:version}query":{"name":"a","version":"b"},"odd":["<odd xmlns='urn:test:odd'>1</odd>"]})"),
        "malformed: wrapper/odd[1]: not a greeting: 1");
    EXPECT_EQ(from_json<Greeting>("<odd xmlns='urn:test:odd'>HI</odd>").value(), Greeting{"hi"});
}

TEST(Json, numbers_are_whole_and_in_range) {
    Json all = to_json(Everything{});
    for (const Json& wrong :
         {Json(-129), Json(128), Json(1.0), Json("1"), Json(18446744073709551615U), Json(nullptr)}) {
        all["small"] = wrong;
        EXPECT_FALSE(from_json<Everything>(all)) << wrong;
    }
    all["small"] = -128;
    EXPECT_EQ(from_json<Everything>(all).value().small, -128);
    all["ratio"] = 2;
    EXPECT_EQ(from_json<Everything>(all).value().ratio, 2);
    all["ratio"] = "2";
    EXPECT_FALSE(from_json<Everything>(all));
}

TEST(Json, one_that_holds_itself_is_read_to_a_limit) {
    const auto nested = [](unsigned levels) {
        Json json = Json::object();
        for (unsigned i = 1; i < levels; ++i) json = Json{{"nested", Json::array({json})}};
        return json;
    };
    EXPECT_TRUE(from_json<Nested>(nested(max_payload_depth)));
    EXPECT_EQ(from_json<Nested>(nested(max_payload_depth + 1)).error().code, PayloadErrc::too_deep);
}

HEADSTOCK_PAYLOAD_TEST(Crowd);

}  // namespace
}  // namespace headstock::bridge
