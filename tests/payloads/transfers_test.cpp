// SPDX-License-Identifier: MIT
#include "tests/payloads/transfers.hpp"

#include "tests/payloads/as_printed.hpp"

namespace headstock::samples {
namespace {

HEADSTOCK_PAYLOAD_TEST(UdpSuccess);
HEADSTOCK_PAYLOAD_TEST(SocksTransport);
HEADSTOCK_PAYLOAD_TEST(IbbTransport);
HEADSTOCK_PAYLOAD_TEST(FileDescription);
HEADSTOCK_PAYLOAD_TEST(FileInfo);
HEADSTOCK_PAYLOAD_TEST(FileError);
HEADSTOCK_PAYLOAD_TEST(MediaSharing);
HEADSTOCK_PAYLOAD_TEST(EncryptedSource);
HEADSTOCK_PAYLOAD_TEST(UploadRequest);
HEADSTOCK_PAYLOAD_TEST(UploadTooLarge);
HEADSTOCK_PAYLOAD_TEST(UploadRetry);
HEADSTOCK_PAYLOAD_TEST(BitsOfBinary);

TEST(TransferPayloads, bytes_go_in_band) {
    EXPECT_EQ(as_printed<IbbTransport>("<transport xmlns='urn:xmpp:jingle:transports:ibb:1' block-size='2048' "
                                       "sid='ch3d9s71' stanza='message'/>")
                  .stanza,
              IbbStanza::message);
}

TEST(TransferPayloads, bytes_go_through_proxies) {
    as_printed<UdpSuccess>("<udpsuccess xmlns='http://jabber.org/protocol/bytestreams' dstaddr='5bc9'/>");
    const auto socks = as_printed<SocksTransport>(
        "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' dstaddr='972b7bf47291ca609517f67f86b5081086052dad' "
        "mode='udp' sid='vj3hs98y'><candidate cid='hft54dqy' host='192.168.4.1' jid='romeo@montague.example/dr4hcr0' "
        "port='5086' priority='8257636'/><candidate cid='hutr46fe' host='24.24.24.1' "
        "jid='romeo@montague.example/dr4hcr0' "
        "port='5087' priority='8258636' type='assisted'/></transport>");
    EXPECT_EQ(socks.candidates.at(1).type, SocksType::assisted);
    EXPECT_TRUE(as_printed<SocksTransport>("<transport xmlns='urn:xmpp:jingle:transports:s5b:1' "
                                           "sid='vj3hs98y'><candidate-error/></transport>")
                    .no_candidate);
}

TEST(TransferPayloads, files_are_offered_and_checked) {
    const auto offer = as_printed<FileDescription>(
        "<description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><date>1969-07-21T02:56:15Z</date><desc>This "
        "is a "
        "test.</desc><media-type>text/plain</media-type><name>test.txt</name><size>6144</size><range "
        "offset='270336'/><hash xmlns='urn:xmpp:hashes:2' algo='sha-1'>w0mcJylzCn+AfvuGdqkty2+KP48=</hash><hash-used "
        "xmlns='urn:xmpp:hashes:2' algo='sha-256'/></file></description>");
    EXPECT_EQ(offer.file.range.value().offset, 270336U);
    EXPECT_EQ(offer.file.coming_hashes.at(0), "sha-256");
    const auto checksum = as_printed<FileInfo>(
        "<checksum xmlns='urn:xmpp:jingle:apps:file-transfer:5' creator='initiator' name='a-file-offer'><file><hash "
        "xmlns='urn:xmpp:hashes:2' algo='sha-1'>w0mcJylzCn+AfvuGdqkty2+KP48=</hash></file></checksum>");
    EXPECT_EQ(checksum.news, FileNews::checksum);
    as_printed<FileError>("<file-too-large xmlns='urn:xmpp:jingle:apps:file-transfer:errors:0'/>");
}

TEST(TransferPayloads, files_are_shared_in_clear_and_encrypted) {
    const auto media = as_printed<MediaSharing>(
        "<media-sharing xmlns='urn:xmpp:sims:1'><file xmlns='urn:xmpp:jingle:apps:file-transfer:5'><desc>Photo from "
        "the "
        "summit.</desc><media-type>image/jpeg</media-type></file><sources><reference xmlns='urn:xmpp:reference:0' "
        "uri='https://download.montague.lit/4a771ac1/summit.jpg'/></sources></media-sharing>");
    EXPECT_EQ(media.sources.uris.size(), 1U);
    const auto secret = as_printed<EncryptedSource>(
        "<encrypted xmlns='urn:xmpp:esfs:0' "
        "cipher='urn:xmpp:ciphers:aes-256-gcm-nopadding:0'><key>SuRJ2agVm/pQbJQlPq/B23Xt"
        "1YOOJCcEGJA5HrcYOGQ=</key><iv>T8RDMBaiqn6Ci4Nw</iv><hash xmlns='urn:xmpp:hashes:2' "
        "algo='id-blake2b256'>id4cnqqy9/ssfCkM4vYSkiXXrlE=</hash><sources xmlns='urn:xmpp:sfs:0'><url-data "
        "xmlns='http://jabber.org/protocol/url-data' target='https://download.montague.lit/encrypted.jpg'/></sources>"
        "</encrypted>");
    EXPECT_EQ(secret.vector.data.size(), 12U);
}

TEST(TransferPayloads, uploads_and_bits_of_binary) {
    const auto request = as_printed<UploadRequest>(
        "<request xmlns='urn:xmpp:http:upload:0' filename='très cool.jpg' size='23456' "
        "content-type='image/jpeg'><message "
        "xmlns='urn:xmpp:http:upload:purpose:0'/></request>");
    EXPECT_EQ(request.name, "très cool.jpg");
    EXPECT_EQ(as_printed<UploadTooLarge>("<file-too-large xmlns='urn:xmpp:http:upload:0'><max-file-size>20000"
                                         "</max-file-size></file-too-large>")
                  .limit,
              20000U);
    as_printed<UploadRetry>("<retry xmlns='urn:xmpp:http:upload:0' stamp='2017-12-03T23:42:05Z'/>");
    const auto bits = as_printed<BitsOfBinary>(
        "<data xmlns='urn:xmpp:bob' cid='sha1+8f35fef110ffc5df08d579a50083ff9308fb6242@bob.xmpp.org' max-age='86400' "
        "type='image/png'>iVBORw0KGgo=</data>");
    EXPECT_EQ(bits.bytes.data.substr(1, 3), "PNG");
}

}  // namespace
}  // namespace headstock::samples
