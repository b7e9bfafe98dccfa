// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <string_view>

#include "headstock/conversation/conversation.hpp"

/// What the tests of a stream share.
namespace headstock::core::stream_test {

using testing::Conversation;

inline constexpr std::string_view starttls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
inline constexpr std::string_view plain =
    "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>";
inline constexpr std::string_view bind = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>";
inline constexpr std::string_view auth =
    "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGp1bGlldAByMG0zMG15cjBtMzA=</auth>";
inline constexpr std::string_view success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

/// A stream, and who plays its server.
class StreamTest : public ::testing::TestWithParam<std::size_t> {
protected:
    Conversation server{GetParam()};
    Stream& stream = server.stream;

    /// Up to the features of the first stream inside TLS.
    void start_encrypted(std::string_view features) {
        stream.start({.encrypted = true, .bindings = {}});
        server.expect_header("capulet.lit").say_header(features);
    }
    void until_bind() {
        start_encrypted(plain);
        server.expect(auth).say(success).expect_header("capulet.lit").say_header(bind);
        server.expect(
            "<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<resource>balcony</resource></bind></iq>");
    }
    [[nodiscard]] std::error_code why() const { return stream.end() ? stream.end()->code : std::error_code(); }
};

}  // namespace headstock::core::stream_test
