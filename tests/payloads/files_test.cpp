// SPDX-License-Identifier: MIT
#include "tests/payloads/files.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(Hash);
HEADSTOCK_PAYLOAD_TEST(Thumbnail);
HEADSTOCK_PAYLOAD_TEST(FileMetadata);
HEADSTOCK_PAYLOAD_TEST(FileSharing);
HEADSTOCK_PAYLOAD_TEST(UploadSlot);
HEADSTOCK_PAYLOAD_TEST(JingleContent);
HEADSTOCK_PAYLOAD_TEST(JingleReason);
HEADSTOCK_PAYLOAD_TEST(Jingle);

TEST(FilePayloads, a_file_has_hashes_thumbnails_and_sources) {
    const auto shared = as_printed<FileSharing>(
        "<file-sharing xmlns='urn:xmpp:sfs:0' disposition='inline'><file xmlns='urn:xmpp:file:metadata:0'>"
        "<media-type>image/jpeg</media-type><name>summit.jpg</name><size>3032449</size><width>4096</width>"
        "<height>2160</height><hash xmlns='urn:xmpp:hashes:2' algo='sha3-256'>"
        "2XarmwTlNxDAMkvymloX3S5+VbylNrJt/l5QyPa+YoU=</hash><hash xmlns='urn:xmpp:hashes:2' algo='id-blake2b256'>"
        "2AfMGH8O7UNPTvUVAM9aK13mpCY=</hash><desc>Photo from the summit.</desc><thumbnail xmlns='urn:xmpp:thumbs:1' "
        "uri='cid:sha1+ffd7c8d28e9c5e82afea41f97108c6b4@bob.xmpp.org' media-type='image/png' width='128' height='96'/>"
        "</file><sources><url-data xmlns='http://jabber.org/protocol/url-data' "
        "target='https://download.montague.lit/4a771ac1/summit.jpg'/><jinglepub xmlns='urn:xmpp:jinglepub:1' "
        "from='romeo@montague.lit/resource' id='9559976B'/></sources></file-sharing>");
    EXPECT_EQ(shared.file.hashes.at(0).algorithm, Algorithm::sha3_256);
    EXPECT_EQ(shared.file.hashes.at(1).algorithm.word(), "id-blake2b256");
    EXPECT_EQ(shared.file.hashes.at(0).value.data.size(), 32U);
    EXPECT_EQ(wrong<FileSharing>("<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><hash "
                                 "xmlns='urn:xmpp:hashes:2' algo='x'/><hash xmlns='urn:xmpp:hashes:2'/></file>"
                                 "</file-sharing>"),
              "file-sharing/file/hash[2]@algo");
}

TEST(FilePayloads, a_slot_has_headers) {
    const auto slot = as_printed<UploadSlot>(
        "<slot xmlns='urn:xmpp:http:upload:0'><put url='https://upload.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg'>"
        "<header name='Authorization'>Basic Base64String==</header><header name='Cookie'>foo=bar; user=romeo</header>"
        "</put><get url='https://download.montague.tld/4a771ac1/tr%C3%A8s%20cool.jpg'/></slot>");
    EXPECT_EQ(slot.put.headers.at(1).value, "foo=bar; user=romeo");
    EXPECT_EQ(wrong<UploadSlot>("<slot xmlns='urn:xmpp:http:upload:0'><put url='https://a/'><header/></put></slot>"),
              "slot/put/header[1]@name");
}

TEST(FilePayloads, jingle_keeps_descriptions_and_transports_of_any_kind) {
    const auto jingle = as_printed<Jingle>(
        "<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' "
        "initiator='romeo@montague.example/dr4hcr0st3lup4c' "
        "sid='851ba2'><content creator='initiator' name='a-file-offer'>"
        "<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>test.txt</name></file></description>"
        "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' mode='tcp' sid='vj3hs98y'/></content></jingle>");
    EXPECT_EQ(jingle.contents.at(0).description.value().ns(), "urn:xmpp:jingle:apps:file-transfer:5");
    const auto end = as_printed<Jingle>(
        "<jingle xmlns='urn:xmpp:jingle:1' action='session-terminate' sid='a73sjjvkla37jfea'><reason><success/>"
        "<text>Sorry, gotta go!</text></reason></jingle>");
    EXPECT_EQ(end.reason.value().condition, JingleEnd::success);
    as_printed<JingleReason>(
        "<reason "
        "xmlns='urn:xmpp:jingle:1'><alternative-session><sid>b84tkkwlmb48kgfb</sid></alternative-session></reason>");
    EXPECT_EQ(wrong<Jingle>("<jingle xmlns='urn:xmpp:jingle:1' action='session-info' sid='1'><ringing "
                            "xmlns='urn:xmpp:jingle:apps:rtp:info:1'/><content creator='initiator' name='a'/><content "
                            "creator='nobody' name='b'/></jingle>"),
              "jingle/content[2]@creator: not one of its words: \"nobody\"");
}

}  // namespace
}  // namespace headstock::samples
