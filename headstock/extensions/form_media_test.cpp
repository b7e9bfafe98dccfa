// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_media.hpp"

#include <gtest/gtest.h>

#include "headstock/core/round_trip.hpp"

namespace headstock::form_media {
namespace {

HEADSTOCK_PAYLOAD_TEST(Source);
HEADSTOCK_PAYLOAD_TEST(Media);

TEST(FormMedia, has_sources_whose_addresses_may_be_folded) {
    const auto element = bridge::parse_element(
        "<media xmlns='urn:xmpp:media-element' height='80' width='290'><uri type='image/jpeg'>\n  "
        "http://www.victim.com/challenges/ocr.jpeg?F3A6292C\n</uri><uri type='audio/ogg; codecs=speex'>"
        "cid:sha1+a15a505e360702b79c75a5f67773072ed392f52a@bob.xmpp.org</uri></media>");
    const Result<Media> media = bridge::read<Media>(*element);
    ASSERT_TRUE(media) << media.error().message();
    EXPECT_EQ(media->height, 80);
    EXPECT_EQ(media->sources.at(0).address()->text, "http://www.victim.com/challenges/ocr.jpeg?F3A6292C");
    EXPECT_EQ(media->sources.at(1).type, "audio/ogg; codecs=speex");
}

TEST(FormMedia, what_is_no_address_is_told_when_it_is_read) {
    EXPECT_FALSE((Source{"image/png", " \n"}.address()));
    EXPECT_FALSE((Source{"image/png", "not an address"}.address()));
}

TEST(FormMedia, a_source_without_a_type_or_a_size_that_is_none_is_refused) {
    for (const char* xml : {"<media xmlns='urn:xmpp:media-element'><uri>http://a/</uri></media>",
                            "<media xmlns='urn:xmpp:media-element' height='65536'/>"})
        EXPECT_FALSE(bridge::read<Media>(*bridge::parse_element(xml))) << xml;
}

}  // namespace
}  // namespace headstock::form_media
