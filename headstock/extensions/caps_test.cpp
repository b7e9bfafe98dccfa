// SPDX-License-Identifier: MIT
#include "headstock/extensions/caps.hpp"

#include <gtest/gtest.h>

#include <string>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"
#include "headstock/extensions/ping.hpp"

namespace headstock::caps {
namespace {

HEADSTOCK_PAYLOAD_TEST(Capabilities);

constexpr std::string_view exodus =
    "<identity category='client' name='Exodus 0.9.1' type='pc'/><feature var='http://jabber.org/protocol/caps'/>"
    "<feature var='http://jabber.org/protocol/disco#items'/><feature var='http://jabber.org/protocol/disco#info'/>"
    "<feature var='http://jabber.org/protocol/muc'/>";
constexpr std::string_view exodus_ver = "QgayPKawpkPSDYmwT/WM94uAlu0=";

disco::Info read(std::string_view content) {
    const auto element = bridge::parse_element("<query xmlns='http://jabber.org/protocol/disco#info'>" +
                                               std::string(content) + "</query>");
    return bridge::read<disco::Info>(*element).value();
}

std::error_code refusal(std::string_view content) {
    const Result<std::string> ver = verification(read(content));
    return ver ? std::error_code() : ver.error().code;
}

std::string form(std::string_view fields) {
    return "<x xmlns='jabber:x:data' type='result'>" + std::string(fields) + "</x>";
}

constexpr std::string_view about = "<field var='FORM_TYPE' type='hidden'><value>urn:a</value></field>";

TEST(Verification, is_that_of_the_simple_example) { EXPECT_EQ(verification(read(exodus)), exodus_ver); }

TEST(Verification, is_that_of_the_complex_example) {
    EXPECT_EQ(
        verification(read(
            "<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/><identity xml:lang='el' "
            "category='client' name='\u03a8 0.11' type='pc'/><feature var='http://jabber.org/protocol/caps'/><feature "
            "var='http://jabber.org/protocol/disco#info'/><feature var='http://jabber.org/protocol/disco#items'/>"
            "<feature var='http://jabber.org/protocol/muc'/>" +
            form(
                "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field><field "
                "var='software'><value>Psi</value></field><field var='ip_version' type='text-multi'><value>ipv6</value>"
                "<value>ipv4</value></field><field var='os'><value>Mac</value></field><field "
                "var='os_version'><value>10.5.1</value></field><field "
                "var='software_version'><value>0.11</value></field>"))),
        "q07IKJEyjvHSyhy//CH0CxmKi8w=");
}

TEST(Verification, other_hashes_are_known_or_not) {
    EXPECT_EQ(verification(read(exodus), "sha-256")->size(), 44U);
    EXPECT_EQ(verification(read(exodus), "sha-512")->size(), 88U);
    EXPECT_EQ(verification(read(exodus), "md5").error().code, std::errc::not_supported);
}

TEST(Verification, what_stands_twice_is_ill_formed) {
    const std::string client = "<identity category='client' type='pc'/>";
    const std::string feature = "<feature var='urn:a'/>";
    EXPECT_EQ(refusal(client + feature), std::error_code());
    EXPECT_EQ(refusal(client + client + feature), std::errc::bad_message);
    EXPECT_EQ(refusal(client + feature + feature), std::errc::bad_message);
    EXPECT_EQ(refusal(client + form(about) + form(about)), std::errc::bad_message);
    EXPECT_EQ(refusal(client + form(std::string(about) + "<field var='b'/><field var='b'/>")), std::errc::bad_message);
    EXPECT_EQ(refusal(client + form("<field var='FORM_TYPE' type='hidden'><value>a</value><value>b</value></field>")),
              std::errc::bad_message);
    EXPECT_EQ(refusal(client + form("<field var='FORM_TYPE' type='hidden'><value>a</value><value>a</value></field>")),
              std::error_code());
}

TEST(Verification, what_could_be_mistaken_for_something_else_is_ill_formed) {
    EXPECT_EQ(refusal("<identity category='client' type='pc' name='a&lt;b'/>"), std::errc::bad_message);
    EXPECT_EQ(refusal("<identity category='http:' type='' name='a/b'/>"), std::errc::bad_message);
    EXPECT_EQ(refusal("<identity category='a/b' type='c'/>"), std::errc::bad_message);
    EXPECT_EQ(refusal("<feature var='a&lt;b'/>"), std::errc::bad_message);
    EXPECT_EQ(refusal(form(std::string(about) + "<field var='b'><value>c&lt;d</value></field>")),
              std::errc::bad_message);
    EXPECT_EQ(refusal("<x xmlns='jabber:x:data' type='fork'/>"), std::errc::bad_message);
}

TEST(Verification, forms_that_do_not_say_what_they_are_do_not_count) {
    for (const char* fields :
         {"", "<field var='b'><value>c</value></field>", "<field var='FORM_TYPE'><value>urn:a</value></field>"})
        EXPECT_EQ(verification(read(std::string(exodus) + form(fields))), exodus_ver) << fields;
}

TEST(Verification, there_is_an_end_to_what_is_hashed) {
    EXPECT_EQ(refusal("<feature var='" + std::string(max_info, 'a') + "'/>"), std::errc::message_size);
}

TEST(CapsCache, forgets_what_was_used_longest_ago) {
    Cache cache(2);
    const auto said = [](std::string ver) { return Capabilities{.hash = "sha-1", .node = "n", .ver = ver, .ext = {}}; };
    cache.store(said("1"), {});
    cache.store(said("2"), {});
    EXPECT_TRUE(cache.find(said("1")));
    cache.store(said("3"), {});
    EXPECT_TRUE(cache.find(said("1")));
    EXPECT_FALSE(cache.find(said("2")));
    EXPECT_EQ(cache.size(), 2U);
}

class Caps : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override {
        server.log_in();
        module.ask_whom([](const core::Jid&) { return true; });
    }
    void presence(std::string_view from, std::string_view ver, std::string_view hash = " hash='sha-1'") {
        server.say("<presence from='" + std::string(from) + "'><c xmlns='http://jabber.org/protocol/caps'" +
                   std::string(hash) + " node='http://e' ver='" + std::string(ver) + "'/></presence>");
    }
    void expect_question(std::string_view to, std::string_view ver, std::string_view id) {
        server.expect("<iq type='get' id='{" + std::string(id) + "}' to='" + std::string(to) +
                      "'><query xmlns='http://jabber.org/protocol/disco#info' node='http://e#" + std::string(ver) +
                      "'/></iq>");
    }
    void answer(std::string_view from, std::string_view id, std::string_view content) {
        server.say("<iq type='result' id='{" + std::string(id) + "}' from='" + std::string(from) +
                   "'><query xmlns='http://jabber.org/protocol/disco#info'>" + std::string(content) + "</query></iq>");
    }
    testing::Conversation server{GetParam()};
    disco::Module disco{server.stream};
    Cache cache;
    Module module{server.stream, disco, "http://h", cache};
    std::string heard;
    Subscription hearing =
        module.on_known([this](const core::Jid& jid, const disco::Info&) { heard += jid.text() + " "; });
};

TEST_P(Caps, one_answer_tells_of_all_who_say_the_same) {
    presence("romeo@montague.lit/orchard", exodus_ver);
    expect_question("romeo@montague.lit/orchard", exodus_ver, "1");
    presence("benvolio@montague.lit/x", exodus_ver);
    server.expect_nothing();
    answer("romeo@montague.lit/orchard", "1", exodus);
    EXPECT_EQ(heard, "benvolio@montague.lit/x romeo@montague.lit/orchard ");
    presence("nurse@capulet.lit/x", exodus_ver);
    server.expect_nothing();
    const disco::Info* const info = module.info(core::jid("nurse@capulet.lit/x"));
    ASSERT_TRUE(info);
    EXPECT_TRUE(info->has("http://jabber.org/protocol/muc"));
    EXPECT_EQ(module.of(core::jid("nurse@capulet.lit/x"))->ver, exodus_ver);
    EXPECT_EQ(cache.size(), 1U);
}

TEST_P(Caps, a_lie_counts_for_the_liar_and_the_next_is_asked) {
    presence("mallory@evil.lit/x", exodus_ver);
    expect_question("mallory@evil.lit/x", exodus_ver, "1");
    presence("romeo@montague.lit/orchard", exodus_ver);
    answer("mallory@evil.lit/x", "1", "<identity category='client' type='pc'/><feature var='urn:evil'/>");
    expect_question("romeo@montague.lit/orchard", exodus_ver, "2");
    EXPECT_EQ(cache.size(), 0U);
    EXPECT_TRUE(module.info(core::jid("mallory@evil.lit/x"))->has("urn:evil"));
    EXPECT_FALSE(module.info(core::jid("romeo@montague.lit/orchard")));
    answer("romeo@montague.lit/orchard", "2", exodus);
    EXPECT_TRUE(module.info(core::jid("romeo@montague.lit/orchard"))->has("http://jabber.org/protocol/muc"));
}

TEST_P(Caps, an_error_leads_to_the_next_and_to_nothing_more) {
    presence("a@b/c", exodus_ver);
    expect_question("a@b/c", exodus_ver, "1");
    presence("d@e/f", exodus_ver);
    server.say(
        "<iq type='error' id='{1}' from='a@b/c'><error type='cancel'><item-not-found "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    expect_question("d@e/f", exodus_ver, "2");
    server.wait(core::answer_limit).expect_nothing();
    EXPECT_EQ(heard, "");
}

TEST_P(Caps, what_nobody_can_check_counts_for_its_sender_alone) {
    for (const char* hash : {" hash='md5'", ""}) {
        server.forget();
        presence("a@b/c", "1.0", hash);
        expect_question("a@b/c", "1.0", "1");
        presence("d@e/f", "1.0", hash);
        expect_question("d@e/f", "1.0", "2");
        answer("a@b/c", "1", exodus);
        EXPECT_TRUE(module.info(core::jid("a@b/c")));
        EXPECT_FALSE(module.info(core::jid("d@e/f")));
        answer("d@e/f", "2", exodus);
        EXPECT_EQ(cache.size(), 0U);
        server.say("<presence from='a@b/c' type='unavailable'/><presence from='d@e/f' type='unavailable'/>");
        EXPECT_FALSE(module.info(core::jid("a@b/c")));
        EXPECT_FALSE(module.of(core::jid("a@b/c")));
    }
}

TEST_P(Caps, only_so_many_are_asked_at_a_time) {
    for (int i = 0; i < 25; ++i) presence("a@b/" + std::to_string(i), "v" + std::to_string(i));
    for (int i = 0; i < 20; ++i)
        expect_question("a@b/" + std::to_string(i), "v" + std::to_string(i), std::to_string(i));
    server.expect_nothing();
    answer("a@b/3", "3", "");
    expect_question("a@b/20", "v20", "20");
    server.expect_nothing();
}

TEST_P(Caps, strangers_are_not_told_that_we_are_there) {
    module.ask_whom([](const core::Jid& jid) { return jid.bare() == core::jid("romeo@montague.lit"); });
    presence("mallory@evil.lit/x", exodus_ver);
    server.expect_nothing();
    EXPECT_TRUE(module.of(core::jid("mallory@evil.lit/x")));
    presence("romeo@montague.lit/orchard", exodus_ver);
    expect_question("romeo@montague.lit/orchard", exodus_ver, "1");
    module.ask_whom(nullptr);
    presence("romeo@montague.lit/2", "x");
    server.expect_nothing();
    presence("juliet@capulet.lit/chamber", "y");
    expect_question("juliet@capulet.lit/chamber", "y", "2");
}

TEST_P(Caps, our_presences_tell_what_we_can_do_and_questions_are_answered) {
    disco.add(disco::Identity{"client", "pc", "h"});
    EXPECT_TRUE(server.stream.send(core::Presence()));
    server.expect(
        "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='http://h' ver='{ver}'/></presence>");
    EXPECT_TRUE(module.is_current());
    EXPECT_EQ(verification(disco.info()), server.name("ver"));
    const std::string old = server.name("ver");
    const ping::Module pings(server.stream);
    EXPECT_FALSE(module.is_current());
    EXPECT_TRUE(server.stream.send(core::Presence().to(core::jid("room@muc.lit/nick"))));
    server.forget().expect(
        "<presence to='room@muc.lit/nick'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='http://h' "
        "ver='{ver}'/></presence>");
    EXPECT_NE(server.name("ver"), old);
    for (const std::string& ver : {old, server.name("ver")})
        server
            .say(
                "<iq type='get' id='d' from='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info' "
                "node='http://h#" +
                ver + "'/></iq>")
            .expect(
                "<iq type='result' id='d' to='a@b/c'><query xmlns='http://jabber.org/protocol/disco#info' "
                "node='http://h#" +
                ver +
                "'><identity category='client' type='pc' name='h'/>"
                "<feature var='http://jabber.org/protocol/caps'/><feature "
                "var='http://jabber.org/protocol/disco#info'/><feature "
                "var='http://jabber.org/protocol/disco#items'/>" +
                (ver == old ? "" : "<feature var='urn:xmpp:ping'/>") + "</query></iq>");
}

TEST_P(Caps, nothing_is_told_that_could_not_be_believed) {
    disco.add(disco::Identity{"client", "pc", "a<b"});
    EXPECT_TRUE(server.stream.send(core::Presence()));
    server.expect("<presence/>");
    EXPECT_FALSE(module.is_current());
}

TEST_P(Caps, a_module_that_goes_leaves_nothing_behind) {
    auto other = std::make_unique<Module>(server.stream, disco, "http://o", cache);
    other->ask_whom([](const core::Jid&) { return true; });
    presence("a@b/c", exodus_ver);
    expect_question("a@b/c", exodus_ver, "1");
    expect_question("a@b/c", exodus_ver, "2");
    other.reset();
    answer("a@b/c", "2", exodus);
    EXPECT_EQ(cache.size(), 0U);
    server.stream.connection_lost();
    EXPECT_FALSE(module.of(core::jid("a@b/c")));
}

INSTANTIATE_TEST_SUITE_P(Chunks, Caps, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::caps
