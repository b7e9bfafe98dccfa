// SPDX-License-Identifier: MIT
#include "headstock/extensions/file_offer.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "headstock/base/hex.hpp"
#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::file_offer {
namespace {

HEADSTOCK_PAYLOAD_TEST(Range);
HEADSTOCK_PAYLOAD_TEST(File);
HEADSTOCK_PAYLOAD_TEST(Wanted);

const std::vector<std::string> both{"http://jabber.org/protocol/bytestreams", "http://jabber.org/protocol/ibb"};
const std::string methods =
    "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='form'><field "
    "var='stream-method' type='list-single'><option><value>http://jabber.org/protocol/bytestreams</value></option>"
    "<option><value>http://jabber.org/protocol/ibb</value></option></field></x></feature>";
const std::string chosen =
    "<feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='submit'><field "
    "var='stream-method'><value>http://jabber.org/protocol/bytestreams</value></field></x></feature>";
const std::string complete =
    "<file xmlns='http://jabber.org/protocol/si/profile/file-transfer' name='test.txt' size='1022' "
    "hash='552da749930852c69ae5d2141d3766b1' date='1969-07-21T02:56:15Z'><desc>This is a test. If this were a real "
    "file...</desc><range/></file>";

std::string file(const std::string& content) {
    return "<file xmlns='http://jabber.org/protocol/si/profile/file-transfer'>" + content + "</file>";
}
std::string offered(const std::string& details) {
    return "<si xmlns='http://jabber.org/protocol/si' id='a0' "
           "profile='http://jabber.org/protocol/si/profile/file-transfer'>" +
           details + methods + "</si>";
}

class FileOffer : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    testing::Conversation& ask(const std::string& details) {
        return server.say("<iq type='set' id='offer1' from='sender@jabber.org/resource'>" + offered(details) + "</iq>");
    }
    void expect_accepted(const std::string& details) {
        server.expect(
            "<iq type='result' id='offer1' to='sender@jabber.org/resource'><si "
            "xmlns='http://jabber.org/protocol/si'>" +
            details + chosen + "</si></iq>");
    }
    testing::Conversation server{GetParam(), "receiver@jabber.org/resource"};
    core::Stream& stream = server.stream;
    stream_initiation::Module initiation{stream};
    Module module{stream, initiation};
    const core::Jid sender = core::jid("sender@jabber.org/resource");
    const File test_txt{"test.txt",
                        1022,
                        bridge::HexBytes{from_hex("552da749930852c69ae5d2141d3766b1").value()},
                        Timestamp(std::chrono::sys_days(std::chrono::year(1969) / 7 / 21) + std::chrono::hours(2) +
                                  std::chrono::minutes(56) + std::chrono::seconds(15)),
                        "This is a test. If this were a real file...",
                        true};
};
INSTANTIATE_TEST_SUITE_P(Chunks, FileOffer, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

TEST_P(FileOffer, a_file_is_offered_with_all_that_is_known_of_it) {
    std::optional<Result<stream_initiation::Initiation>> answer;
    stream.ask<stream_initiation::Initiation>(
        stream_initiation::offer(sender, make("a0", test_txt, both)),
        [&](Result<stream_initiation::Initiation> heard) { answer = std::move(heard); });
    server.expect("<iq type='set' id='{1}' to='sender@jabber.org/resource'>" + offered(complete) + "</iq>")
        .say("<iq type='result' id='{1}' from='sender@jabber.org/resource'><si xmlns='http://jabber.org/protocol/si'>" +
             file("<range offset='128' length='256'/>") + chosen + "</si></iq>");
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(part_of(test_txt, **answer).value(), (Part{128, 256}));
}

TEST_P(FileOffer, an_offer_is_accepted_whole_or_in_part) {
    std::vector<Offer> offers;
    module.answer_with([&](Offer offer) { offers.push_back(std::move(offer)); });
    EXPECT_EQ(stream.announced(), (std::vector<std::string>{"http://jabber.org/protocol/si", std::string(ns)}));
    for (int i = 0; i < 3; ++i) ask(complete);
    ASSERT_EQ(offers.size(), 3U);
    EXPECT_EQ(offers[0].file, test_txt);
    EXPECT_EQ(offers[0].stream.from, sender);
    offers[0].accept(both[0]);
    expect_accepted("");
    offers[1].accept(both[0], Part{0, 1022});
    expect_accepted("");
    offers[2].accept(both[0], Part{128, 256});
    expect_accepted(file("<range offset='128' length='256'/>"));
}

TEST_P(FileOffer, files_are_refused_unless_the_program_takes_them) {
    const std::string refused =
        "<iq type='error' id='offer1' to='sender@jabber.org/resource'><error type='modify' code='400'><bad-request "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><bad-profile "
        "xmlns='http://jabber.org/protocol/si'/></error></iq>";
    ask(complete);
    server.expect(refused);
    module.answer_with([](const Offer&) { FAIL(); });
    for (const char* attributes : {"size='1'", "name='a'", "name='a' size='-1'", "name='a' size='1' hash='abcd'",
                                   "name='a' size='18446744073709551616'", "name='a' size='1' date='yesterday'"}) {
        ask("<file xmlns='http://jabber.org/protocol/si/profile/file-transfer' " + std::string(attributes) + "/>");
        server.expect(refused);
    }
    module.answer_with(nullptr);
    ask(complete);
    server.expect(refused);
}

Result<Part> part(const std::string& details, bool ranged = true) {
    stream_initiation::Initiation answer;
    answer.details.push_back(*bridge::parse_element(details));
    File offer{"a", 1000};
    offer.ranged = ranged;
    return part_of(offer, answer);
}

TEST(FileParts, are_as_the_specification_says) {
    EXPECT_EQ(part_of({"a", 1000}, {}).value(), (Part{0, 1000}));
    EXPECT_EQ(part(file("")).value(), (Part{0, 1000}));
    EXPECT_EQ(part(file("<range/>"), false).value(), (Part{0, 1000}));
    EXPECT_EQ(part(file("<range length='256'/>")).value(), (Part{0, 256}));
    EXPECT_EQ(part(file("<range offset='128' length='256'/>")).value(), (Part{128, 256}));
    EXPECT_EQ(part(file("<range offset='128'/>")).value(), (Part{128, 872}));
    EXPECT_EQ(part(file("<range offset='1000'/>")).value(), (Part{1000, 0}));
}

TEST(FileParts, that_are_not_there_are_refused) {
    for (const char* range : {"offset='1001'", "length='1001'", "offset='1' length='1000'", "offset='-1'",
                              "offset='18446744073709551615' length='2'"})
        EXPECT_FALSE(part(file("<range " + std::string(range) + "/>"))) << range;
    EXPECT_EQ(part(file("<range offset='1'/>"), false).error().text, "range: was not offered");
}

TEST(SafeName, keeps_what_is_harmless) {
    for (const char* name : {"test.txt", "a", "R\u00e9sum\u00e9 (2).tar.gz", "\u65e5\u672c\u8a9e.png", "_x",
                             "console.log", "COM10", "comma.txt", "a-b~c", "\U0001f468\u200d\U0001f469.jpg"})
        EXPECT_EQ(safe_name(name), name);
}

TEST(SafeName, leads_nowhere_else) {
    EXPECT_EQ(safe_name("../../etc/passwd"), "passwd");
    EXPECT_EQ(safe_name("/etc/passwd"), "passwd");
    EXPECT_EQ(safe_name("..\\..\\boot.ini"), "boot.ini");
    EXPECT_EQ(safe_name("C:\\autoexec.bat"), "autoexec.bat");
    EXPECT_EQ(safe_name("C:evil"), "C_evil");
    EXPECT_EQ(safe_name("a\u2215b\uff0fc"), "c");
    for (const char* name : {"", ".", "..", "...", "../", "/", "\\", " ", ". .", "\u202e"})
        EXPECT_EQ(safe_name(name), "file");
}

TEST(SafeName, hides_nothing) {
    EXPECT_EQ(safe_name(std::string_view("a\0b.txt", 7)), "ab.txt");
    EXPECT_EQ(safe_name("a\nb\x1b[31m\x7f.txt"), "ab[31m.txt");
    EXPECT_EQ(safe_name("annexe\u202etxt.exe"), "annexetxt.exe");
    EXPECT_EQ(safe_name("\u2066a\u2069\u200e\ufeff.txt"), "a.txt");
    EXPECT_EQ(safe_name(".bashrc"), "bashrc");
    EXPECT_EQ(safe_name("a.exe. . ."), "a.exe");
    EXPECT_EQ(safe_name("a*b?c\"d<e>f|g:h"), "a_b_c_d_e_f_g_h");
    EXPECT_EQ(safe_name("-rf"), "_-rf");
    EXPECT_EQ(safe_name("~root"), "_~root");
    EXPECT_EQ(safe_name("caf\xe9.txt"), "caf_.txt");
}

TEST(SafeName, is_no_device) {
    for (const char* name : {"CON", "con", "Prn.txt", "aux.tar.gz", "NUL", "COM1", "lpt9.log", "COM\u00b9", "nul .txt"})
        EXPECT_EQ(safe_name(name), "_" + std::string(name));
}

TEST(SafeName, is_short_and_keeps_its_extension) {
    const std::string name = safe_name(std::string(5'000, 'a') + ".txt");
    EXPECT_EQ(name.size(), 200U);
    EXPECT_TRUE(name.ends_with("a.txt"));
    EXPECT_EQ(safe_name(std::string(300, 'a')).size(), 200U);
    std::string umlauts;
    for (int i = 0; i < 300; ++i) umlauts += "\u00e4";
    EXPECT_EQ(safe_name("a" + umlauts + ".txt").size(), 199U);
}

}  // namespace
}  // namespace headstock::file_offer
