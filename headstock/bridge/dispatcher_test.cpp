// SPDX-License-Identifier: MIT
#include "headstock/bridge/dispatcher.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace headstock::bridge {
namespace {

constexpr std::string_view client = "jabber:client";

class DispatcherRules : public ::testing::Test {
protected:
    /// Writes down that a rule was called, and for which element.
    auto note(std::string rule) {
        return
            [this, rule = std::move(rule)](View element) { heard.push_back(rule + ':' + std::string(element.tag())); };
    }
    void feed(std::string_view xml) { ASSERT_TRUE(parser.feed(xml)); }
    void stream(std::string_view xml) { feed("<stream xmlns='jabber:client'>" + std::string(xml)); }
    std::string joined() const {
        std::string all;
        for (const std::string& line : heard) all += (all.empty() ? "" : " ") + line;
        return all;
    }

    std::vector<std::string> heard;
    Dispatcher dispatcher;
    Parser parser{dispatcher};
    std::vector<Subscription> rules;
};

TEST_F(DispatcherRules, order_is_level_element_element_at_level_path_then_unmatched_children_before_parents) {
    // The golden list: features(bind, session) as the first bridge dispatched it.
    const std::string_view ns = "s";
    rules.push_back(dispatcher.on_path("/stream/features", note("path")).value());
    rules.push_back(dispatcher.on(Name{"features", ns}, note("element+level")));
    rules.push_back(dispatcher.on(Name{"features", ns}, note("element"), Depth::any));
    rules.push_back(dispatcher.at(stanza_depth, note("level")));
    rules.push_back(dispatcher.on(AnyNamespace{"features"}, note("any")));
    rules.push_back(dispatcher.on(Name{"bind", "b"}, note("element"), Depth{2}));
    rules.push_back(dispatcher.on_path("features/session", note("path")).value());
    rules.push_back(dispatcher.on_unmatched([&](View element, Depth depth) {
        heard.push_back("unmatched" + std::to_string(depth.level) + ':' + std::string(element.tag()));
    }));
    feed(
        "<s:stream xmlns:s='s'><s:features><bind xmlns='b'/><session "
        "xmlns='c'><optional/></session></s:features></s:stream>");
    EXPECT_EQ(joined(),
              "element:bind unmatched3:optional path:session level:features element:features element+level:features "
              "path:features unmatched0:stream");
}

TEST_F(DispatcherRules, a_rule_means_a_stanza_where_it_does_not_say_otherwise) {
    rules.push_back(dispatcher.on(Name{"message", client}, note("stanza")));
    rules.push_back(dispatcher.on(Name{"message", client}, note("any"), Depth::any));
    stream("<message><forwarded xmlns='f'><message xmlns='jabber:client'/></forwarded></message>");
    EXPECT_EQ(joined(), "any:message any:message stanza:message");
}

TEST_F(DispatcherRules, tag_and_namespace_must_both_be_right) {
    rules.push_back(dispatcher.on(Name{"message", client}, note("m")));
    rules.push_back(dispatcher.on(Name{"x", ""}, note("none")));
    stream("<message xmlns='other'/><messagE/><messages/><x/><x xmlns=''/>");
    EXPECT_EQ(joined(), "none:x");
}

TEST_F(DispatcherRules, any_namespace_counts_only_where_no_rule_of_the_kind_names_it) {
    rules.push_back(dispatcher.on(AnyNamespace{"a"}, note("any")));
    rules.push_back(dispatcher.on(AnyNamespace{"a"}, note("any-deep"), Depth::any));
    auto exact = dispatcher.on(Name{"a", "u"}, note("exact"));
    stream("<a xmlns='u'/><a xmlns='v'/>");
    EXPECT_EQ(joined(), "any-deep:a exact:a any-deep:a any:a");
    heard.clear();
    exact.cancel();
    feed("<a xmlns='u'/>");
    EXPECT_EQ(joined(), "any-deep:a any:a");
}

TEST_F(DispatcherRules, handlers_of_one_rule_are_called_in_order_of_registration) {
    for (const char* name : {"1", "2", "3"}) rules.push_back(dispatcher.on(Name{"m", client}, note(name)));
    rules.erase(rules.begin() + 1);
    stream("<m/>");
    EXPECT_EQ(joined(), "1:m 3:m");
}

TEST_F(DispatcherRules, depth_rules_for_any_depth_come_before_those_for_the_very_depth) {
    rules.push_back(dispatcher.at(Depth{2}, note("two")));
    rules.push_back(dispatcher.at(Depth::any, note("any")));
    stream("<m><b/></m></stream>");
    EXPECT_EQ(joined(), "any:b two:b any:m any:stream");
}

TEST_F(DispatcherRules, a_path_fires_once_for_each_element_it_leads_to_when_that_closes) {
    rules.push_back(dispatcher.on_path("/stream/{jabber:client}m/b[@x='1']", note("path")).value());
    stream("<m><b x='1'/><c/><b x='2'/>");
    EXPECT_EQ(joined(), "path:b");
    feed("<b x='1'/></m>");
    EXPECT_EQ(joined(), "path:b path:b");
    feed("<n/><m><d><b x='1'/></d></m><o/>");
    EXPECT_EQ(joined(), "path:b path:b");
}

TEST_F(DispatcherRules, all_paths_that_match_fire_in_order_of_registration) {
    rules.push_back(dispatcher.on_path("b", note("1")).value());
    rules.push_back(dispatcher.on_path("m/b", note("2")).value());
    rules.push_back(dispatcher.on_path("b", note("3")).value());
    rules.erase(rules.begin());
    stream("<m><b/></m>");
    EXPECT_EQ(joined(), "2:b 3:b");
    EXPECT_EQ(dispatcher.on_path("m//b", note("4")).error().code, std::errc::invalid_argument);
}

TEST_F(DispatcherRules, the_start_of_a_stream_shows_its_attributes) {
    std::optional<std::string> id;
    rules.push_back(dispatcher.on_start([&](View element, Depth depth) {
        if (depth.level == 0) id = element.attribute("id");
        else heard.push_back(std::string(element.tag()));
    }));
    feed("<stream id='42'><a><b/></a>");
    EXPECT_EQ(id, "42");
    EXPECT_EQ(joined(), "a b");
}

TEST_F(DispatcherRules, without_rules_nothing_is_called_and_the_tree_is_read_all_the_same) {
    stream("<a><b/></a>");
    EXPECT_TRUE(heard.empty());
    EXPECT_EQ(parser.feed("</b>").error().code, ParseErrc::not_well_formed);
}

TEST_F(DispatcherRules, once_means_once) {
    auto rule = dispatcher.once(Name{"m", client}, note("once"));
    stream("<m/><m/>");
    EXPECT_EQ(joined(), "once:m");
    EXPECT_FALSE(rule.active());
}

TEST_F(DispatcherRules, replace_cancels_all_others_of_that_very_rule) {
    rules.push_back(dispatcher.on(Name{"m", client}, note("1")));
    rules.push_back(dispatcher.on(Name{"m", client}, note("2")));
    rules.push_back(dispatcher.on(Name{"m", client}, note("any"), Depth::any));
    rules.push_back(dispatcher.replace(Name{"m", client}, note("new")));
    stream("<m/>");
    EXPECT_EQ(joined(), "any:m new:m");
    EXPECT_FALSE(rules[0].active());
}

TEST_F(DispatcherRules, handlers_may_add_and_cancel_rules_themselves_included) {
    std::optional<Subscription> self;
    self = dispatcher.on(Name{"m", client}, [&](View) {
        heard.push_back("self");
        self.reset();
        rules.push_back(dispatcher.on(Name{"m", client}, note("added")));
        rules.push_back(dispatcher.on(Name{"n", client}, note("added")));
    });
    auto second = dispatcher.on(Name{"m", client}, note("second"));
    stream("<m/>");
    EXPECT_EQ(joined(), "self second:m");
    feed("<m/><n/>");
    EXPECT_EQ(joined(), "self second:m second:m added:m added:n");
}

TEST_F(DispatcherRules, many_short_lived_rules_leave_the_tables_small_even_when_made_by_a_handler) {
    rules.push_back(dispatcher.on(Name{"m", client}, [&](View) {
        for (int i = 0; i < 500; ++i) {
            auto name = dispatcher.once(Name{std::to_string(i), client}, note("never"));
            auto path = dispatcher.on_path("a" + std::to_string(i), note("never"));
        }
    }));
    rules.push_back(dispatcher.on_path("m", note("path")).value());
    stream("<m/><m/>");
    EXPECT_EQ(joined(), "path:m path:m");
}

TEST_F(DispatcherRules, of_several_answers_the_strongest_counts) {
    rules.push_back(dispatcher.on(Name{"m", client}, [](View) { return Flow::pause; }));
    rules.push_back(dispatcher.on(Name{"m", client}, [](View) {}));
    EXPECT_EQ(parser.feed("<stream xmlns='jabber:client'><m/>").value(), Flow::pause);
    rules.push_back(dispatcher.at(stanza_depth, [](View) { return Flow::stop; }));
    rules.push_back(dispatcher.on(Name{"m", client}, note("also")));
    EXPECT_EQ(parser.resume().value(), Flow::go);
    EXPECT_EQ(parser.feed("<m/><n/>").value(), Flow::stop);
    EXPECT_EQ(joined(), "also:m");
    EXPECT_EQ(parser.unparsed(), "<n/>");
}

TEST_F(DispatcherRules, a_handler_that_throws_is_reported_and_the_next_stanza_dispatches) {
    std::string said;
    rules.push_back(dispatcher.on_handler_error([&](const std::exception_ptr& thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::runtime_error& error) {
            said += error.what();
        }
    }));
    rules.push_back(dispatcher.on(Name{"m", client}, [](View) { throw std::runtime_error("oops "); }));
    rules.push_back(dispatcher.on(Name{"m", client}, note("other")));
    stream("<m/><m/>");
    EXPECT_EQ(said, "oops oops ");
    EXPECT_EQ(joined(), "other:m other:m");
}

