// SPDX-License-Identifier: MIT
#include "cli/doctor.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <memory>

#include "cli/exit_codes.hpp"
#include "cli/test_support.hpp"

#include "headstock/network/dns_responder.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/testing/listener.hpp"
#include "headstock/wire/certificate.hpp"

namespace headstock::cli {
namespace {

using namespace std::chrono_literals;

/// Takes one connection and says `words` on it, whatever it hears; then keeps it.
asio::awaitable<void> answer(network::TcpListener& listener, std::string words,
                             std::unique_ptr<network::Transport>& kept) {
    kept = co_await listener.accept();
    co_await kept->write(words);
}

/// A doctor, and servers for it to look at, on one loop.
class Doctor : public ::testing::Test {
protected:
    Doctor() {
        options.command = Command::doctor;
        options.target = core::jid("localhost");
        options.ca_file = files.file("ca.pem", authority.certificate_pem);
    }

    void serve(wire::IssueOptions names, bool direct = false) {
        const wire::Issued issued = authority.issue(names);
        testing::ServerOptions wanted;
        wanted.domain = options.target->domain();
        wanted.certificate_pem = issued.certificate_pem;
        wanted.key_pem = issued.key_pem;
        listener.reset();
        server = std::make_unique<testing::Server>(wanted);
        const auto entrance = direct ? testing::Entrance::direct_tls : testing::Entrance::starttls;
        listener = std::make_unique<testing::Listener>(loop.get_executor(), *server, std::uint16_t{0}, entrance);
        connect(listener->port());
    }
    static wire::IssueOptions names(std::string name) {
        wire::IssueOptions wanted{
            .dns_names = {std::move(name)}, .srv_names = {}, .xmpp_addrs = {}, .ip_addresses = {}};
        wanted.common_name = "The server";
        wanted.not_after = std::chrono::hours(24 * 90) + 1h;
        return wanted;
    }
    void connect(std::uint16_t port) { options.connect = Endpoint{"127.0.0.1", port}; }

    int run(bool json = true) {
        Output out(stop, json, pipe.in, pipe.in);
        Context context{options, out, stop, {}};
        const int code = diagnose(context, loop);
        loop.restart();
        said = pipe.read_now();
        if (json) report = from_json(said).value();
        return code;
    }
    /// What stands behind names and numbers of list entries; null where there is nothing.
    const Value& at(std::initializer_list<const char*> path) {
        static const Value nothing;
        const Value* value = &report;
        for (const char* step : path) {
            const Value::List* list = value->list();
            const std::size_t place = list ? static_cast<std::size_t>(*step - '0') : 0;
            value = !list ? value->field(step) : place < list->size() ? &(*list)[place] : nullptr;
            if (value == nullptr) return nothing;
        }
        return *value;
    }
    std::vector<std::string> findings() {
        std::vector<std::string> keys;
        for (const Value& each : *at({"findings"}).list()) keys.push_back(*each.field("finding")->text());
        return keys;
    }
    [[nodiscard]] bool finds(const std::string& key) { return std::ranges::count(findings(), key) == 1; }

