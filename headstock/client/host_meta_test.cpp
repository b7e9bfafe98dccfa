// SPDX-License-Identifier: MIT
#include "headstock/client/host_meta.hpp"

#include <gtest/gtest.h>

#include "headstock/bridge/payload_error.hpp"

namespace headstock::client {
namespace {

using enum Alternative::Kind;
using Alternatives = std::vector<Alternative>;

std::string xrd(const std::string& links) {
    return "<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>\n" + links +
           "\n</XRD>\n";
}
std::string link(const std::string& kind, const std::string& uri) {
    return "<Link rel='urn:xmpp:alt-connections:" + kind + "' href='" + uri + "'/>";
}

// XEP-0156, examples 1 and 2.
TEST(HostMeta, is_read_as_the_specification_shows) {
    EXPECT_EQ(parse_host_meta(xrd(link("xbosh", "https://web.example.com:5280/bosh") +
                                  link("websocket", "wss://web.example.com:443/ws"))),
              (Alternatives{{bosh, "https://web.example.com:5280/bosh"}, {websocket, "wss://web.example.com:443/ws"}}));
}

TEST(HostMeta, in_json_says_the_same) {
    EXPECT_EQ(parse_host_meta_json(R"({"links":[
                {"rel":"urn:xmpp:alt-connections:xbosh","href":"https://web.example.com:5280/bosh"},
                {"rel":"urn:xmpp:alt-connections:websocket","href":"wss://web.example.com:443/ws"}]})"),
              (Alternatives{{bosh, "https://web.example.com:5280/bosh"}, {websocket, "wss://web.example.com:443/ws"}}));
}

TEST(HostMeta, may_offer_nothing) {
    EXPECT_EQ(parse_host_meta(xrd("")), Alternatives{});
    EXPECT_EQ(parse_host_meta_json("{}"), Alternatives{});
    EXPECT_EQ(parse_host_meta_json(R"({"links":[]})"), Alternatives{});
}

TEST(HostMeta, what_is_not_encrypted_or_no_uri_is_left_out) {
    std::string links = "<Other/><Link/><Link rel='lrdd' href='https://a/'/>" + link("httppoll", "https://a/");
    for (const char* bad :
         {"ws://a/", "http://a/", "https://a/", "wss:a", "wss://", "wss://u:p@a/", "wss://a b/", "", "wss://a:0/"})
        links += link("websocket", bad);
    links += link("xbosh", "wss://a/") + link("websocket", "wss://good/") + link("websocket", "wss://good/");
    EXPECT_EQ(parse_host_meta(xrd(links)), (Alternatives{{websocket, "wss://good/"}}));
    EXPECT_EQ(parse_host_meta_json(R"({"links":[1,null,[],"x",{},{"rel":1,"href":"wss://a/"},
                {"rel":"urn:xmpp:alt-connections:websocket","href":7},
                {"rel":"urn:xmpp:alt-connections:websocket","href":"ws://a/"},
                {"rel":"urn:xmpp:alt-connections:websocket","href":"wss://a/"}]})"),
              (Alternatives{{websocket, "wss://a/"}}));
}

TEST(HostMeta, that_is_none_is_refused) {
    for (const char* bad : {"", "<XRD/>", "<html xmlns='http://www.w3.org/1999/xhtml'/>", "{}", "<XRD"})
        EXPECT_FALSE(parse_host_meta(bad)) << bad;
    EXPECT_FALSE(parse_host_meta("<!DOCTYPE x [<!ENTITY a 'b'>]>" + xrd("")));
    for (const char* bad : {"", "[]", "1", "{", "{}x", R"({"links":{}})", R"({"links":1})", "\xff", "<XRD/>"})
        EXPECT_FALSE(parse_host_meta_json(bad)) << bad;
    EXPECT_EQ(parse_host_meta("<XRD/>").error().code, bridge::PayloadErrc::wrong_element);
    EXPECT_EQ(parse_host_meta_json("[]").error().code, bridge::PayloadErrc::malformed);
}

TEST(HostMeta, is_limited_in_size_and_number) {
    EXPECT_TRUE(parse_host_meta(xrd(std::string(60'000, ' '))));
    EXPECT_EQ(parse_host_meta(xrd(std::string(70'000, ' '))).error().code, std::errc::file_too_large);
    EXPECT_TRUE(parse_host_meta_json("{" + std::string(60'000, ' ') + "}"));
    EXPECT_EQ(parse_host_meta_json("{" + std::string(70'000, ' ') + "}").error().code, std::errc::file_too_large);
    std::string links;
    for (int i = 0; i < 100; ++i) links += link("websocket", "wss://a" + std::to_string(i) + "/");
    EXPECT_EQ(parse_host_meta(xrd(links))->size(), max_alternatives);
}

TEST(HostMeta, may_be_nested_as_deep_as_it_likes) {
    const std::string open(30'000, '[');
    EXPECT_FALSE(parse_host_meta_json(open));
    EXPECT_EQ(parse_host_meta_json(R"({"links":)" + open + std::string(30'000, ']') + "}"), Alternatives{});
}

TEST(HostMeta, lies_at_a_known_place) {
    EXPECT_EQ(host_meta_uri("example.org"), "https://example.org/.well-known/host-meta");
    EXPECT_EQ(host_meta_json_uri("example.org"), "https://example.org/.well-known/host-meta.json");
}

}  // namespace
}  // namespace headstock::client
