// SPDX-License-Identifier: MIT
#include "headstock/wire/websocket.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "headstock/wire/error.hpp"

namespace headstock::wire {
namespace {

/// Gives the key and the masks of RFC 6455's examples.
class Nonce final : public Random {
public:
    void fill(std::span<std::byte> bytes) override {
        constexpr std::string_view key = "the sample nonce";
        constexpr std::string_view mask = "\x37\xfa\x21\x3d";
        const std::string_view from = bytes.size() == mask.size() ? mask : key;
        ASSERT_EQ(bytes.size(), from.size());
        std::ranges::copy(std::as_bytes(std::span(from)), bytes.begin());
    }
};

constexpr std::string_view agreed =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n";

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string changed(text);
    const std::size_t at = changed.find(what);
    EXPECT_NE(at, changed.npos) << what;
    return at == changed.npos ? changed : changed.replace(at, what.size(), by);
}

/// A server's frame: its first byte, and what it holds.
std::string frame(unsigned first, std::string_view payload) {
    std::string bytes(1, static_cast<char>(first));
    const std::size_t size = payload.size();
    const auto number = [&](int octets) {
        for (int i = octets - 1; i >= 0; --i) bytes += static_cast<char>(size >> (8 * i));
    };
    if (size < 126) number(1);
    else if (size < 65536) bytes += '\x7e', number(2);
    else bytes += '\x7f', number(8);
    return bytes.append(payload);
}
std::string text(std::string_view payload) { return frame(0x81, payload); }
std::string ping(std::string_view payload) { return frame(0x89, payload); }

Nonce& nonce() {
    static Nonce random;
    return random;
}

WebSocket client(WebSocketLimits limits = {}) {
    return *WebSocket::client({.host = "example.org", .path = "/xmpp", .origin = {}}, nonce(), limits);
}

Result<void> feed(WebSocket& to, std::string_view bytes, std::size_t step) {
    for (; bytes.size() > step; bytes.remove_prefix(step))
        if (auto taken = to.receive(bytes.substr(0, step)); !taken) return taken;
    return to.receive(bytes);
}

std::vector<std::string> messages(WebSocket& of) {
    std::vector<std::string> all;
    while (auto message = of.next()) all.push_back(std::move(*message));
    return all;
}

/// Bytes whole, one by one, and in sevens.
class WebSockets : public ::testing::TestWithParam<std::size_t> {
protected:
    /// A client that a server has agreed to talk to, and has then sent `bytes`.
    [[nodiscard]] static std::pair<WebSocket, Result<void>> hears(const std::string& bytes,
                                                                  WebSocketLimits limits = {}) {
        WebSocket socket = client(limits);
        socket.consume(socket.output().size());
        Result<void> taken = feed(socket, std::string(agreed) + bytes, GetParam());
        return {std::move(socket), std::move(taken)};
    }
    static void expect_refusal(const std::string& bytes, Errc why, unsigned code, WebSocketLimits limits = {}) {
        auto [socket, taken] = hears(bytes, limits);
        ASSERT_FALSE(taken) << why << ' ' << bytes.size();
        EXPECT_EQ(taken.error().code, why) << taken.error().message();
        EXPECT_FALSE(socket.established());
        const Result<void> again = socket.receive(text("late"));
        EXPECT_TRUE(!again && again.error() == taken.error());
        EXPECT_EQ(socket.send("x").error(), taken.error());
        const std::string_view output = socket.output();
        ASSERT_GE(output.size(), 8U) << testing::PrintToString(bytes);
        const std::string_view last = output.substr(output.size() - 8);
        EXPECT_EQ(last.substr(0, 2), "\x88\x82");
        EXPECT_EQ(static_cast<unsigned char>(last[6] ^ last[2]) << 8U | static_cast<unsigned char>(last[7] ^ last[3]),
                  code);
    }
    static Error upgrade_error(const std::string& answer) {
        WebSocket socket = client();
        const Result<void> taken = feed(socket, answer, GetParam());
        EXPECT_FALSE(socket.established());
        if (taken) return {};
        EXPECT_EQ(socket.send("x").error(), taken.error());
        return taken.error();
    }
};
INSTANTIATE_TEST_SUITE_P(Pieces, WebSockets, ::testing::Values(1, 7, 1'000'000));

TEST(WebSocket, asks_as_the_specification_shows) {
    EXPECT_EQ(client().output(),
              "GET /xmpp HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              "Sec-WebSocket-Protocol: xmpp\r\n\r\n");
    const auto with_origin = WebSocket::client({.host = "a", .path = "/", .origin = "https://a"}, nonce());
    EXPECT_TRUE(with_origin->output().ends_with("\r\nOrigin: https://a\r\n\r\n"));
}

TEST(WebSocket, lets_nobody_write_lines_into_its_request) {
    for (const WebSocketRequest& bad :
         {WebSocketRequest{"a\r\nX: y", "/", ""}, WebSocketRequest{"", "/", ""},
          WebSocketRequest{"a", "/ HTTP/1.1", ""}, WebSocketRequest{"a", "x", ""}, WebSocketRequest{"a", "/\n", ""},
          WebSocketRequest{"a", "/", "\r"}, WebSocketRequest{"a", "/" + std::string(5000, 'a'), ""}}) {
        const auto made = WebSocket::client(bad, nonce());
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, Errc::bad_http);
    }
}

TEST_P(WebSockets, messages_begin_when_the_server_agrees) {
    auto [socket, taken] = hears(text("<open/>"));
    ASSERT_TRUE(taken) << taken.error().message();
    EXPECT_TRUE(socket.established());
    EXPECT_EQ(messages(socket), std::vector<std::string>{"<open/>"});
    ASSERT_TRUE(socket.send("Hello"));
    EXPECT_EQ(socket.take_output(), "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");  // RFC 6455 §5.7
}

TEST_P(WebSockets, an_answer_may_be_written_otherwise) {
    std::string answer = replaced(agreed, "Upgrade: websocket", "upgrade:WebSocket");
    answer = replaced(answer, "Connection: Upgrade", "CONNECTION: keep-alive, upgrade");
    answer = replaced(answer, " Switching Protocols", "");
    WebSocket socket = client();
    EXPECT_TRUE(feed(socket, answer, GetParam()));
    EXPECT_TRUE(socket.established());
}

TEST_P(WebSockets, another_status_is_told) {
    const Error refused = upgrade_error("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(refused, (Error{Errc::upgrade_refused, "403 Forbidden"}));
    EXPECT_EQ(upgrade_error("HTTP/1.1 200 OK\r\n\r\n").code, Errc::upgrade_refused);
    EXPECT_EQ(upgrade_error("HTTP/1.1 301 Moved Permanently\r\nLocation: /b\r\n\r\n").code, Errc::upgrade_refused);
}

TEST_P(WebSockets, what_is_wrong_in_an_answer_is_named) {
    const auto name = [](std::string_view what, std::string_view by) {
        const Error error = upgrade_error(replaced(agreed, what, by));
        EXPECT_EQ(error.code, Errc::bad_http);
        return error.text;
    };
    EXPECT_EQ(name("Upgrade: websocket\r\n", ""), "Upgrade is missing");
    EXPECT_EQ(name("Upgrade: websocket", "Upgrade: h2c"), "Upgrade: h2c");
    EXPECT_EQ(name("Connection: Upgrade", "Connection: close"), "Connection: close");
    EXPECT_EQ(name("s3pPLMBi", "S3pPLMBi"), "Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(name("Sec-WebSocket-Protocol: xmpp\r\n", ""), "Sec-WebSocket-Protocol is missing");
    EXPECT_EQ(name("Protocol: xmpp", "Protocol: chat"), "Sec-WebSocket-Protocol: chat");
    EXPECT_EQ(name("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"),
              "Sec-WebSocket-Extensions: permessage-deflate");
    EXPECT_EQ(name("HTTP/1.1", "HTTP/1.0"), "HTTP/1.0 101 Switching Protocols");
    EXPECT_EQ(name("HTTP/1.1", "SSH-2.0-"), "SSH-2.0- 101 Switching Protocols");
}

TEST_P(WebSockets, an_endless_answer_is_cut) {
    EXPECT_EQ(upgrade_error("HTTP/1.1 101 " + std::string(20'000, 'x')).code, Errc::limit_exceeded);
}

TEST_P(WebSockets, fragments_are_joined_around_pings) {
    auto [socket, taken] = hears(frame(0x01, "Hel") + ping("p") + frame(0x00, "") + frame(0x80, "lo") + text("") +
                                 text(std::string(300, 'a')) + text(std::string(70'000, 'b')));
    ASSERT_TRUE(taken) << taken.error().message();
    EXPECT_EQ(messages(socket),
              (std::vector<std::string>{"Hello", "", std::string(300, 'a'), std::string(70'000, 'b')}));
    EXPECT_EQ(socket.take_output(), "\x8a\x81\x37\xfa\x21\x3d\x47");
}

TEST_P(WebSockets, characters_may_be_cut_by_fragments) {
    auto [socket, taken] = hears(frame(0x01, "\xe2\x82") + frame(0x80, "\xac"));
    ASSERT_TRUE(taken);
    EXPECT_EQ(messages(socket), std::vector<std::string>{"\xe2\x82\xac"});
}

TEST_P(WebSockets, what_breaks_the_rules_is_refused) {
    const std::string masked = std::string("\x81\x81") + "\x01\x02\x03\x04" + "x";
    for (const std::string& bad :
         {masked, frame(0xc1, "reserved bit"), frame(0x83, "reserved opcode"), frame(0x80, "continues nothing"),
          frame(0x01, "a") + text("b"), frame(0x88, "\x03\xed")})
        expect_refusal(bad, Errc::bad_frame, 1002);
}

TEST_P(WebSockets, frames_that_cannot_be_are_refused_without_a_code) {
    for (const std::string& bad : {frame(0x09, "fragmented ping"), ping(std::string(126, 'x')), frame(0x88, "x")}) {
        auto [socket, taken] = hears(bad);
        ASSERT_FALSE(taken);
        EXPECT_EQ(taken.error().code, Errc::bad_frame);
        EXPECT_EQ(socket.output(), std::string("\x88\x80\x37\xfa\x21\x3d", 6));
    }
}

TEST_P(WebSockets, what_is_no_text_is_refused) {
    expect_refusal(frame(0x82, "<open/>"), Errc::not_text, 1003);
    expect_refusal(text("\xff"), Errc::bad_utf8, 1007);
    expect_refusal(text("\xe2\x82"), Errc::bad_utf8, 1007);
}

TEST_P(WebSockets, messages_are_limited_with_their_fragments) {
    const WebSocketLimits tight{.message = 10};
    auto [socket, taken] = hears(frame(0x01, "12345") + frame(0x80, "67890"), tight);
    EXPECT_TRUE(taken);
    expect_refusal(text("12345678901"), Errc::limit_exceeded, 1009, tight);
    expect_refusal(frame(0x01, "123456") + frame(0x80, "78901"), Errc::limit_exceeded, 1009, tight);
    expect_refusal("\x81\x7f" + std::string(9, '\x7f'), Errc::limit_exceeded, 1009);
    expect_refusal(std::string("\x81\x7f\x00\x00\x00\x00\x00\x10\x00\x01x", 11), Errc::limit_exceeded, 1009);
}

TEST_P(WebSockets, messages_that_nobody_reads_are_limited) {
    std::string flood;
    for (int i = 0; i < 200; ++i) flood += text("");
    EXPECT_TRUE(hears(flood).second);
    expect_refusal(flood, Errc::limit_exceeded, 1008, {.unread = 4096});
    auto [socket, taken] = hears("", {.unread = 4096});
    for (int i = 0; i < 200; ++i) {
        ASSERT_TRUE(feed(socket, text("abc"), GetParam()));
        ASSERT_EQ(messages(socket).size(), 1U);
    }
}

TEST_P(WebSockets, pings_are_answered_as_long_as_the_answers_are_fetched) {
    std::string flood;
    for (int i = 0; i < 40; ++i) flood += ping(std::string(100, 'x'));
    expect_refusal(flood, Errc::limit_exceeded, 1008, {.unasked = 4096});
    auto [socket, taken] = hears("", {.unasked = 4096});
    for (int i = 0; i < 40; ++i) {
        ASSERT_TRUE(feed(socket, ping(std::string(100, 'x')), GetParam()));
        if (i % 2) socket.consume(socket.output().size());
        else EXPECT_EQ(socket.take_output().size(), 106U);
    }
    EXPECT_TRUE(feed(socket, frame(0x8a, "not asked for"), GetParam()));
    EXPECT_TRUE(socket.output().empty());
}

TEST_P(WebSockets, a_farewell_is_returned_and_ends_it) {
    auto [socket, taken] = hears(text("last") + frame(0x88, "\x03\xe9gone\x1b") + text("late") + "garbage");
    ASSERT_TRUE(taken);
    EXPECT_EQ(socket.farewell(), (WebSocketFarewell{1001, "gone\\x1b"}));
    EXPECT_EQ(messages(socket), std::vector<std::string>{"last"});
    EXPECT_TRUE(socket.output().starts_with("\x88"));
    EXPECT_FALSE(socket.established());
    EXPECT_EQ(socket.send("x").error().code, Errc::closed);
    EXPECT_TRUE(socket.receive("more"));
}

TEST_P(WebSockets, a_farewell_may_have_no_reason) {
    auto [socket, taken] = hears(frame(0x88, ""));
    ASSERT_TRUE(taken);
    EXPECT_EQ(socket.farewell(), (WebSocketFarewell{1005, ""}));
}

TEST_P(WebSockets, closing_waits_for_the_peers_farewell) {
    auto [socket, taken] = hears("");
    ASSERT_TRUE(taken);
    socket.close();
    socket.close();
    EXPECT_EQ(socket.take_output(), std::string("\x88\x82\x37\xfa\x21\x3d\x34\x12", 8));
    EXPECT_FALSE(socket.established());
    EXPECT_EQ(socket.send("x").error().code, Errc::closed);
    ASSERT_TRUE(feed(socket, text("still") + frame(0x88, "\x03\xe8"), GetParam()));
    EXPECT_EQ(messages(socket), std::vector<std::string>{"still"});
    EXPECT_EQ(socket.farewell(), (WebSocketFarewell{1000, ""}));
    EXPECT_TRUE(socket.output().empty());
}

TEST(WebSocket, sends_nothing_before_the_server_agrees) {
    WebSocket socket = client();
    const std::string request(socket.output());
    EXPECT_EQ(socket.send("x").error().code, Errc::not_established);
    socket.close();
    EXPECT_EQ(socket.output(), request);
}

/// Moves bytes both ways until there are none.
void exchange(WebSocket& a, WebSocket& b, std::size_t step) {
    while (!a.output().empty() || !b.output().empty()) {
        ASSERT_TRUE(feed(b, a.take_output(), step));
        ASSERT_TRUE(feed(a, b.take_output(), step));
    }
}

TEST_P(WebSockets, both_ends_understand_each_other) {
    WebSocket one = *WebSocket::client({.host = "example.org", .path = "/", .origin = {}});
    WebSocket other = WebSocket::server();
    exchange(one, other, GetParam());
    ASSERT_TRUE(one.established() && other.established());
    const std::vector<std::string> said{"<open/>", "", std::string(5000, 'x'), std::string(70'000, 'y')};
    for (const std::string& each : said) {
        ASSERT_TRUE(one.send(each));
        ASSERT_TRUE(other.send(each));
    }
    exchange(one, other, GetParam());
    EXPECT_EQ(messages(one), said);
    EXPECT_EQ(messages(other), said);
    other.close();
    exchange(one, other, GetParam());
    EXPECT_TRUE(one.farewell() && other.farewell());
}

TEST_P(WebSockets, a_server_names_what_is_wrong_in_a_request) {
    const std::string request(client().output());
    const auto refuse = [&](std::string_view what, std::string_view by) {
        WebSocket server = WebSocket::server();
        const Result<void> taken = feed(server, replaced(request, what, by), GetParam());
        EXPECT_TRUE(server.output().starts_with("HTTP/1.1 400 "));
        return taken ? std::string() : taken.error().text;
    };
    EXPECT_EQ(refuse("GET ", "POST "), "the request line");
    EXPECT_EQ(refuse("Host: example.org\r\n", ""), "Host");
    EXPECT_EQ(refuse("Upgrade: websocket", "Upgrade: x"), "Upgrade");
    EXPECT_EQ(refuse("Connection: Upgrade", "Connection: x"), "Connection");
    EXPECT_EQ(refuse("Version: 13", "Version: 8"), "Sec-WebSocket-Version");
    EXPECT_EQ(refuse("dGhl", ""), "Sec-WebSocket-Key");
    EXPECT_EQ(refuse("Protocol: xmpp", "Protocol: chat"), "Sec-WebSocket-Protocol");
}

TEST(WebSocket, server_refuses_frames_without_a_mask) {
    WebSocket server = WebSocket::server();
    ASSERT_TRUE(server.receive(client().output()));
    const Result<void> taken = server.receive(text("bare"));
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, Errc::bad_frame);
}

}  // namespace
}  // namespace headstock::wire
