// SPDX-License-Identifier: MIT
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "headstock/base/number.hpp"
#include "headstock/client/bosh.hpp"
#include "headstock/client/client.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/https_support.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/testing/listener.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

using namespace std::chrono_literals;
using network::test::authority;
using network::test::DivertingProxy;

/// A connection manager on this machine: lets clients into `server`, which speaks in plain, by BOSH at `/bosh`.
class BoshServer {
public:
    BoshServer(asio::io_context& io, testing::Server& server) : https(io, "localhost"), server_(server) {
        https.answer_with([this](network::test::HttpsRequest request) { return answer(std::move(request)); });
    }

    [[nodiscard]] std::string uri() const { return https.uri("/bosh"); }
    /// Knows nothing of any session any more.
    void forget() {
        for (const auto& [sid, session] : sessions_) session->connection.reset();
        sessions_.clear();
    }

    network::test::HttpsServer https;
    std::map<std::string, std::string> documents;  ///< by their paths
    bool told_to_stop = false;                     ///< by the last client that said goodbye

private:
    struct Session {
        std::unique_ptr<testing::Server::Connection> connection;  // none: it is forgotten
        Framing framing;
        std::string waiting;
        std::uint64_t heard = 0;     // the last request in order
        std::uint64_t answered = 0;  // and the last one that was answered
        bool over = false;
    };
    using Hold = std::shared_ptr<Session>;
    using Body = bridge::Element;

    asio::awaitable<std::string> answer(network::test::HttpsRequest request) {
        if (const auto found = documents.find(request.path()); found != documents.end())
            co_return network::test::document(found->second);
        if (request.path() != "/bosh") co_return network::test::document("", "404 Not Found");
        const auto body = bridge::parse_element(request.body);
        EXPECT_TRUE(body && body->is({"body", bosh_ns})) << request.body;
        const std::uint64_t rid = read_number<std::uint64_t>(body->attribute("rid").value_or("")).value_or(0);
        const std::string sid(body->attribute("sid").value_or(""));
        if (sid.empty()) co_return network::test::document(begin(*body, rid));
        const auto known = sessions_.find(sid);
        if (known == sessions_.end()) co_return network::test::document(said("item-not-found"));
        const Hold session = known->second;
        while (session->connection && session->heard + 1 != rid) co_await pause();
        if (session->connection) hear(*session, *body, rid);
        while (!may_answer(*session, rid)) co_await pause();
        co_return network::test::document(news(*session, rid));
    }
    static asio::awaitable<void> pause() {
        asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(1));
        co_await timer.async_wait(asio::use_awaitable);
    }

    static std::string said(const std::string& condition) {
        return "<body xmlns='" + std::string(bosh_ns) + "' type='terminate' condition='" + condition + "'/>";
    }
    static void open(Session& session, const Body& body) {
        const std::string to(body.attribute("to").value_or(""));
        session.connection->receive(
            *session.framing.receive("<open xmlns='" + std::string(framing_ns) + "' to='" + to + "' version='1.0'/>"));
    }
    std::string begin(const Body& body, std::uint64_t rid) {
        const Hold session = std::make_shared<Session>();
        session->connection = server_.connect();
        session->heard = session->answered = rid;
        open(*session, body);
        const std::string sid = "sid" + std::to_string(++begun_);
        sessions_[sid] = session;
        fetch(*session);
        return "<body xmlns='" + std::string(bosh_ns) + "' sid='" + sid + "' wait='60' requests='2' polling='1'>" +
               std::exchange(session->waiting, {}) + "</body>";
    }
    void hear(Session& session, const Body& body, std::uint64_t rid) {
        if (body.attribute(bridge::Name{"restart", "urn:xmpp:xbosh"}) == "true") open(session, body);
        for (const bridge::View child : body.children())
            session.connection->receive(*session.framing.receive(child.xml()));
        told_to_stop = body.attribute("type") == "terminate";
        if (told_to_stop) session.connection->receive("</stream:stream>");
        session.heard = rid;
    }
    static void fetch(Session& session) {
        const auto messages = session.framing.send(session.connection->take_output());
        ASSERT_TRUE(messages);
        for (const std::string& message : *messages) {
            if (message.starts_with("<close ")) session.over = true;
            else if (!message.starts_with("<open ")) session.waiting += message;
        }
    }
    /// In order; the last request waits until there is something to say.
    static bool may_answer(Session& session, std::uint64_t rid) {
        if (!session.connection) return true;
        if (session.answered + 1 != rid) return false;
        fetch(session);
        return session.over || !session.waiting.empty() || session.heard > rid;
    }
    static std::string news(Session& session, std::uint64_t rid) {
        if (!session.connection) return said("item-not-found");
        session.answered = rid;
        return "<body xmlns='" + std::string(bosh_ns) + "'" + (session.over ? " type='terminate'>" : ">") +
               std::exchange(session.waiting, {}) + "</body>";
    }

    testing::Server& server_;
    std::map<std::string, Hold> sessions_;
    int begun_ = 0;
};

