// SPDX-License-Identifier: MIT
#include "headstock/extensions/vcard_avatar.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/crypto.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/base/hex.hpp"
#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::vcard_avatar {
namespace {

HEADSTOCK_PAYLOAD_TEST(Update);

using namespace std::string_literals;

const std::string png = "\x89PNG\r\n\x1a\n and more"s;
std::string hash(std::string_view data) { return to_hex(auth::digest(auth::Hash::sha1, data)); }
std::string update(const std::string& photo) { return "<x xmlns='vcard-temp:x:update'>" + photo + "</x>"; }
std::string photo(const std::string& hash) { return "<photo>" + hash + "</photo>"; }
std::string card(std::string_view data) {
    return "<vCard xmlns='vcard-temp'><FN>Juliet</FN><PHOTO><TYPE>image/jpeg</TYPE><BINVAL>" + to_base64(data) +
           "</BINVAL></PHOTO></vCard>";
}

class VCardAvatar : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override {
        server.log_in();
        module.fetch([this](const core::Jid& who, const std::string& hash) {
            return who.domain() != "evil.lit" && hash != kept;
        });
    }
    void expect_own_question(const std::string& id) {
        server.expect("<iq type='get' id='{" + id + "}'><vCard xmlns='vcard-temp'/></iq>");
    }
    void expect_presence(const std::string& photo) { server.expect("<presence>" + update(photo) + "</presence>"); }
    /// Our card tells of `data`, and presence is sent.
    void ready(const std::string& data) {
        expect_own_question("own");
        server.say("<iq type='result' id='{own}'>" + card(data) + "</iq>");
        (void)server.stream.send(core::Presence());
        expect_presence(photo(data.empty() ? "" : hash(data)));
    }
    void presence(const std::string& from, const std::string& content) {
        server.say("<presence from='" + from + "'>" + content + "</presence>");
    }
    void expect_question(const std::string& id, const std::string& to) {
        server.expect("<iq type='get' id='{" + id + "}' to='" + to + "'><vCard xmlns='vcard-temp'/></iq>");
    }
    void answer(const std::string& id, const std::string& from, const std::string& content) {
        server.say("<iq type='result' id='{" + id + "}' from='" + from + "'>" + content + "</iq>");
    }

    testing::Conversation server{GetParam()};
    Module module{server.stream};
    Subscription changing = module.on_own_change([this] {
        if (server.stream.status() == core::Status::available) (void)server.stream.send(core::Presence());
    });
    std::string kept;
    std::string heard;
    Subscription hearing = module.on_avatar([this](const core::Jid& who, const Avatar& avatar) {
        heard += who.text() + ":" + avatar.hash.substr(0, 4) + ":" + avatar.type + ":" +
                 std::to_string(avatar.data.size()) + " ";
    });
    const std::string told = ":" + hash(png).substr(0, 4) + ":image/png:" + std::to_string(png.size()) + " ";
};

TEST_P(VCardAvatar, is_fetched_once_and_has_the_hash_that_was_told) {
    ready("");
    presence("romeo@montague.net/orchard", update(photo(hash(png))));
    presence("romeo@montague.net/phone", update(photo(hash(png))));
    expect_question("1", "romeo@montague.net");
    server.expect_nothing();
    answer("1", "romeo@montague.net", card(png));
    EXPECT_EQ(heard, "romeo@montague.net" + told);  // whatever the card says of its type
    presence("romeo@montague.net/phone", update(photo(hash(png))));
    server.expect_nothing();
    EXPECT_EQ(module.hash_of(core::jid("romeo@montague.net")), hash(png));
    presence("romeo@montague.net/phone", update("<photo/>"));
    EXPECT_EQ(heard, "romeo@montague.net" + told + "romeo@montague.net:::0 ");
    EXPECT_EQ(module.hash_of(core::jid("romeo@montague.net")), "");
}

TEST_P(VCardAvatar, with_another_hash_is_not_believed_nor_asked_for_again) {
    ready("");
    presence("romeo@montague.net/orchard", update(photo(hash("something else"))));
    expect_question("1", "romeo@montague.net");
    answer("1", "romeo@montague.net", card(png));
    presence("romeo@montague.net/orchard", update(photo(hash("something else"))));
    server.expect_nothing();
    EXPECT_EQ(heard, "");
}

