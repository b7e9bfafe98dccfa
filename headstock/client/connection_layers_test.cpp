// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "headstock/client/connection.hpp"
#include "headstock/core/message.hpp"
#include "headstock/testing/server.hpp"
#include "headstock/wire/error.hpp"
#include "headstock/wire/tls.hpp"

namespace headstock::client {
namespace {

testing::ServerOptions in_plain() {
    testing::ServerOptions options;
    options.tls = false;
    options.iterations = 4096;
    return options;
}

core::StreamOptions unencrypted() {
    core::StreamOptions options;
    options.encryption = core::Encryption::off;
    return options;
}

core::Account juliet() { return {core::Jid::parse("juliet@localhost").value(), Secret("r0m30")}; }

/// A server behind a WebSocket, where it wants inside TLS.
class SocketServer {
public:
    explicit SocketServer(testing::Server& server, const wire::TlsContext* context = nullptr)
        : served_(server.connect()), socket_(wire::WebSocket::server()) {
        if (context) tls_.emplace(wire::Tls::server(*context).value());
    }
    void receive(std::string_view bytes) {
        if (!tls_) return take(bytes);
        ASSERT_TRUE(tls_->receive(bytes));
        std::string plain(65536, '\0');
        while (const std::size_t size = tls_->read(plain).value_or(0)) take(std::string_view(plain).substr(0, size));
    }
    std::string take_output() {
        const auto messages = framing_.send(served_->take_output());
        if (messages)
            for (const std::string& message : *messages) (void)socket_.send(message);
        if (!tls_) return socket_.take_output();
        if (tls_->established()) (void)tls_->send(socket_.take_output());
        return tls_->take_output();
    }
    wire::WebSocket& socket() { return socket_; }

private:
    void take(std::string_view bytes) {
        (void)socket_.receive(bytes);
        while (const auto message = socket_.next())
            if (const auto words = framing_.receive(*message)) served_->receive(*words);
    }
    std::unique_ptr<testing::Server::Connection> served_;
    wire::WebSocket socket_;
    Framing framing_;
    std::optional<wire::Tls> tls_;
};

class Layers : public ::testing::TestWithParam<std::size_t> {
protected:
    Layers() { server.add_account("juliet", "r0m30"); }
    template <class Peer>
    void pump(Connection& connection, Peer& peer) {
        for (bool moved = true; moved;) {
            moved = false;
            for (std::string out = connection.take_output(); !out.empty(); out.clear(), moved = true)
                deliver(out, [&](std::string_view piece) { peer.receive(piece); });
            for (std::string out = peer.take_output(); !out.empty(); out.clear(), moved = true)
                deliver(out, [&](std::string_view piece) { (void)connection.receive(piece); });
        }
    }
    static void deliver(std::string_view bytes, const std::function<void(std::string_view)>& to) {
        const std::size_t step = GetParam() == 0 ? bytes.size() : GetParam();
        for (std::size_t at = 0; at < bytes.size(); at += step) to(bytes.substr(at, step));
    }