testing::ServerOptions in_plain() {
    testing::ServerOptions options;
    options.tls = false;  // HTTPS is before it
    return options;
}

class BoshClients : public ::testing::Test {
protected:
    BoshClients() {
        server.add_account("romeo", "wherefore");
        server.add_account("juliet", "therefore");
    }

    Options options() {
        Options wanted;
        wanted.bosh = bosh.uri();
        wanted.trust.ca_pem = authority().certificate_pem;
        wanted.first_retry = 1ms;
        wanted.last_retry = 20ms;
        return wanted;
    }
    std::unique_ptr<Client> client(const std::string& name, const std::string& password, Options wanted) {
        return std::make_unique<Client>(io.get_executor(),
                                        core::Account(core::jid(name + "@localhost/" + name), Secret(password)),
                                        std::move(wanted));
    }
    std::unique_ptr<Client> romeo() { return client("romeo", "wherefore", options()); }
    /// One who is there by TCP.
    std::unique_ptr<Client> juliet() {
        Options wanted;
        wanted.host = "127.0.0.1";
        wanted.port = listener.port();
        wanted.tls = Tls::off;
        return client("juliet", "therefore", wanted);
    }
    std::optional<Error> run(asio::awaitable<void> work) {
        const Error wrong = network::test::error_of(io, network::with_timeout(std::move(work), 20s));
        return wrong.code ? std::optional(wrong) : std::nullopt;
    }
    Error refusal(Options wanted) {
        return run(client("romeo", "wherefore", std::move(wanted))->connect()).value_or(Error());
    }

    asio::io_context io;
    testing::Server server{in_plain()};
    BoshServer bosh{io, server};
    testing::Listener listener{io.get_executor(), server};
};

asio::awaitable<void> talk(Client& r, Client& j) {
    co_await r.connect();
    co_await j.connect();
    (void)r.messages();
    (void)j.messages();
    j.session().version.answer_with({"Exodus", "0.7", std::nullopt});
    const version::Info info = co_await r.ask(version::query(j.address()));
    EXPECT_EQ(info.software, "Exodus");
    for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(r.send(core::chat(j.address(), std::to_string(i))));
        EXPECT_TRUE(j.send(core::chat(r.address(), std::to_string(i))));
    }
    for (int i = 0; i < 20; ++i) {
        const core::Message by_tcp = co_await j.messages().next();
        const core::Message by_bosh = co_await r.messages().next();
        EXPECT_EQ(by_tcp.body(), std::to_string(i));
        EXPECT_EQ(by_bosh.body(), std::to_string(i));
    }
    co_await r.close();
    co_await j.close();
}

TEST_F(BoshClients, talk_with_those_on_tcp_and_say_goodbye) {
    const auto r = romeo();
    const auto j = juliet();
    EXPECT_FALSE(run(talk(*r, *j)));
    EXPECT_EQ(r->stream().end()->code, core::Errc::closed);
    EXPECT_TRUE(bosh.told_to_stop);
    EXPECT_EQ(server.sessions(), 0U);
}