TEST_P(VCardAvatar, is_asked_for_again_after_an_error) {
    ready("");
    presence("romeo@montague.net/orchard", update(photo(hash(png))));
    expect_question("1", "romeo@montague.net");
    server.wait(core::answer_limit);
    presence("romeo@montague.net/orchard", update(photo(hash(png))));
    expect_question("2", "romeo@montague.net");
}

TEST_P(VCardAvatar, hashes_that_are_none_are_passed_over) {
    ready("");
    for (const char* odd : {"", "<photo>xyz</photo>", "<photo>00</photo>", "<photo/><photo/>",
                            "<photo>0123456789012345678901234567890123456789ab</photo>"})
        presence("romeo@montague.net/orchard", update(odd));
    presence("romeo@montague.net/orchard", "");
    server.say("<presence type='error' from='romeo@montague.net/orchard'>" + update(photo(hash(png))) + "</presence>");
    server.expect_nothing();
    EXPECT_EQ(heard, "");
}

TEST_P(VCardAvatar, of_who_is_not_wanted_or_kept_already_is_only_told_of) {
    ready("");
    kept = hash(png);
    presence("romeo@montague.net/orchard", update(photo(kept)));
    presence("mallory@evil.lit/x", update(photo(hash("virus"))));
    server.expect_nothing();
    EXPECT_EQ(heard, "romeo@montague.net:" + kept.substr(0, 4) + "::0 mallory@evil.lit:" + hash("virus").substr(0, 4) +
                         "::0 ");
}

TEST_P(VCardAvatar, of_occupants_is_asked_of_them_and_one_serves_all) {
    ready("");
    const std::string x = "<x xmlns='http://jabber.org/protocol/muc#user'/>";
    for (int i = 0; i < 6; ++i) presence("r@rooms.lit/n" + std::to_string(i), update(photo(hash(png))) + x);
    for (int i = 0; i < 4; ++i) expect_question("q" + std::to_string(i), "r@rooms.lit/n" + std::to_string(i));
    server.expect_nothing();  // the others wait
    answer("q0", "r@rooms.lit/n0", card(png));
    server.expect_nothing();
    EXPECT_EQ(heard, "r@rooms.lit/n0" + told + "r@rooms.lit/n4" + told + "r@rooms.lit/n5" + told);
    server.say("<presence type='unavailable' from='r@rooms.lit/n0'>" + x + "</presence>");
    EXPECT_EQ(module.hash_of(core::jid("r@rooms.lit/n0")), std::nullopt);
}

TEST_P(VCardAvatar, that_waits_is_replaced_by_a_newer_one) {
    ready("");
    for (int i = 0; i < 4; ++i) presence("a" + std::to_string(i) + "@b/c", update(photo(hash(std::to_string(i)))));
    presence("romeo@montague.net/orchard", update(photo(hash("old"))));
    presence("romeo@montague.net/orchard", update(photo(hash(png))));
    for (int i = 0; i < 4; ++i) expect_question("q" + std::to_string(i), "a" + std::to_string(i) + "@b");
    answer("q0", "a0@b", card("0"));
    expect_question("1", "romeo@montague.net");
    answer("1", "romeo@montague.net", card(png));
    EXPECT_NE(heard.find("romeo@montague.net" + told), std::string::npos);
}

TEST_P(VCardAvatar, too_many_are_not_waited_for) {
    ready("");
    for (std::size_t i = 0; i < Module::max_waiting + 10; ++i)
        presence("a" + std::to_string(i) + "@b/c", update(photo(hash(std::to_string(i)))));
    EXPECT_TRUE(module.hash_of(core::jid("a1003@b")));
    EXPECT_FALSE(module.hash_of(core::jid("a1004@b")));
    server.stream.connection_lost();  // and none is asked for when the session is over
    EXPECT_EQ(heard, "");
}

TEST_P(VCardAvatar, of_ours_is_told_once_our_card_was_seen) {
    (void)server.stream.send(core::Presence());
    expect_own_question("own");
    expect_presence("");
    server.say("<iq type='result' id='{own}'>" + card(png) + "</iq>");
    expect_presence(photo(hash(png)));
    EXPECT_EQ(module.own_hash(), hash(png));
    (void)server.stream.send(core::Presence().to(core::jid("r@rooms.lit/me")));
    server.expect("<presence to='r@rooms.lit/me'>" + update(photo(hash(png))) + "</presence>");
}