TEST_F(DispatcherRules, what_nobody_hears_of_goes_on_to_who_feeds_after_the_others_were_called) {
    rules.push_back(dispatcher.on(Name{"m", client}, [](View) { throw std::runtime_error("first"); }));
    rules.push_back(dispatcher.on(Name{"m", client}, [](View) -> Flow { throw std::logic_error("second"); }));
    rules.push_back(dispatcher.on(Name{"m", client}, note("other")));
    rules.push_back(dispatcher.on(Name{"n", client}, note("next")));
    EXPECT_THROW((void)parser.feed("<stream xmlns='jabber:client'><m/><n/>"), std::runtime_error);
    EXPECT_EQ(joined(), "other:m");
    EXPECT_TRUE(parser.resume());
    EXPECT_EQ(joined(), "other:m next:n");
}

TEST_F(DispatcherRules, a_rule_outlived_by_its_subscription_does_no_harm) {
    Subscription left;
    {
        Dispatcher short_lived;
        left = short_lived.on(Name{"m", client}, note("never"));
        EXPECT_TRUE(left.active());
    }
    EXPECT_FALSE(left.active());
}

TEST_F(DispatcherRules, of_every_mix_of_rules_those_that_fit_are_called) {
    const std::string xml = "<a xmlns='x'><b xmlns='y'/><b xmlns='x'/><a><b/></a></a><b xmlns='y'/>";
    for (unsigned mix = 0; mix < 64; ++mix) {
        heard.clear();
        Dispatcher other;
        std::vector<Subscription> some;
        const auto wanted = [mix](unsigned rule) { return (mix >> rule & 1U) != 0; };
        if (wanted(0)) some.push_back(other.on(Name{"b", "y"}, note("y1")));
        if (wanted(1)) some.push_back(other.on(Name{"b", "x"}, note("x2"), Depth{2}));
        if (wanted(2)) some.push_back(other.on(Name{"b", "x"}, note("x*"), Depth::any));
        if (wanted(3)) some.push_back(other.on(AnyNamespace{"b"}, note("*2"), Depth{2}));
        if (wanted(4)) some.push_back(other.on_path("a/b", note("path")).value());
        if (wanted(5)) some.push_back(other.on(Name{"b", "y"}, note("again")));
        Parser reader(other);
        ASSERT_TRUE(reader.feed("<stream xmlns='jabber:client'>" + xml));
        std::string expected;
        const auto call = [&](unsigned rule, const std::string& name) {
            if (wanted(rule)) expected += (expected.empty() ? "" : " ") + name + ":b";
        };
        call(3, "*2"), call(4, "path");
        call(2, "x*"), call(1, "x2");
        if (!wanted(1)) call(3, "*2");
        call(4, "path");
        call(2, "x*"), call(4, "path");
        call(0, "y1"), call(5, "again");
        EXPECT_EQ(joined(), expected) << mix;
    }
}

