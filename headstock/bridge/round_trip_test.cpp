// SPDX-License-Identifier: MIT
#include "headstock/bridge/round_trip.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/payload_samples.hpp"

namespace headstock::bridge {
namespace {

using namespace samples;

HEADSTOCK_PAYLOAD_TEST(version::Info);
HEADSTOCK_PAYLOAD_TEST(Item);
HEADSTOCK_PAYLOAD_TEST(Roster);
HEADSTOCK_PAYLOAD_TEST(StanzaError);
HEADSTOCK_PAYLOAD_TEST(MustChoose);
HEADSTOCK_PAYLOAD_TEST(Feature);
HEADSTOCK_PAYLOAD_TEST(Correction);
HEADSTOCK_PAYLOAD_TEST(Renewed);
HEADSTOCK_PAYLOAD_TEST(Bodies);
HEADSTOCK_PAYLOAD_TEST(Everything);
HEADSTOCK_PAYLOAD_TEST(Note);
HEADSTOCK_PAYLOAD_TEST(Wrapper);
HEADSTOCK_PAYLOAD_TEST(Nested);
HEADSTOCK_PAYLOAD_TEST(Ping);
HEADSTOCK_PAYLOAD_TEST(Eager);
HEADSTOCK_PAYLOAD_TEST(State);
HEADSTOCK_PAYLOAD_TEST(Envelope);
HEADSTOCK_PAYLOAD_TEST(Envelopes);
HEADSTOCK_PAYLOAD_TEST(Slot);
HEADSTOCK_PAYLOAD_TEST(Forms);
HEADSTOCK_PAYLOAD_TEST(Openness);
HEADSTOCK_PAYLOAD_TEST(Chosen);
HEADSTOCK_PAYLOAD_TEST(Single);

/// Promise 16: what a parser reads from what the writer wrote is what was written.
TEST(RoundTrip, every_element_survives_in_every_surrounding) {
    SeededRandom random(16);
    for (int i = 0; i < 1000; ++i) {
        const Element element = arbitrary_element(random);
        std::string xml;
        ASSERT_TRUE(write(element, xml, {.declaration = i % 2 == 0}));
        ASSERT_EQ(parse_element(xml).value(), element) << xml;
        ASSERT_EQ(parse_element(element.xml()).value(), element) << xml;
        std::string within = "<s:r xmlns='urn:headstock:arbitrary' xmlns:s='urn:s'>";
        const Prefix bound{"s", "urn:s"};
        ASSERT_TRUE(write(element, within, {.default_ns = "urn:headstock:arbitrary", .prefixes = {&bound, 1}}));
        ASSERT_EQ(parse_element(within + "</s:r>").value().children().front(), element) << within;
    }
}

TEST(RoundTrip, what_is_written_for_people_is_well_formed_whatever_it_was) {
    SeededRandom random(17);
    for (int i = 0; i < 1000; ++i) {
        Element element(random.bytes(random.below(6)), random.bytes(1 + random.below(6)));
        element.attribute(random.bytes(random.below(6)), random.bytes(random.below(12)));
        element.text(random.bytes(random.below(40))).add(Element(random.bytes(random.below(6)), ""));
        const auto parsed = parse_element(element.xml());
        ASSERT_TRUE(parsed) << parsed.error().message() << element.xml();
    }
}

TEST(RoundTrip, an_indented_element_differs_only_by_white_space) {
    const Element roster = write(Roster{"1", {{.jid = "a@b", .groups = {"x", "y"}}, {.jid = "c@d"}}});
    std::string xml;
    ASSERT_TRUE(write(roster, xml, {.indent = 3}));
    EXPECT_EQ(read<Roster>(parse_element(xml).value()).value(), read<Roster>(roster).value());
}

TEST(RoundTrip, a_streams_header_opens_what_follows) {
    const std::string_view streams = "http://etherx.jabber.org/streams";
    const Prefix bound{"stream", streams};
    std::string xml;
    ASSERT_TRUE(
        write_start(Element("stream", streams).attribute("to", "a.lit"), xml,
                    {.default_ns = "jabber:client", .declaration = true, .prefixes = {&bound, 1}, .declare = true}));
    const WriteOptions inside{.default_ns = "jabber:client", .prefixes = {&bound, 1}};
    const Element features = Element("features", streams).add(Element("bind", "urn:bind"));
    const Element message = Element("message", "jabber:client").add(Element("body", "jabber:client").text("hi"));
    ASSERT_TRUE(write(features, xml, inside));
    ASSERT_TRUE(write(message, xml, inside));
    Element stream("stream", streams);
    stream.attribute("to", "a.lit").add(features).add(message);
    EXPECT_EQ(parse_element(xml + "</stream:stream>").value(), stream);
    EXPECT_NE(xml.find("<stream:features><bind xmlns='urn:bind'/></stream:features><message><body>"),
              std::string::npos);
}

}  // namespace
}  // namespace headstock::bridge