TEST_P(VCardAvatar, of_ours_may_be_missing) {
    (void)server.stream.send(core::Presence());
    expect_own_question("own");
    expect_presence("");
    server.say(
        "<iq type='error' id='{own}'><error type='cancel'><item-not-found "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    expect_presence("<photo/>");
}

TEST_P(VCardAvatar, is_published_into_the_card_there_is) {
    ready("");
    std::string done;
    ASSERT_TRUE(module.publish(png, [&](const Result<void>& r) { done = r ? "done" : r.error().message(); }));
    expect_own_question("c");
    server.say("<iq type='result' id='{c}'>" + card("old") + "</iq>");
    server
        .expect(
            "<iq type='set' id='{s}'><vCard xmlns='vcard-temp'><FN>Juliet</FN><PHOTO><TYPE>image/png</TYPE><BINVAL>" +
            to_base64(png) + "</BINVAL></PHOTO></vCard></iq>")
        .say("<iq type='result' id='{s}'/>");
    EXPECT_EQ(done, "done");
    expect_presence(photo(hash(png)));
    EXPECT_TRUE(module.publish(png));  // it is there already
    server.expect_nothing();
    EXPECT_TRUE(module.publish(""));
    expect_own_question("c2");
    server.say("<iq type='result' id='{c2}'>" + card(png) + "</iq>");
    server.expect("<iq type='set' id='{s2}'><vCard xmlns='vcard-temp'><FN>Juliet</FN></vCard></iq>")
        .say("<iq type='result' id='{s2}'/>");
    expect_presence("<photo/>");
}

TEST_P(VCardAvatar, that_cannot_be_published_says_why) {
    ready("");
    EXPECT_EQ(module.publish(png + std::string(Module::max_published, 'x')).error().code, std::errc::message_size);
    EXPECT_EQ(module.publish("<svg/>").error().code, std::errc::invalid_argument);
    std::string done;
    ASSERT_TRUE(module.publish(png, [&](const Result<void>& r) { done = r ? "done" : r.error().message(); }));
    expect_own_question("c");
    server.say(
        "<iq type='error' id='{c}'><error type='auth'><forbidden "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(done, "permission is lacking");
    server.expect_nothing();
}

TEST_P(VCardAvatar, of_ours_follows_our_other_clients) {
    ready(png);
    presence("juliet@capulet.lit/chamber", update(photo(hash(png))));
    presence("juliet@capulet.lit/chamber", update(""));
    presence("juliet@capulet.lit/balcony", update(photo(hash(png))));
    server.expect_nothing();
    presence("juliet@capulet.lit/chamber", update("<photo/>"));
    expect_presence("");
    expect_own_question("r");
    server.say("<iq type='result' id='{r}'><vCard xmlns='vcard-temp'/></iq>");
    expect_presence("<photo/>");
}

TEST_P(VCardAvatar, of_ours_is_not_told_while_another_client_knows_of_none) {
    ready(png);
    presence("juliet@capulet.lit/old", "");
    expect_presence("");
    presence("juliet@capulet.lit/old", "<show>away</show>");
    server.expect_nothing();
    server.say("<presence type='unavailable' from='juliet@capulet.lit/old'/>");
    expect_own_question("r");
    server.say("<iq type='result' id='{r}'>" + card(png) + "</iq>");
    expect_presence(photo(hash(png)));
}

TEST_P(VCardAvatar, types_are_those_of_the_data) {
    EXPECT_EQ(image_type(png), "image/png");
    EXPECT_EQ(image_type("\xff\xd8\xff\xe0"), "image/jpeg");
    EXPECT_EQ(image_type("GIF89a..."), "image/gif");
    EXPECT_EQ(image_type("RIFF....WEBPVP8"), "image/webp");
    for (const char* none : {"", "RIFF", "RIFF....WAVE", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF88a"})
        EXPECT_EQ(image_type(none), "") << none;
}

INSTANTIATE_TEST_SUITE_P(Chunks, VCardAvatar, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::vcard_avatar