TEST(Dispatcher, may_be_destroyed_with_its_parser_by_a_handler) {
    struct Owner {
        Dispatcher dispatcher;
        Parser parser{dispatcher};
    };
    auto owner = std::make_unique<Owner>();
    std::string heard;
    const auto note = [&](View element) { heard += element.tag(); };
    std::vector<Subscription> rules;
    rules.push_back(owner->dispatcher.on(Name{"m", ""}, [&](View element) {
        owner.reset();
        heard += element.text();
    }));
    rules.push_back(owner->dispatcher.on(Name{"m", ""}, note));
    rules.push_back(owner->dispatcher.on_path("m", note).value());
    rules.push_back(owner->dispatcher.at(Depth{0}, note));
    Parser& parser = owner->parser;
    EXPECT_EQ(parser.feed("<r><m>once</m><m/></r>").value(), Flow::stop);
    EXPECT_EQ(heard, "once");
}

TEST_F(DispatcherRules, five_hundred_rules_are_told_apart) {
    for (int i = 0; i < 500; ++i) {
        const std::string n = std::to_string(i);
        rules.push_back(dispatcher.on(Name{"query", "urn:example:extension:" + n}, note(n)));
    }
    stream(
        "<query xmlns='urn:example:extension:7'/><query xmlns='urn:example:extension:499'/><query "
        "xmlns='urn:example:extension:500'/>");
    EXPECT_EQ(joined(), "7:query 499:query");
}

}  // namespace
}  // namespace headstock::bridge
