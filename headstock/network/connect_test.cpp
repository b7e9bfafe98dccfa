// SPDX-License-Identifier: MIT
#include "headstock/network/connect.hpp"

#include <filesystem>
#include <iterator>
#include <string>

#include "headstock/network/dns_responder.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/tcp.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace test;

class ConnectAny : public ::testing::Test {
protected:
    [[nodiscard]] Target here(std::string host = "127.0.0.1") const {
        return Target{std::move(host), listener.port(), false};
    }
    Connected connect(std::vector<Target> targets) { return run(io, connect_any(resolver, std::move(targets), ample)); }
    Error error(std::vector<Target> targets, Duration limit = ample) {
        return error_of(io, connect_any(resolver, std::move(targets), limit));
    }

    asio::io_context io;
    DnsResponder dns{io};
    TcpListener listener{io.get_executor(), Endpoint{"127.0.0.1", 0}};
    Resolver resolver{io.get_executor(), system_random(), {dns.address(), ample}};
};

TEST_F(ConnectAny, the_first_that_works_is_taken) {
    const Connected connected = connect({here("localhost"), Target{"127.0.0.1", refused_port(io), true}});
    EXPECT_EQ(connected.target, here("localhost"));
    EXPECT_EQ(connected.transport->peer(), "127.0.0.1:" + std::to_string(listener.port()));
}

TEST_F(ConnectAny, the_second_target_is_tried_when_the_first_refuses) {
    dns.add_srv("_xmpps-client._tcp.fallback.test", 1, 0, refused_port(io), "host.fallback.test");
    dns.add_srv("_xmpp-client._tcp.fallback.test", 2, 0, listener.port(), "host.fallback.test");
    dns.add_a("host.fallback.test", "127.0.0.1");
    std::vector<Target> targets = run(io, resolver.targets("fallback.test"));
    ASSERT_EQ(targets.size(), 2U);
    EXPECT_TRUE(targets[0].direct_tls);
    EXPECT_EQ(connect(std::move(targets)).target, here("host.fallback.test"));
}

TEST_F(ConnectAny, a_dead_first_address_does_not_hide_the_second) {
    dns.add_cname("alias.cname.test", "real.cname.test");
    dns.add_aaaa("real.cname.test", "::1");
    dns.add_a("real.cname.test", "127.0.0.1");
    EXPECT_EQ(connect({here("alias.cname.test")}).transport->peer(), "127.0.0.1:" + std::to_string(listener.port()));
}

TEST_F(ConnectAny, hosts_that_cannot_be_found_are_passed_over) {
    dns.behave("broken.test", DnsResponder::Manner::servfail);
    EXPECT_EQ(connect({here("missing.test"), here("broken.test"), here()}).target, here());
}

TEST_F(ConnectAny, a_silent_target_costs_no_more_than_its_limit) {
    const SilentPort silent(io, "127.0.0.1");
    const auto connecting = [&] {
        return connect_any(resolver, {Target{"127.0.0.1", silent.port(), true}, here()}, 500ms);
    };
    EXPECT_EQ(run(io, connecting()).target, here());
}

TEST_F(ConnectAny, the_loser_of_a_race_lets_go_of_its_socket) {
    const auto open_files = [] { return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}); };
    const std::string first = other_loopback(io);
    const SilentPort silent(io, first, listener.port());
    if (first == "::1") dns.add_aaaa("race.test", first);
    else dns.add_a("race.test", first);
    dns.add_a("race.test", "127.0.0.1");
    const auto before = open_files();
    const Connected connected = connect({here("race.test")});
    EXPECT_EQ(connected.transport->peer(), "127.0.0.1:" + std::to_string(listener.port()));
    EXPECT_EQ(open_files(), before + 1);
}

TEST_F(ConnectAny, the_failure_tells_the_story_of_each) {
    const std::uint16_t port = refused_port(io);
    const Error failed = error({here("missing.test"), Target{"127.0.0.1", port, true}});
    EXPECT_EQ(failed.code, Errc::connection_refused);
    EXPECT_NE(failed.text.find("host not found: missing.test:"), std::string::npos) << failed.text;
    EXPECT_NE(failed.text.find("connection refused: 127.0.0.1:" + std::to_string(port)), std::string::npos)
        << failed.text;
}

TEST_F(ConnectAny, without_targets_there_is_a_failure) { EXPECT_EQ(error({}).code, Errc::unreachable); }

TEST_F(ConnectAny, cancelling_ends_it_without_trying_the_next) {
    const SilentPort silent(io, "127.0.0.1");
    EXPECT_EQ(
        error_when_cancelled(io, connect_any(resolver, {Target{"127.0.0.1", silent.port(), true}, here()}, 1h)).code,
        canceled);
    dns.behave("mute.test", DnsResponder::Manner::mute);
    EXPECT_EQ(error_when_cancelled(io, connect_any(resolver, {here("mute.test"), here()}, 1h)).code, canceled);
}

}  // namespace
}  // namespace headstock::network
