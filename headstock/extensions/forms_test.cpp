// SPDX-License-Identifier: MIT
#include "headstock/extensions/forms.hpp"

#include <gtest/gtest.h>

#include "headstock/core/round_trip.hpp"

namespace headstock::forms {
namespace {

HEADSTOCK_PAYLOAD_TEST(Option);
HEADSTOCK_PAYLOAD_TEST(Field);
HEADSTOCK_PAYLOAD_TEST(Row);
HEADSTOCK_PAYLOAD_TEST(Form);

constexpr std::string_view bot_form =
    "<x xmlns='jabber:x:data' type='form'><title>Bot Configuration</title><instructions>Fill out this form to "
    "configure your new bot!</instructions>"
    "<field type='hidden' var='FORM_TYPE'><value>jabber:bot</value></field>"
    "<field type='fixed'><value>Section 1: Bot Info</value></field>"
    "<field type='text-single' label='The name of your bot' var='botname'/>"
    "<field type='text-multi' label='Helpful description of your bot' var='description'/>"
    "<field type='boolean' label='Public bot?' var='public'><required/></field>"
    "<field type='text-private' label='Password for special access' var='password'/>"
    "<field type='list-multi' label='What features will the bot support?' var='features'>"
    "<value>news</value><value>search</value>"
    "<option label='Contests'><value>contests</value></option><option label='News'><value>news</value></option>"
    "<option label='Search'><value>search</value></option></field>"
    "<field type='fixed'><value>Section 3: Subscriber List</value></field>"
    "<field type='list-single' label='Maximum number of subscribers' var='maxsubs'><value>20</value>"
    "<option label='10'><value>10</value></option><option label='20'><value>20</value></option>"
    "<option label='50'><value>50</value></option></field>"
    "<field type='jid-multi' label='People to invite' var='invitelist'>"
    "<desc>Tell all your friends about your new bot!</desc></field></x>";

Form read(std::string_view xml) { return bridge::read<Form>(*bridge::parse_element(xml)).value(); }

std::string refusal(const Answer& answer) {
    const Result<Form> filled = answer.submission();
    if (filled) return "nothing";
    EXPECT_EQ(filled.error().code, core::StanzaCondition::not_acceptable);
    return filled.error().text;
}

TEST(Forms, a_form_to_fill_in_is_read_and_written_as_printed) {
    const Form form = read(bot_form);
    EXPECT_EQ(form.type, Type::form);
    EXPECT_EQ(form.title, "Bot Configuration");
    EXPECT_EQ(form.form_type(), "jabber:bot");
    EXPECT_EQ(form.field("features")->options.at(1), (Option{"News", "news"}));
    EXPECT_TRUE(form.field("public")->required);
    EXPECT_EQ(form.field("invitelist")->description, "Tell all your friends about your new bot!");
    EXPECT_EQ(form.field("nothing"), nullptr);
    EXPECT_EQ(bridge::write(form), *bridge::parse_element(bot_form));
}

TEST(Forms, a_form_is_filled_in_field_by_field) {
    const Result<Form> filled =
        Answer(read(bot_form))
            .set("botname", "The Jabber Google Bot")
            .set("description", "This bot enables you to send requests to\r\nGoogle.\nIt even supports Google News!")
            .set("public", false)
            .set("password", std::string("v3r0na"))
            .set("features", std::vector<std::string>{"search", "contests"})
            .set("maxsubs", 50)
            .set("invitelist", std::vector{core::jid("juliet@capulet.com"), core::jid("benvolio@montague.net")})
            .submission();
    ASSERT_TRUE(filled) << filled.error().message();
    EXPECT_EQ(
        bridge::write(*filled),
        *bridge::parse_element(
            "<x xmlns='jabber:x:data' type='submit'><field type='hidden' var='FORM_TYPE'><value>jabber:bot</value>"
            "</field><field type='text-single' var='botname'><value>The Jabber Google Bot</value></field>"
            "<field type='text-multi' var='description'><value>This bot enables you to send requests to</value>"
            "<value>Google.</value><value>It even supports Google News!</value></field>"
            "<field type='boolean' var='public'><value>false</value></field>"
            "<field type='text-private' var='password'><value>v3r0na</value></field>"
            "<field type='list-multi' var='features'><value>contests</value><value>search</value></field>"
            "<field type='list-single' var='maxsubs'><value>50</value></field>"
            "<field type='jid-multi' var='invitelist'><value>juliet@capulet.com</value>"
            "<value>benvolio@montague.net</value></field></x>"));
    EXPECT_EQ(filled->form_type(), "jabber:bot");
}

TEST(Forms, what_has_a_default_need_not_be_set_and_can_be_emptied) {
    const Result<Form> filled =
        Answer(read(bot_form)).set("public", true).set("features", std::vector<std::string>()).submission();
    ASSERT_TRUE(filled);
    EXPECT_EQ(filled->value<int>("maxsubs"), 20);
    ASSERT_TRUE(filled->field("features"));
    EXPECT_TRUE(filled->field("features")->values.empty());
    EXPECT_FALSE(filled->field("botname"));
}

TEST(Forms, what_does_not_fit_a_field_is_named) {
    EXPECT_EQ(refusal(Answer(read(bot_form))), "public: required");
    const Answer begun = Answer(read(bot_form)).set("public", true);
    EXPECT_EQ(refusal(Answer(begun).set("publik", true)), "publik: no such field");
    EXPECT_EQ(refusal(Answer(begun).set("public", "maybe")), "public: neither true nor false");
    EXPECT_EQ(refusal(Answer(begun).set("maxsubs", 21)), "maxsubs: not one of the options");
    EXPECT_EQ(refusal(Answer(begun).set("invitelist", "@")), "invitelist: not an address");
    EXPECT_EQ(refusal(Answer(begun).set("botname", std::vector<std::string>{"a", "b"})),
              "botname: more than one value");
    EXPECT_EQ(refusal(Answer(begun).set("botname", "a")), "nothing");
}

TEST(Forms, a_submission_is_checked_by_whoever_asked) {
    const Form form = read(bot_form);
    const auto submit = [&](std::string_view fields, std::string_view type = "submit") {
        const Result<void> good = check(
            form, read("<x xmlns='jabber:x:data' type='" + std::string(type) + "'>" + std::string(fields) + "</x>"));
        return good ? "" : good.error().text;
    };
    const std::string ok = "<field var='public'><value>1</value></field>";
    EXPECT_EQ(submit(ok), "");
    EXPECT_EQ(submit(ok + "<field var='unknown'><value>1</value></field>"), "");
    EXPECT_EQ(submit(ok, "result"), "x: not a submission");
    EXPECT_EQ(submit(ok + ok), "public: stands twice");
    EXPECT_EQ(submit("<field var='public'/>"), "public: required");
    EXPECT_EQ(submit(ok + "<field var='FORM_TYPE'><value>jabber:cat</value></field>"), "FORM_TYPE: another form");
    EXPECT_EQ(submit(ok + "<field var='FORM_TYPE'><value>jabber:bot</value></field>"), "");
    EXPECT_EQ(submit(ok + "<field var='maxsubs'><value/></field>"), "");
    EXPECT_EQ(submit(ok + "<field var='maxsubs'><value>10</value><value>20</value></field>"),
              "maxsubs: more than one value");
}

TEST(Forms, what_validation_asks_for_is_checked) {
    const Form form = read(
        "<x xmlns='jabber:x:data' xmlns:xdv='http://jabber.org/protocol/xdata-validate' type='form'>"
        "<field var='date' type='text-single'><xdv:validate datatype='xs:date'><xdv:basic/></xdv:validate></field>"
        "<field var='kind' type='list-single'><xdv:validate datatype='xs:string'><xdv:open/></xdv:validate><option>"
        "<value>holiday</value></option></field>"
        "<field var='ways' type='list-multi'><xdv:validate><xdv:basic/><xdv:list-range min='1' "
        "max='2'/></xdv:validate><option><value>a</value></option><option><value>b</value></option><option>"
        "<value>c</value></option></field>"
        "<field var='age' type='text-single'><xdv:validate datatype='xs:integer'><xdv:range min='0' "
        "max='150'/></xdv:validate></field>"
        "<field var='words' type='text-multi'><xdv:validate><xdv:regex>[a-z]+</xdv:regex></xdv:validate></field></x>");
    const auto tell = [&](std::string_view var, std::vector<std::string> values) {
        return refusal(Answer(form).set(var, values));
    };
    EXPECT_EQ(tell("date", {"2003-10-06"}), "nothing");
    EXPECT_EQ(tell("date", {"tomorrow"}), "date: not of type xs:date");
    EXPECT_EQ(tell("kind", {"anything"}), "nothing");
    EXPECT_EQ(tell("ways", {"a", "c"}), "nothing");
    EXPECT_EQ(tell("ways", {"a", "b", "c"}), "ways: too many are chosen");
    EXPECT_EQ(tell("ways", {"d"}), "ways: not one of the options");
    EXPECT_EQ(tell("age", {"151"}), "age: not in range");
    EXPECT_EQ(tell("words", {"one", "two"}), "nothing");
    EXPECT_EQ(tell("words", {"one", "2"}), "words: not what the pattern describes");
    EXPECT_EQ(tell("age", {""}), "nothing");
    Form broken = form;
    broken.fields.at(4).validation->regex = "(";
    EXPECT_EQ(refusal(Answer(broken).set("words", "1")), "nothing");
}

TEST(Forms, results_have_items) {
    const Form form = read(
        "<x xmlns='jabber:x:data' type='result'><title>Joogle Search: verona</title><reported><field "
        "var='name'/><field "
        "var='url'/></reported><item><field var='name'><value>Comune di Verona</value></field><field var='url'><value>"
        "http://www.comune.verona.it/</value></field></item><item><field var='name'><value>benvenuto!</value></field>"
        "<field var='url'><value/></field></item></x>");
    EXPECT_EQ(form.reported->fields.at(1).var, "url");
    ASSERT_EQ(form.items.size(), 2U);
    EXPECT_EQ(form.items[0].field("url")->as<bridge::Uri>()->text, "http://www.comune.verona.it/");
    EXPECT_EQ(form.items[1].field("name")->value(), "benvenuto!");
    EXPECT_EQ(form.items[1].field("age"), nullptr);
}

TEST(Forms, values_are_read_as_what_they_are) {
    const Form form = read(
        "<x xmlns='jabber:x:data' type='result'><field var='on'><value>1</value></field><field "
        "var='n'><value>-7</value>"
        "</field><field var='who'><value>A@b</value><value>a@b</value><value>c</value></field><field "
        "var='none'/></x>");
    EXPECT_EQ(form.value<bool>("on"), true);
    EXPECT_EQ(form.value<int>("n"), -7);
    EXPECT_EQ(form.values<core::Jid>("who"), (std::vector{core::jid("a@b"), core::jid("c")}));
    EXPECT_EQ(form.values<core::Jid>("nobody"), std::vector<core::Jid>());
    EXPECT_EQ(form.field("who")->text(), "A@b\na@b\nc");
    EXPECT_EQ(form.value<std::uint8_t>("n").error().code, bridge::PayloadErrc::malformed);
    EXPECT_EQ(form.value<std::uint8_t>("n").error().text.substr(0, 3), "n: ");
    EXPECT_EQ(form.values<bool>("who").error().code, bridge::PayloadErrc::malformed);
    EXPECT_EQ(form.value<std::string>("who").error().code, bridge::PayloadErrc::duplicate);
    EXPECT_EQ(form.value<std::string>("none").error().code, bridge::PayloadErrc::missing);
    EXPECT_EQ(form.value<std::string>("absent").error(), (Error{bridge::PayloadErrc::missing, "absent"}));
}

TEST(Forms, unknown_types_are_single_lines_of_text) {
    const Form form = read("<x xmlns='jabber:x:data' type='form'><field var='a' type='colour'/><field var='b'/></x>");
    EXPECT_EQ(form.field("a")->kind(), FieldType::text_single);
    EXPECT_EQ(form.field("b")->kind(), FieldType::text_single);
    EXPECT_EQ(form.field("b")->type, std::nullopt);
}

TEST(Forms, only_a_hidden_field_says_what_a_result_is_about) {
    EXPECT_EQ(
        read("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>a</value></field></x>").form_type(),
        "");
    EXPECT_EQ(
        read("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>a</value></field></x>").form_type(),
        "a");
    EXPECT_EQ(make(Type::result, "urn:a", {{.var = "b", .values = {"c"}}}).form_type(), "urn:a");
}

TEST(Forms, a_cancelled_form_is_empty) {
    EXPECT_EQ(bridge::write(cancel()), *bridge::parse_element("<x xmlns='jabber:x:data' type='cancel'/>"));
}

struct Wrapper {
    std::optional<Form> form;
    static constexpr auto xml = bridge::element("command", "urn:test", bridge::child(&Wrapper::form));
};

TEST(Forms, are_children_of_declared_payloads) {
    const auto element = bridge::parse_element("<command xmlns='urn:test'>" + std::string(bot_form) + "</command>");
    const Result<Wrapper> wrapper = bridge::read<Wrapper>(*element);
    ASSERT_TRUE(wrapper && wrapper->form);
    EXPECT_EQ(wrapper->form->title, "Bot Configuration");
    EXPECT_EQ(bridge::write(*wrapper), *element);
    const auto wrong =
        bridge::parse_element("<command xmlns='urn:test'><x xmlns='jabber:x:data' type='fork'/></command>");
    EXPECT_EQ(bridge::read<Wrapper>(*wrong).error().text, "command/x@type: not one of its words: \"fork\"");
}

}  // namespace
}  // namespace headstock::forms
