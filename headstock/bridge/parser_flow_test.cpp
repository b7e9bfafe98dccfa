// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {
namespace {

/// Calls a function for each end, and one for each start; writes down the tags that ended.
class Script final : public Parser::Handler {
public:
    using Act = std::function<Flow(View, std::size_t)>;
    Flow on_start(View element, std::size_t depth) override { return start ? start(element, depth) : Flow::go; }
    Flow on_end(View element, std::size_t depth) override {
        heard += std::string(element.tag()) + ' ';
        return end ? end(element, depth) : Flow::go;
    }
    std::string heard;
    Act start;
    Act end;
};

Script::Act when(std::string tag, std::function<Flow()> act) {
    return [=](View element, std::size_t) { return element.tag() == tag ? act() : Flow::go; };
}

class ParserFlow : public ::testing::Test {
protected:
    Script script;
    Parser parser{script};
};

TEST_F(ParserFlow, a_pause_takes_effect_at_the_border_of_the_stanza) {
    script.end = when("x", [] { return Flow::pause; });
    EXPECT_EQ(parser.feed("<r><a><x/><y/></a><b/></r>").value(), Flow::pause);
    EXPECT_EQ(script.heard, "x y a ");
    EXPECT_EQ(parser.unparsed(), "<b/></r>");
    EXPECT_EQ(parser.finish().error().code, std::errc::operation_in_progress);
    EXPECT_EQ(parser.feed("\n").value(), Flow::pause);
    EXPECT_EQ(parser.resume().value(), Flow::go);
    EXPECT_EQ(script.heard, "x y a b r ");
    EXPECT_TRUE(parser.finish());
}

TEST_F(ParserFlow, a_pause_at_the_start_of_the_root_takes_effect_at_once) {
    script.start = when("r", [] { return Flow::pause; });
    EXPECT_EQ(parser.feed("<r><a/>").value(), Flow::pause);
    EXPECT_EQ(script.heard, "");
    EXPECT_EQ(parser.resume().value(), Flow::go);
    EXPECT_EQ(script.heard, "a ");
}

TEST_F(ParserFlow, what_waits_during_a_pause_is_bounded) {
    parser.limit({.waiting = 10});
    script.end = when("a", [] { return Flow::pause; });
    EXPECT_EQ(parser.feed("<r><a/><b>and this came with it</b>").value(), Flow::pause);
    EXPECT_EQ(parser.feed("1234567890").value(), Flow::pause);
    EXPECT_EQ(parser.feed("1").error().code, ParseErrc::stanza_too_big);
}

TEST_F(ParserFlow, a_stop_takes_effect_at_once_and_leaves_the_very_rest) {
    script.end = when("proceed", [] { return Flow::stop; });
    EXPECT_EQ(parser.feed("<r><proceed/>\x16\x03\x01<a/>").value(), Flow::stop);
    EXPECT_EQ(parser.unparsed(), "\x16\x03\x01<a/>");
    EXPECT_EQ(script.heard, "proceed ");
    EXPECT_EQ(parser.feed("<b/>").error().code, ParseErrc::stopped);
    EXPECT_EQ(parser.position().offset, 13U);
}

TEST_F(ParserFlow, a_stop_inside_a_stanza_leaves_what_is_behind_that_element) {
    script.end = when("x", [] { return Flow::stop; });
    EXPECT_EQ(parser.feed("<r><a><x></x> <y/></a>").value(), Flow::stop);
    EXPECT_EQ(parser.unparsed(), " <y/></a>");
}

TEST_F(ParserFlow, a_stop_at_a_start_tag_leaves_what_is_behind_the_tag) {
    script.start = when("a", [] { return Flow::stop; });
    EXPECT_EQ(parser.feed("<r><a/><b/>").value(), Flow::stop);
    EXPECT_EQ(parser.unparsed(), "<b/>");
    EXPECT_EQ(script.heard, "");
}

TEST_F(ParserFlow, a_handler_that_stops_sees_what_its_caller_sees) {
    std::string seen;
    script.end = when("a", [&] {
        seen = parser.unparsed();
        return Flow::stop;
    });
    ASSERT_TRUE(parser.feed("<r><a/>\xe2\x82"));  // a character cut short stands where the parser has its end mark
    EXPECT_EQ(seen, "\xe2\x82");
    EXPECT_EQ(parser.unparsed(), "\xe2\x82");
}

TEST_F(ParserFlow, what_is_left_of_a_long_input_is_kept_whole) {
    script.end = when("a", [] { return Flow::stop; });
    const std::string rest(100'000, 'x');
    EXPECT_EQ(parser.feed("<r><a/>" + rest).value(), Flow::stop);
    EXPECT_EQ(parser.unparsed(), rest);
}

TEST_F(ParserFlow, a_restart_inside_a_handler_drops_the_rest_of_the_buffer) {
    script.end = when("success", [&] {
        parser.restart();
        return Flow::go;
    });
    EXPECT_EQ(parser.feed("<r><success/><old/>" + std::string(50'000, ' ') + "<old/>").value(), Flow::go);
    EXPECT_EQ(parser.unparsed(), "");
    EXPECT_FALSE(parser.in_root());
    EXPECT_TRUE(parser.feed("<?xml version='1.0'?><s><new/></s>"));
    EXPECT_EQ(script.heard, "success new s ");
    EXPECT_EQ(parser.position().offset, 34U);
}

TEST_F(ParserFlow, a_restart_after_an_error_or_a_stop_begins_anew) {
    ASSERT_FALSE(parser.feed("<r></x>"));
    parser.restart();
    script.start = when("s", [] { return Flow::stop; });
    ASSERT_EQ(parser.feed("<s><a/>").value(), Flow::stop);
    parser.restart();
    EXPECT_TRUE(parser.feed("<r><a/></r>"));
    EXPECT_TRUE(parser.finish());
    EXPECT_EQ(script.heard, "a r ");
}

TEST_F(ParserFlow, an_exception_passes_through_and_the_next_call_goes_on_behind_its_stanza) {
    script.end = when("x", []() -> Flow { throw std::runtime_error("x"); });
    EXPECT_THROW((void)parser.feed("<r><a><x/><y/></a><b/><c>"), std::runtime_error);
    EXPECT_EQ(script.heard, "x ");
    EXPECT_TRUE(parser.feed("</c></r>"));
    EXPECT_EQ(script.heard, "x b c r ");
    EXPECT_TRUE(parser.finish());
}

TEST_F(ParserFlow, an_exception_is_as_harmless_at_every_start_and_end) {
    for (int at = 0; at < 9; ++at) {
        for (const bool big : {false, true}) {
            Script counted;
            int calls = 0;
            counted.start = counted.end = [&](View, std::size_t) -> Flow {
                if (calls++ == at) throw std::runtime_error("now");
                return Flow::go;
            };
            Parser reader(counted);
            const std::string rest = "<b/>" + std::string(big ? 20'000 : 0, ' ') + "<last/></r>";
            EXPECT_THROW((void)reader.feed("<r><a i='&amp;'>t<x/>u<y/></a>" + rest), std::runtime_error) << at;
            EXPECT_TRUE(reader.resume()) << at;
            EXPECT_TRUE(reader.finish()) << at;
            EXPECT_TRUE(counted.heard.ends_with("last r ")) << at << counted.heard;
        }
    }
}

TEST_F(ParserFlow, an_end_reads_first_what_an_exception_left) {
    script.end = when("a", []() -> Flow { throw std::runtime_error("a"); });
    EXPECT_THROW((void)parser.feed("<r><a/><b/></r>"), std::runtime_error);
    EXPECT_TRUE(parser.finish());
    EXPECT_EQ(script.heard, "a b r ");
}

TEST_F(ParserFlow, a_pause_asked_for_before_an_exception_still_counts) {
    script.end = [](View element, std::size_t) -> Flow {
        if (element.tag() == "a") throw std::runtime_error("a");
        return Flow::pause;
    };
    EXPECT_THROW((void)parser.feed("<r><a><x/></a><b/>"), std::runtime_error);
    EXPECT_EQ(parser.feed("").value(), Flow::pause);
    EXPECT_EQ(parser.unparsed(), "<b/>");
}

TEST_F(ParserFlow, calls_from_inside_a_handler_fail_and_change_nothing) {
    script.end = when("a", [&] {
        EXPECT_EQ(parser.feed("<evil/>").error().code, std::errc::operation_in_progress);
        EXPECT_EQ(parser.commit(0).error().code, std::errc::operation_in_progress);
        EXPECT_EQ(parser.resume().error().code, std::errc::operation_in_progress);
        EXPECT_EQ(parser.finish().error().code, std::errc::operation_in_progress);
        EXPECT_TRUE(parser.prepare(10).empty());
        parser.release_memory();
        return Flow::go;
    });
    EXPECT_TRUE(parser.feed("<r><a/><b/></r>"));
    EXPECT_EQ(script.heard, "a b r ");
}

TEST(Parser, may_be_destroyed_by_its_handler) {
    for (const bool throws : {false, true}) {
        Script script;
        auto parser = std::make_unique<Parser>(script);
        script.end = [&](View element, std::size_t) -> Flow {
            if (element.tag() != "x") return Flow::go;
            parser.reset();
            EXPECT_EQ(element.attribute("k"), "v");  // what the handler was given stays until it returns
            if (throws) throw std::runtime_error("and gone");
            return Flow::go;
        };
        Parser& gone = *parser;
        if (throws) EXPECT_THROW((void)gone.feed("<r><a><x k='v'/><y/></a>"), std::runtime_error);
        else EXPECT_EQ(gone.feed("<r><a><x k='v'/><y/></a>").value(), Flow::stop);
        EXPECT_EQ(script.heard, "x ");
    }
}

TEST_F(ParserFlow, what_comes_behind_the_root_is_left_alone) {
    EXPECT_EQ(parser.feed("<r/> \n").value(), Flow::go);
    EXPECT_TRUE(parser.finish());
    EXPECT_EQ(parser.feed("<more/>\xff").value(), Flow::go);
    EXPECT_EQ(parser.unparsed(), "<more/>\xff");
    EXPECT_EQ(script.heard, "r ");
    EXPECT_EQ(parser.finish().error().code, ParseErrc::not_well_formed);
}

TEST_F(ParserFlow, white_space_behind_the_root_is_not_kept) {
    parser.limit({.waiting = 1000});
    ASSERT_TRUE(parser.feed("<r/>"));
    for (int i = 0; i < 50; ++i) {
        ASSERT_TRUE(parser.feed("          "));
        ASSERT_EQ(parser.unparsed(), "");
    }
    EXPECT_EQ(parser.feed(std::string(501, 'x')).error().code, ParseErrc::stanza_too_big);
}

TEST_F(ParserFlow, a_stanza_sees_the_attributes_of_the_stream_around_it) {
    std::optional<std::string> id;
    script.end = [&](View element, std::size_t depth) {
        if (depth == 1) id = element.parent()->attribute("id");
        return Flow::go;
    };
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(
            parser.feed(i == 0 ? "<s:stream xmlns:s='u' id='7&amp;8'><a/>" : "<b>text</b>" + std::string(9000, ' ')));
        EXPECT_EQ(id, "7&8");
    }
}

TEST_F(ParserFlow, limits_change_from_inside_a_handler) {
    script.end = when("login", [&] {
        parser.limit({.stanza = 10});
        return Flow::go;
    });
    EXPECT_EQ(parser.feed("<r><login>a long one</login><m>too long</m>").error().code, ParseErrc::stanza_too_big);
}

}  // namespace
}  // namespace headstock::bridge