    wire::CertificateAuthority authority = wire::CertificateAuthority::make("Root of the tests");
    asio::io_context loop;
    Stop stop;
    TestDirectory files;
    Pipe pipe;
    Options options;
    std::unique_ptr<testing::Server> server;
    std::unique_ptr<testing::Listener> listener;
    std::string said;
    Value report;
};

TEST_F(Doctor, says_ok_of_a_good_server_by_both_kinds_of_tls) {
    for (const bool direct : {false, true}) {
        options.tls = direct ? TlsMode::direct : TlsMode::starttls;
        serve(names("localhost"), direct);
        EXPECT_EQ(run(), 0) << said;
        EXPECT_EQ(at({"event"}), Value("doctor"));
        EXPECT_EQ(at({"verdict"}), Value("ok")) << said;
        EXPECT_EQ(at({"code"}), Value(0));
        EXPECT_EQ(at({"ways", "0", "tls"}), Value(direct ? "direct" : "starttls"));
        EXPECT_EQ(at({"ways", "0", "address"}), Value("127.0.0.1"));
        EXPECT_EQ(at({"ways", "0", "encryption", "verified"}), Value(true));
        EXPECT_EQ(at({"ways", "0", "encryption", "version"}), Value("TLSv1.3"));
        EXPECT_EQ(at({"ways", "0", "encryption", "certificate", "subject"}), Value("CN=The server"));
        EXPECT_EQ(at({"ways", "0", "encryption", "certificate", "issuer"}), Value("CN=Root of the tests"));
        EXPECT_EQ(at({"ways", "0", "encryption", "certificate", "days_left"}), Value(90));
        EXPECT_EQ(at({"ways", "0", "within_tls", "mechanisms", "0"}), Value("SCRAM-SHA-512-PLUS"));
        EXPECT_EQ(at({"ways", "0", "before_tls", "starttls_required"}), direct ? Value() : Value(true));
    }
}

TEST_F(Doctor, looks_behind_a_certificate_that_is_refused) {
    wire::IssueOptions expired = names("localhost");
    expired.not_before = -std::chrono::hours(48);
    expired.not_after = -std::chrono::hours(25);
    serve(expired);
    EXPECT_EQ(run(), 7);
    EXPECT_EQ(at({"verdict"}), Value("problem"));
    EXPECT_EQ(findings(), std::vector<std::string>{"certificate-expired"});
    EXPECT_EQ(at({"ways", "0", "encryption", "verified"}), Value(false));
    EXPECT_EQ(at({"ways", "0", "encryption", "certificate", "days_left"}), Value(-2));
    EXPECT_EQ(at({"ways", "0", "within_tls", "mechanisms", "0"}), Value("SCRAM-SHA-512-PLUS"));

    serve(names("other.example"));
    EXPECT_EQ(run(), 7);
    EXPECT_EQ(findings(), std::vector<std::string>{"certificate-wrong-name"});
    EXPECT_EQ(at({"ways", "0", "encryption", "certificate", "names", "0"}), Value("other.example"));
    EXPECT_EQ(server->sessions(), 0U);
}

TEST_F(Doctor, warns_of_a_certificate_that_expires_soon_with_1) {
    wire::IssueOptions soon = names("localhost");
    soon.not_after = std::chrono::hours(49);
    serve(soon);
    EXPECT_EQ(run(), 1);
    EXPECT_EQ(findings(), std::vector<std::string>{"certificate-expires-soon"});
    EXPECT_EQ(at({"verdict"}), Value("warning"));
}

TEST_F(Doctor, finds_the_ways_that_dns_tells) {
    network::test::DnsResponder dns(loop);
    options.target = core::jid("example.test");
    options.name_servers = dns.address();
    serve(names("example.test"));
    const std::uint16_t port = std::exchange(options.connect, std::nullopt)->port;
    dns.add_srv("_xmpp-client._tcp.example.test", 5, 7, port, "xmpp.example.test");
    dns.add_srv("_xmpps-client._tcp.example.test", 9, 1, port, "gone.example.test");
    dns.add_a("xmpp.example.test", "127.0.0.1");
    dns.add_aaaa("xmpp.example.test", "::1");
    EXPECT_EQ(run(), 1) << said;
    EXPECT_EQ(at({"dns", "0", "records", "0", "target"}), Value("xmpp.example.test"));
    EXPECT_EQ(at({"dns", "1", "service"}), Value("_xmpps-client._tcp"));
    EXPECT_EQ(at({"ways"}).list()->size(), 3U) << said;
    EXPECT_EQ(at({"ways", "0", "address"}), Value("::1"));
    EXPECT_EQ(at({"ways", "0", "reached"}), Value(false));
    EXPECT_EQ(at({"ways", "1", "priority"}), Value(5));
    EXPECT_EQ(at({"ways", "1", "weight"}), Value(7));
    EXPECT_EQ(at({"ways", "1", "encryption", "verified"}), Value(true));
    EXPECT_EQ(at({"ways", "2", "host"}), Value("gone.example.test"));
    EXPECT_EQ(at({"ways", "2", "error", "code"}), Value(5));
}

TEST_F(Doctor, a_domain_without_records_is_looked_for_itself) {
    network::test::DnsResponder dns(loop);
    options.target = core::jid("missing.test");
    options.name_servers = dns.address();
    EXPECT_EQ(run(), 5) << said;
    EXPECT_TRUE(finds("no-srv") && finds("unreachable")) << said;
    EXPECT_EQ(at({"ways", "0", "port"}), Value(5222));
    dns.add_srv("_xmpp-client._tcp.missing.test", 0, 0, 0, ".");
    EXPECT_EQ(run(), 5) << said;
    EXPECT_EQ(findings(), std::vector<std::string>{"service-denied"});
}

TEST_F(Doctor, what_is_no_server_is_told_by_its_exit_code) {
    network::TcpListener peer(loop.get_executor(), {"127.0.0.1", 0});
    std::unique_ptr<network::Transport> kept;
    connect(peer.port());
    asio::co_spawn(loop, answer(peer, "HTTP/1.1 400 Bad Request\r\n\r\n", kept), asio::detached);
    EXPECT_EQ(run(), 9) << said;
    EXPECT_EQ(findings(), std::vector<std::string>{"stream-failed"});

    options.tls = TlsMode::direct;
    asio::co_spawn(loop, answer(peer, "HTTP/1.1 400 Bad Request\r\n\r\n", kept), asio::detached);
    EXPECT_EQ(run(), 7) << said;
    EXPECT_EQ(findings(), std::vector<std::string>{"tls-failed"});

    options.timeout = 500ms;
    EXPECT_EQ(run(), 11) << said;
    EXPECT_EQ(findings(), std::vector<std::string>{"too-slow"});

    peer.close();
    EXPECT_EQ(run(), 6) << said;
    EXPECT_EQ(findings(), std::vector<std::string>{"unreachable"});
}

TEST_F(Doctor, tells_people_the_same_in_lines_that_nobody_can_forge) {
    wire::IssueOptions rude = names("localhost");
    rude.dns_names.push_back("\x1b[2J.example");
    rude.common_name = "A\nproblem";
    serve(rude);
    EXPECT_EQ(run(false), 0) << said;
    EXPECT_TRUE(said.starts_with("localhost: ok\n\n1. 127.0.0.1:")) << said;
    for (const char* part : {", STARTTLS, at 127.0.0.1\n", "\n   TCP                 reached\n",
                             "\n   STARTTLS            required\n", "\n   TLS                 TLSv1.3, ",
                             " 90 days left\n", "\n     verified          yes\n", "SCRAM-SHA-256-PLUS, "})
        EXPECT_NE(said.find(part), std::string::npos) << part << " in " << said;
    EXPECT_EQ(said.find('\x1b'), std::string::npos) << said;
    EXPECT_EQ(said.find("\nproblem"), std::string::npos) << said;
}

TEST_F(Doctor, tells_people_what_was_found_and_where) {
    serve(names("other.example"));
    EXPECT_EQ(run(false), 7);
    EXPECT_TRUE(said.starts_with("localhost: problem\n")) << said;
    EXPECT_NE(said.find("\n\nproblem certificate-wrong-name (1): "), std::string::npos) << said;
    EXPECT_NE(said.find("\n     verified          no: "), std::string::npos) << said;
}

TEST_F(Doctor, a_signal_ends_it) {
    const network::TcpListener silent(loop.get_executor(), {"127.0.0.1", 0});
    connect(silent.port());
    std::raise(SIGTERM);
    try {
        run();
        ADD_FAILURE() << "it went on";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.code(), Errc::interrupted);
    }
}

TEST_F(Doctor, authorities_that_cannot_be_read_are_3) {
    options.ca_file = files.path("missing.pem");
    try {
        run();
        ADD_FAILURE() << "it went on";
    } catch (const Failure& failure) {
        EXPECT_EQ(exit_code(failure.error()), Exit::config);
    }
}

}  // namespace
}  // namespace headstock::cli
