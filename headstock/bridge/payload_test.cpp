// SPDX-License-Identifier: MIT
#include "headstock/bridge/payload.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/payload_samples.hpp"

namespace headstock::bridge {
namespace {

using namespace samples;

/// The message of the error that reading `T` gives.
template <Payload T>
std::string refused(View element) {
    const Result<T> result = read<T>(element);
    return result ? "nothing was wrong" : result.error().message();
}

Element info(std::initializer_list<std::pair<std::string_view, std::string_view>> parts) {
    Element query("query", "jabber:iq:version");
    for (const auto& [tag, text] : parts) query.add(Element(tag, query.ns()).text(text));
    return query;
}

TEST(Payload, info_is_read_and_written_as_xep_0092_prints_it) {
    const Element query = info({{"name", "Exodus"}, {"version", "0.7.0.4"}, {"os", "Windows-XP 5.01.2600"}});
    const version::Info expected{"Exodus", "0.7.0.4", "Windows-XP 5.01.2600"};
    EXPECT_EQ(read<version::Info>(query).value(), expected);
    EXPECT_EQ(write(expected), query);
    EXPECT_EQ(write(expected).xml(),
              "<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.7.0.4</version>"
              "<os>Windows-XP 5.01.2600</os></query>");
}

TEST(Payload, an_empty_one_is_only_its_name) {
    EXPECT_EQ(write(Ping{}).xml(), "<ping xmlns='urn:xmpp:ping'/>");
    EXPECT_TRUE(read<Ping>(Element("ping", "urn:xmpp:ping").text("stray").add(Element("x", ""))));
    EXPECT_FALSE(read<Ping>(Element("ping", "urn:xmpp:pong")));
}

TEST(Payload, its_name_comes_from_the_declaration) {
    static_assert(name_of<version::Info>() == Name{"query", "jabber:iq:version"});
    static_assert(is_a<version::Info>({"query", "jabber:iq:version"}));
    static_assert(!is_a<version::Info>({"query", "jabber:iq:roster"}));
    static_assert(Payload<version::Info> && Payload<Greeting> && !Payload<std::string> && !Payload<Element>);
}

TEST(Payload, an_optional_part_may_be_absent_and_is_then_not_written) {
    const Element query = info({{"name", "a"}, {"version", "b"}});
    EXPECT_EQ(read<version::Info>(query).value().os, std::nullopt);
    EXPECT_EQ(write(version::Info{"a", "b", std::nullopt}), query);
    EXPECT_EQ(read<version::Info>(info({{"name", ""}, {"version", ""}, {"os", ""}})).value().os, "");
}

TEST(Payload, a_required_part_that_is_missing_is_named) {
    EXPECT_EQ(refused<version::Info>(info({{"name", "a"}})), "missing: query/version");
    EXPECT_EQ(refused<version::Info>(info({})), "missing: query/name");
    EXPECT_EQ(refused<Item>(Element("item", roster_ns)), "missing: item@jid");
    EXPECT_EQ(refused<Wrapper>(Element("wrapper", "urn:test:wrapper")), "missing: wrapper/query");
}

TEST(Payload, a_part_that_may_stand_once_may_not_stand_twice) {
    EXPECT_EQ(refused<version::Info>(info({{"name", "a"}, {"version", "b"}, {"name", "evil"}})),
              "stands twice: query/name");
    EXPECT_EQ(refused<version::Info>(info({{"name", "a"}, {"version", "b"}, {"os", ""}, {"os", ""}})),
              "stands twice: query/os");
    Element bind("bind", "urn:test:feature");
    bind.add(Element("optional", bind.ns())).add(Element("optional", bind.ns()));
    EXPECT_EQ(refused<Feature>(bind), "stands twice: bind/optional");
}

TEST(Payload, what_it_does_not_know_is_passed_over) {
    Element query = info({{"name", "a"}, {"version", "b"}});
    query.attribute("new", "x").text("stray").add(Element("name", "urn:other")).add(Element("new", query.ns()));
    EXPECT_EQ(read<version::Info>(query).value(), (version::Info{"a", "b", std::nullopt}));
}

TEST(Payload, another_element_is_refused) {
    EXPECT_EQ(refused<version::Info>(Element("query", roster_ns)),
              "not the element expected: <query xmlns=\"jabber:iq:version\"> was expected, not <query "
              "xmlns=\"jabber:iq:roster\">");
    EXPECT_FALSE(read<version::Info>(Element("Query", "jabber:iq:version")));
    EXPECT_LT(refused<version::Info>(Element(std::string(5000, 'x'), std::string(5000, 'y'))).size(), 300U);
}

Element roster() {
    Element query("query", roster_ns);
    query.attribute("ver", "ver11");
    query.add(Element("item", roster_ns)
                  .attribute("jid", "romeo@example.net")
                  .attribute("subscription", "both")
                  .add(Element("group", roster_ns).text("Friends"))
                  .add(Element("group", roster_ns).text("Verona")));
    query.add(Element("item", roster_ns).attribute("jid", "nurse@example.com").attribute("approved", "true"));
    return query;
}

TEST(Payload, children_repeat_in_order_and_words_become_enums) {
    const Roster expected{
        "ver11",
        {{.jid = "romeo@example.net", .subscription = Subscribed::both, .groups = {"Friends", "Verona"}},
         {.jid = "nurse@example.com", .approved = true}}};
    EXPECT_EQ(read<Roster>(roster()).value(), expected);
    EXPECT_EQ(write(expected), roster());
}

TEST(Payload, an_error_names_the_place) {
    Element query = roster();
    query.add(Element("item", roster_ns).attribute("jid", "x").attribute("subscription", "sometimes"));
    EXPECT_EQ(refused<Roster>(query), "malformed: query/item[3]@subscription: not one of its words: \"sometimes\"");
    query.remove(2).add(Element("item", roster_ns));
    EXPECT_EQ(refused<Roster>(query), "missing: query/item[3]@jid");
}

TEST(Payload, absent_reads_as_the_default_and_the_default_is_not_written) {
    EXPECT_EQ(read<Item>(Element("item", roster_ns).attribute("jid", "a")).value().subscription, Subscribed::none);
    const Element explicitly = Element("item", roster_ns).attribute("jid", "a").attribute("subscription", "none");
    EXPECT_EQ(write(read<Item>(explicitly).value()).xml(), "<item xmlns='jabber:iq:roster' jid='a'/>");
    EXPECT_EQ(read<Everything>(write(Everything{})).value().greeting, "hi");
}

TEST(Payload, an_error_payload_has_a_condition_texts_and_more) {
    Element error = Element("error", "jabber:client").attribute("type", "cancel");
    error.add(Element("gone", stanzas_ns).text("xmpp:romeo@afterlife.example.net"));
    error.add(Element("text", stanzas_ns).attribute(xml_lang, "en").text("Moved"));
    error.add(Element("details", "urn:app").attribute("a", "b"));
    StanzaError expected{
        .type = ErrorType::cancel, .condition = Condition::gone, .address = "xmpp:romeo@afterlife.example.net"};
    expected.texts = {{"en", "Moved"}};
    expected.others.push_back(Element("details", "urn:app").attribute("a", "b"));
    EXPECT_EQ(read<StanzaError>(error).value(), expected);
    EXPECT_EQ(write(expected), error);
}

TEST(Payload, a_default_condition_is_written_when_it_has_a_text) {
    const StanzaError error{.type = ErrorType::auth, .address = "xmpp:a"};
    EXPECT_EQ(write(error).xml(),
              "<error xmlns='jabber:client' type='auth'><undefined-condition "
              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>xmpp:a</undefined-condition></error>");
    EXPECT_EQ(read<StanzaError>(write(error)).value(), error);
    EXPECT_TRUE(write(StanzaError{.type = ErrorType::auth}).content().empty());
}

TEST(Payload, of_several_conditions_none_counts) {
    Element error = Element("error", "jabber:client").attribute("type", "cancel");
    EXPECT_EQ(read<StanzaError>(error).value().condition, Condition::undefined_condition);
    error.add(Element("item-not-found", stanzas_ns));
    EXPECT_EQ(read<StanzaError>(error).value().condition, Condition::item_not_found);
    error.add(Element("gone", stanzas_ns));
    EXPECT_EQ(refused<StanzaError>(error), "stands twice: error/gone");
    EXPECT_EQ(refused<MustChoose>(Element("choice", "urn:test:choice")), "missing: choice/condition");
    EXPECT_EQ(
        read<MustChoose>(Element("choice", "urn:test:choice").add(Element("gone", "urn:test:choice"))).value().which,
        Condition::gone);
}

TEST(Payload, flags_are_empty_children) {
    const Element bind = Element("bind", "urn:test:feature").add(Element("optional", "urn:test:feature"));
    EXPECT_TRUE(read<Feature>(bind).value().is_optional);
    EXPECT_FALSE(read<Feature>(Element("bind", "urn:test:feature")).value().is_optional);
    EXPECT_EQ(write(Feature{.is_optional = true}), bind);
    EXPECT_EQ(write(Feature{}), Element("bind", "urn:test:feature"));
}

TEST(Payload, every_version_is_read_and_kept_or_replaced_by_the_first) {
    static_assert(namespaces_of<Correction>().size() == 2);
    const Element old = Element("x", "urn:x:0").add(Element("id", "urn:x:0").text("7"));
    EXPECT_EQ(read<Correction>(old).value(), (Correction{.version = 1, .id = "7"}));
    EXPECT_EQ(write(Correction{.version = 1, .id = "7"}), old);
    EXPECT_EQ(write(Correction{.id = "7"}).xml(), "<x xmlns='urn:x:1'><id>7</id></x>");
    EXPECT_EQ(write(read<Renewed>(old).value()).xml(), "<x xmlns='urn:x:1'><id>7</id></x>");
    const Element mixed = Element("x", "urn:x:0").add(Element("id", "urn:x:1").text("7"));
    EXPECT_EQ(refused<Correction>(mixed), "missing: x/id");
}

TEST(Payload, what_is_absent_is_absent_whatever_the_struct_begins_with) {
    const Eager nothing{0, std::nullopt, {}, {}, false};
    EXPECT_EQ(read<Eager>(Element("eager", "urn:eager:1")).value(), nothing);
    EXPECT_EQ(read<Eager>(write(Eager{})).value(), Eager{});
}

TEST(Payload, texts_are_told_by_their_language) {
    Element greeting("greeting", "urn:test:all");
    const auto add = [&](std::string_view language, std::string_view text) {
        Element body("body", greeting.ns());
        if (!language.empty()) body.attribute(xml_lang, language);
        greeting.add(body.text(text));
    };
    add("", "hello");
    add("de", "hallo");
    EXPECT_EQ(read<Bodies>(greeting).value().bodies, (LanguageTexts{{"", "hello"}, {"de", "hallo"}}));
    EXPECT_EQ(write(read<Bodies>(greeting).value()), greeting);
    add("DE", "evil");
    EXPECT_EQ(refused<Bodies>(greeting), "stands twice: greeting/body[3]");
}

TEST(Payload, values_of_every_type_are_checked) {
    const auto with = [](std::string_view name, std::string_view value) {
        Element all = write(Everything{});
        return refused<Everything>(all.attribute(name, value));
    };
    EXPECT_EQ(with("small", "-129"), "malformed: all@small: a number that does not fit: \"-129\"");
    EXPECT_EQ(with("big", "-1"), "malformed: all@big: not a number: \"-1\"");
    EXPECT_EQ(with("yes", "TRUE"), "malformed: all@yes: neither true nor false: \"TRUE\"");
    EXPECT_EQ(with("ratio", "0x1p3"), "malformed: all@ratio: not a number: \"0x1p3\"");
    EXPECT_EQ(with("ratio", "inf"), "malformed: all@ratio: not a number: \"inf\"");
    EXPECT_EQ(with("stamp", "now"), "malformed: all@stamp: not a time: \"now\"");
    EXPECT_EQ(with("big", "18446744073709551615"), "nothing was wrong");
    EXPECT_EQ(with("yes", "1"), "nothing was wrong");
}

TEST(Payload, values_of_every_type_are_written) {
    Everything all{.small = -128, .big = 18446744073709551615U, .yes = true, .ratio = 0.1, .bytes = {"f\xff\0"}};
    all.stamp = std::chrono::sys_days(std::chrono::year(2026) / 1 / 2);
    all.features = {"urn:a", "urn:b"};
    all.content = "<own & text>";
    all.language = "en";
    EXPECT_EQ(write(all).xml(),
              "<all xmlns='urn:test:all' xml:lang='en' small='-128' big='18446744073709551615' yes='true' ratio='0.1' "
              "stamp='2026-01-02T00:00:00Z'>&lt;own &amp; text&gt;<bytes xmlns='urn:test:other'>Zv8=</bytes>"
              "<feature var='urn:a'/><feature var='urn:b'/></all>");
    EXPECT_EQ(read<Everything>(write(all)).value(), all);
}

TEST(Payload, its_own_text_may_be_in_pieces) {
    const Element note = Element("note", "urn:test:note").text("1").add(Element("x", "")).text("2");
    EXPECT_EQ(read<Note>(note).value().number, 12);
    EXPECT_EQ(read<Note>(Element("note", "urn:test:note")).value().number, std::nullopt);
    EXPECT_EQ(refused<Note>(Element("note", "urn:test:note").text("1 ")), "malformed: note: not a number: \"1 \"");
    EXPECT_LT(refused<Note>(Element("note", "urn:test:note").text(std::string(5000, '7'))).size(), 120U);
}

TEST(Payload, an_odd_one_translates_itself) {
    const Wrapper wrapper{.info = {"a", "b", std::nullopt}, .greetings = {{"hello"}, {"hallo"}}};
    EXPECT_EQ(
        write(wrapper).xml(),
        "<wrapper xmlns='urn:test:wrapper'><query xmlns='jabber:iq:version'><name>a</name><version>b</version></query>"
        "<odd xmlns='urn:test:odd'>HELLO</odd><odd xmlns='urn:test:odd'>HALLO</odd></wrapper>");
    EXPECT_EQ(read<Wrapper>(write(wrapper)).value(), wrapper);
    EXPECT_EQ(read<Greeting>(write(Greeting{"hey"})).value(), Greeting{"hey"});
    Element broken = write(wrapper);
    broken.add(Element("odd", "urn:test:odd").text("1"));
    EXPECT_EQ(refused<Wrapper>(broken), "malformed: wrapper/odd[3]: not a greeting: 1");
}

TEST(Payload, one_that_holds_itself_is_read_to_a_limit_and_not_beyond) {
    const auto nested = [](unsigned levels) {
        Builder builder(name_of<Nested>());
        for (unsigned i = 1; i < levels; ++i) builder.open(name_of<Nested>());
        return std::move(builder).take();
    };
    EXPECT_TRUE(read<Nested>(nested(max_payload_depth)));
    const Result<Nested> result = read<Nested>(nested(max_payload_depth + 1));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, PayloadErrc::too_deep);
    EXPECT_FALSE(read<Nested>(nested(1'000'000)));
}

TEST(Payload, a_family_is_told_by_its_tag) {
    static_assert(is_a<State>({"paused", "urn:test:states"}) && !is_a<State>({"typing", "urn:test:states"}));
    static_assert(is_a<State>({"active", "urn:test:states"}) && !is_a<State>({"active", "urn:other"}));
    const Element paused = Element("paused", "urn:test:states").attribute("id", "7");
    EXPECT_EQ(read<State>(paused).value(), (State{Typing::paused, "7"}));
    EXPECT_EQ(write(State{Typing::paused, "7"}), paused);
    EXPECT_EQ(find<State>(Element("message", "jabber:client").add(paused)).value().tag(), "paused");
    EXPECT_EQ(refused<State>(Element("typing", "urn:test:states")),
              "not the element expected: <active xmlns=\"urn:test:states\"> was expected, not <typing "
              "xmlns=\"urn:test:states\">");
}

TEST(Payload, a_child_may_have_another_name_than_its_declaration) {
    Element slot("slot", "urn:test:slot");
    slot.add(Element("put", slot.ns()).attribute("url", "https://a/"));
    slot.add(Element("get", slot.ns()).attribute("url", "https://b/"));
    const Slot expected{.put = {{"https://a/"}}, .get = Link{{"https://b/"}}};
    EXPECT_EQ(read<Slot>(slot).value(), expected);
    EXPECT_EQ(write(expected), slot);
    EXPECT_EQ(refused<Slot>(Element("slot", "urn:test:slot")), "missing: slot/put");
    slot.add(Element("also", slot.ns()).attribute("url", "a b"));
    EXPECT_EQ(refused<Slot>(slot), "malformed: slot/also[1]@url: not a URI: \"a b\"");
}

TEST(Payload, a_child_may_be_kept_as_it_is) {
    const Element message = Element("message", "jabber:client").add(Element("body", "jabber:client").text("hi"));
    Element envelope = Element("envelope", "urn:test:envelope").add(message);
    envelope.add(Element("transport", "urn:a").attribute("x", "y")).add(Element("transport", "urn:b"));
    envelope.add(Element("message", "urn:other"));
    const Envelope read_one = read<Envelope>(envelope).value();
    EXPECT_EQ(read_one.message, message);
    ASSERT_EQ(read_one.transports.size(), 2U);
    EXPECT_EQ(read_one.transports[1], Element("transport", "urn:b"));
    EXPECT_EQ(write(read_one), envelope.remove(3));
    EXPECT_EQ(refused<Envelope>(envelope.add(message)), "stands twice: envelope/message");
    EXPECT_EQ(refused<Envelope>(Element("envelope", "urn:test:envelope")), "missing: envelope/message");
}

TEST(Payload, what_is_left_may_be_one_or_none) {
    Element forms("forms", "urn:test:forms");
    EXPECT_EQ(read<Forms>(forms).value(), Forms{});
    forms.add(Element("id", forms.ns()).text("1")).add(Element("x", "jabber:x:data"));
    EXPECT_EQ(read<Forms>(forms).value(), (Forms{"1", Element("x", "jabber:x:data")}));
    EXPECT_EQ(write(read<Forms>(forms).value()), forms);
    EXPECT_EQ(refused<Forms>(forms.add(Element("y", "urn:y"))), "stands twice: forms/y");
    EXPECT_EQ(refused<Single>(Element("single", "urn:test:single")), "missing: single/*");
    EXPECT_EQ(read<Single>(Element("single", "urn:test:single").add(forms)).value().only, forms);
}

TEST(Payload, an_open_enum_keeps_the_words_it_does_not_know) {
    const Element known =
        Element("open", "urn:test:open").attribute("how", "to").add(Element("is", "urn:test:open").text("from"));
    EXPECT_EQ(read<Openness>(known).value(), (Openness{Subscribed::to, {Open<Subscribed>(Subscribed::from)}}));
    const Element unknown =
        Element("open", "urn:test:open").attribute("how", "soon").add(Element("is", "urn:test:open"));
    const Openness value = read<Openness>(unknown).value();
    EXPECT_EQ(value.how.known(), std::nullopt);
    EXPECT_EQ(value.how.word(), "soon");
    EXPECT_EQ(write(value), unknown);
    EXPECT_EQ(read<Openness>(Element("open", "urn:test:open")).value().how, Subscribed::none);
    EXPECT_TRUE(write(Openness{}).content().empty() && write(Openness{}).attributes().empty());
}

TEST(Payload, words_that_repeat_are_kept_in_order) {
    Element chosen("chosen", "urn:test:chosen");
    chosen.add(Element("to", chosen.ns())).add(Element("other", chosen.ns())).add(Element("none", chosen.ns()));
    EXPECT_EQ(read<Chosen>(chosen).value().words, (std::vector{Subscribed::to, Subscribed::none}));
    EXPECT_EQ(write(read<Chosen>(chosen).value()), chosen.remove(1));
}

TEST(Payload, an_error_names_the_place_among_what_is_kept_and_passed_over) {
    Element envelope("envelope", "urn:test:envelope");
    envelope.add(Element("unknown", "urn:x")).add(Element("message", "jabber:client"));
    for (const char* url : {"a:", "b:", "c d"}) {
        envelope.add(Element("unknown", envelope.ns()).attribute("url", "not one"));
        envelope.add(Element("link", "urn:test:slot").attribute("url", url));
    }
    const Result<Envelope> result = read<Envelope>(envelope);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().text, "envelope/link[3]@url: not a URI: \"c d\"");
    Element list("envelopes", "urn:test:envelope");
    EXPECT_EQ(refused<Envelopes>(list.add(write(Envelope{})).add(envelope)),
              "malformed: envelopes/envelope[2]/link[3]@url: not a URI: \"c d\"");
}

TEST(Payload, is_found_among_the_children_of_a_stanza) {
    const Element iq =
        Element("iq", "jabber:client").add(Element("query", "urn:x")).add(info({{"name", "a"}, {"version", "b"}}));
    EXPECT_EQ(read<version::Info>(find<version::Info>(iq).value()).value().software, "a");
    EXPECT_FALSE(find<Roster>(iq));
}

}  // namespace
}  // namespace headstock::bridge