    testing::Server server{in_plain()};
    core::Stream stream{juliet(), unencrypted()};
    wire::TlsContext context = wire::TlsContext::client({}).value();
};

TEST_P(Layers, a_websocket_carries_a_session) {
    SocketServer peer(server);
    Connection connection(stream, context, Tls::off, {.host = "localhost", .path = "/xmpp", .origin = {}});
    ASSERT_TRUE(connection.start());
    pump(connection, peer);
    ASSERT_EQ(stream.status(), core::Status::bound);
    std::string heard;
    const auto hearing = stream.router().on_message([&](const core::Message& message) { heard += message.body(); });
    ASSERT_TRUE(stream.send(core::chat(stream.address(), "to myself")));
    pump(connection, peer);
    EXPECT_EQ(heard, "to myself");
    stream.terminate();
    pump(connection, peer);
    EXPECT_TRUE(connection.finished());
    EXPECT_EQ(stream.end()->code, core::Errc::closed);
    EXPECT_TRUE(peer.socket().farewell());
}

TEST_P(Layers, a_websocket_that_is_closed_is_a_lost_connection) {
    SocketServer peer(server);
    Connection connection(stream, context, Tls::off, {.host = "localhost", .path = "/xmpp", .origin = {}});
    ASSERT_TRUE(connection.start());
    pump(connection, peer);
    peer.socket().close();
    pump(connection, peer);
    ASSERT_TRUE(stream.end());
    EXPECT_EQ(stream.end()->code, core::Errc::connection_lost);
    EXPECT_TRUE(stream.resumable());
}

TEST_P(Layers, a_server_that_is_no_websocket_is_told_apart) {
    Connection connection(stream, context, Tls::off, {.host = "localhost", .path = "/xmpp", .origin = {}});
    ASSERT_TRUE(connection.start());
    deliver("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            [&](std::string_view piece) { (void)connection.receive(piece); });
    ASSERT_TRUE(stream.end());
    EXPECT_EQ(stream.end()->code, wire::Errc::upgrade_refused);
}

TEST_P(Layers, the_certificate_of_a_websocket_names_its_own_host) {
    testing::Server secure;
    wire::TlsContext::ClientOptions trust;
    trust.ca_pem = secure.ca_pem();
    for (const char* host : {"localhost:5281", "other.test"}) {
        core::Stream other({core::Jid::parse("juliet@elsewhere.test").value(), Secret("r0m30")});
        Connection connection(other, wire::TlsContext::client(trust).value(), Tls::direct,
                              {.host = host, .path = "/", .origin = {}});
        ASSERT_TRUE(connection.start());
        const auto peer = secure.connect(testing::Entrance::direct_tls);
        for (int turn = 0; turn < 4; ++turn) {
            peer->receive(connection.take_output());
            (void)connection.receive(peer->take_output());
        }
        const bool trusted = connection.tls() != nullptr && connection.tls()->established();
        EXPECT_EQ(trusted, std::string_view(host).starts_with("localhost")) << host;
    }
}

/// Plays a server that compresses, in the words of XEP-0138.
class Compressing {
public:
    void receive(std::string_view bytes) {
        if (!deflate_) {
            heard += bytes;
            return;
        }
        ASSERT_TRUE(deflate_->receive(bytes));
        std::string plain(4096, '\0');
        while (const std::size_t size = deflate_->read(plain).value_or(0)) heard.append(plain, 0, size);
    }
    void say(std::string_view words) {
        if (deflate_) deflate_->send(words);
        else said_ += words;
    }
    void compress() { deflate_.emplace(); }
    std::string take_output() { return deflate_ ? deflate_->take_output() : std::exchange(said_, {}); }
    std::string heard;

private:
    std::optional<wire::Deflate> deflate_;
    std::string said_;
};

constexpr std::string_view header =
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' "
    "from='localhost' id='1'>";

TEST_P(Layers, compression_begins_where_both_have_agreed) {
    core::StreamOptions options = unencrypted();
    options.compression = true;
    core::Account nobody = core::Account::nobody(core::Jid::parse("localhost").value());
    core::Stream compressed(nobody, options);
    Connection connection(compressed, context, Tls::off);
    Compressing peer;
    ASSERT_TRUE(connection.start());
    peer.say(header);
    peer.say(
        "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>ANONYMOUS</mechanism>"
        "</mechanisms></stream:features><success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    pump(connection, peer);
    peer.say(header);
    peer.say(
        "<stream:features><compression xmlns='http://jabber.org/features/compress'><method>zlib</method>"
        "</compression><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
    pump(connection, peer);
    EXPECT_TRUE(peer.heard.ends_with("<method>zlib</method></compress>")) << peer.heard;
    peer.say("<compressed xmlns='http://jabber.org/protocol/compress'/>");
    for (const std::string out = peer.take_output(); const char byte : out) (void)connection.receive({&byte, 1});
    peer.heard.clear();
    peer.compress();
    pump(connection, peer);
    EXPECT_TRUE(peer.heard.starts_with("<?xml version='1.0'?><stream:stream ")) << peer.heard;
    peer.say(header);
    peer.say("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
    pump(connection, peer);
    EXPECT_NE(peer.heard.find("<iq "), std::string::npos);
    const std::size_t at = peer.heard.find("id='", peer.heard.find("<iq ")) + 4;
    const std::string id = peer.heard.substr(at, peer.heard.find('\'', at) - at);
    peer.say("<iq type='result' id='" + id +
             "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>a@localhost/b</jid></bind></iq>");
    pump(connection, peer);
    EXPECT_EQ(compressed.status(), core::Status::bound);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Layers, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::client