TEST_F(BoshClients, are_encrypted_and_can_prove_nothing_of_the_channel) {
    const auto r = romeo();
    EXPECT_FALSE(run(r->connect()));
    EXPECT_TRUE(r->stream().channel().encrypted);
    EXPECT_TRUE(r->stream().channel().bindings.empty());
    EXPECT_EQ(r->peer(), "localhost:" + std::to_string(bosh.https.port()));
}

TEST_F(BoshClients, messages_larger_than_a_read_come_whole) {
    const auto r = romeo();
    const auto j = juliet();
    const std::string large(300'000, 'x');
    const auto send = [&]() -> asio::awaitable<void> {
        co_await r->connect();
        co_await j->connect();
        (void)r->messages();
        (void)j->messages();
        EXPECT_TRUE(j->send(core::chat(r->address(), large)));
        EXPECT_TRUE(r->send(core::chat(j->address(), large)));
        const core::Message by_bosh = co_await r->messages().next();
        EXPECT_EQ(by_bosh.body(), large);
        const core::Message by_tcp = co_await j->messages().next();
        EXPECT_EQ(by_tcp.body(), large);
    };
    EXPECT_FALSE(run(send()));
}

TEST_F(BoshClients, run_comes_back_when_the_server_has_forgotten_the_session) {
    const auto r = romeo();
    int ready = 0;
    auto telling = r->session().on_ready([&] {
        if (++ready == 3) asio::co_spawn(io, r->close(), asio::detached);
        else asio::post(io, [&] { bosh.forget(); });
    });
    EXPECT_FALSE(run(r->run()));
    EXPECT_EQ(ready, 3);
}

TEST_F(BoshClients, a_stream_error_keeps_its_meaning) {
    const auto r = romeo();
    auto ending =
        r->session().on_ready([&] { server.end(core::jid("romeo@localhost/romeo"), core::StreamCondition::conflict); });
    const auto wrong = run(r->run());
    ASSERT_TRUE(wrong);
    EXPECT_EQ(wrong->code, core::StreamCondition::conflict);
}

TEST_F(BoshClients, each_way_to_fail_is_an_error_of_its_own) {
    Options wanted = options();
    wanted.bosh = bosh.https.uri("/elsewhere");
    EXPECT_EQ(refusal(wanted), (Error{network::Errc::fetch_failed, "status 404"}));
    wanted.bosh = "http://localhost/bosh";
    EXPECT_EQ(refusal(wanted).code, network::Errc::bad_uri);
    wanted = options();
    wanted.trust.ca_pem = wire::CertificateAuthority::make("Another").certificate_pem;
    EXPECT_EQ(refusal(wanted).code, wire::Errc::bad_certificate);
    wanted.trust.pins = {"AAAA"};
    EXPECT_EQ(refusal(wanted).code, std::errc::not_supported);
    wanted.trust.pins.clear();
    wanted.trust.ca_file = "/no/such/file";
    EXPECT_EQ(refusal(wanted).code, wire::Errc::bad_file);
    wanted = options();
    wanted.bosh = "https://localhost:" + std::to_string(network::test::refused_port(io)) + "/bosh";
    EXPECT_EQ(refusal(wanted).code, network::Errc::fetch_failed);
    EXPECT_EQ(run(client("romeo", "wrong", options())->connect())->code, core::SaslCondition::not_authorized);
}

TEST_F(BoshClients, may_be_destroyed_at_any_moment) {
    bool ready = false;
    for (int turns = 0; turns < 10'000 && !ready; turns += turns < 200 ? 9 : 301) {
        auto r = romeo();
        asio::co_spawn(io, r->connect(), [](std::exception_ptr) {});
        io.restart();
        for (int i = 0; i < turns && !r->session().ready(); ++i) io.run_one_for(20ms);
        ready = r->session().ready();
        r.reset();
        io.restart();
        io.run_for(2ms);
    }
    EXPECT_TRUE(ready);
}

TEST_F(BoshClients, a_cancelled_attempt_leaves_nothing_behind) {
    Options wanted = options();
    wanted.bosh = bosh.https.uri("/mute");
    bosh.https.answer_with({});
    const auto r = client("romeo", "wherefore", wanted);
    for (int i = 0; i < 2; ++i) {
        const auto connect = [&]() -> asio::awaitable<void> { co_await network::with_timeout(r->connect(), 50ms); };
        EXPECT_EQ(run(connect())->code, std::errc::timed_out);
    }
}

/// The proxy lets nobody through but to port 443, where our server is then.
class HostMetas : public BoshClients {
protected:
    Options by_host_meta(HostMeta when) {
        Options wanted = options();
        wanted.bosh.clear();
        wanted.host_meta = when;
        wanted.proxy = between.proxy();
        return wanted;
    }
    void publish(const std::string& links) {
        bosh.documents["/.well-known/host-meta.json"] = R"({"links":[)" + links + "]}";
    }
    DivertingProxy between{io, network::ProxyKind::http, bosh.https.port()};
    static constexpr const char* bosh_link =
        R"({"rel":"urn:xmpp:alt-connections:xbosh","href":"https://localhost/bosh"})";
};

TEST_F(HostMetas, lead_to_the_server_when_dns_leads_nowhere_or_when_asked) {
    publish(bosh_link);
    for (const HostMeta when : {HostMeta::fallback, HostMeta::only}) {
        between.asked.clear();
        const auto r = client("romeo", "wherefore", by_host_meta(when));
        EXPECT_FALSE(run(r->connect()));
        EXPECT_EQ(r->peer(), "localhost:443");
        EXPECT_EQ(between.asked.front(),
                  when == HostMeta::only ? "CONNECT localhost:443 HTTP/1.1" : "CONNECT localhost:5222 HTTP/1.1");
    }
}

TEST_F(HostMetas, are_not_asked_for_when_they_are_not_wanted) {
    publish(bosh_link);
    EXPECT_EQ(refusal(by_host_meta(HostMeta::never)).code, network::Errc::proxy_refused);
    Options told = by_host_meta(HostMeta::fallback);
    told.host = "localhost";
    EXPECT_EQ(refusal(told).code, network::Errc::proxy_refused);
    EXPECT_EQ(bosh.https.requests, 0);
}

TEST_F(HostMetas, websockets_are_tried_first_and_the_next_way_where_they_cannot_be_reached) {
    publish(std::string(bosh_link) + R"(,{"rel":"urn:xmpp:alt-connections:websocket","href":"wss://localhost:1/ws"})");
    const auto r = client("romeo", "wherefore", by_host_meta(HostMeta::only));
    EXPECT_FALSE(run(r->connect()));
    ASSERT_GE(between.asked.size(), 3U);
    EXPECT_EQ(between.asked[1], "CONNECT localhost:1 HTTP/1.1");
    EXPECT_EQ(between.asked[2], "CONNECT localhost:443 HTTP/1.1");
}

TEST_F(HostMetas, the_older_document_will_do) {
    bosh.documents["/.well-known/host-meta"] =
        "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='urn:xmpp:alt-connections:xbosh' "
        "href='https://localhost/bosh'/></XRD>";
    for (const char* json : {"", "no JSON", R"({"links":[]})"}) {
        if (*json) bosh.documents["/.well-known/host-meta.json"] = json;
        EXPECT_FALSE(run(client("romeo", "wherefore", by_host_meta(HostMeta::only))->connect())) << json;
    }
}

TEST_F(HostMetas, that_help_nothing_leave_the_first_error_to_be_told) {
    EXPECT_EQ(refusal(by_host_meta(HostMeta::fallback)).code, network::Errc::proxy_refused);
    EXPECT_EQ(refusal(by_host_meta(HostMeta::only)), (Error{network::Errc::fetch_failed, "status 404"}));
    publish("");
    bosh.documents["/.well-known/host-meta"] = "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'/>";
    EXPECT_EQ(refusal(by_host_meta(HostMeta::only)).code, network::Errc::service_not_offered);
}

TEST_F(HostMetas, must_come_from_the_domain_itself) {
    publish(bosh_link);
    bosh.https.change_certificate("other.test");
    EXPECT_EQ(refusal(by_host_meta(HostMeta::only)).code, wire::Errc::bad_certificate);
    EXPECT_EQ(bosh.https.requests, 0);
}

}  // namespace
}  // namespace headstock::client
