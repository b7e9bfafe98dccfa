// SPDX-License-Identifier: MIT
#include "headstock/network/resolver.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "headstock/network/dns_responder.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/network/test_support.hpp"
#include "headstock/network/timeout.hpp"

namespace headstock::network {
namespace {

using namespace test;
using Manner = DnsResponder::Manner;
using List = std::vector<std::string>;
using Targets = std::vector<Target>;

constexpr const char* direct = "_xmpps-client._tcp.a.test";
constexpr const char* plain = "_xmpp-client._tcp.a.test";

class ResolverTest : public ::testing::Test {
protected:
    Targets targets(const std::string& domain = "a.test") { return run(io, resolver.targets(domain)); }
    Error targets_error(const std::string& domain = "a.test") { return error_of(io, resolver.targets(domain)); }
    List addresses(const std::string& host) {
        List texts;
        for (const asio::ip::address& address : run(io, resolver.addresses(host))) texts.push_back(address.to_string());
        return texts;
    }
    Error addresses_error(const std::string& host) { return error_of(io, resolver.addresses(host)); }
    void limit(Duration time) { resolver = Resolver(io.get_executor(), random, {dns.address(), time}); }

    asio::io_context io;
    DnsResponder dns{io};
    SeededRandom random{1};
    Resolver resolver{io.get_executor(), random, {dns.address(), ample}};
};

// Targets

TEST_F(ResolverTest, both_services_are_one_list_by_priority) {
    dns.add_srv(plain, 2, 0, 5222, "late.a.test");
    dns.add_srv(plain, 0, 0, 5222, "first.a.test");
    dns.add_srv(direct, 1, 0, 5223, "tls.a.test");
    EXPECT_EQ(targets(),
              (Targets{{"first.a.test", 5222, false}, {"tls.a.test", 5223, true}, {"late.a.test", 5222, false}}));
}

TEST_F(ResolverTest, the_domain_is_asked_for_in_lower_case_without_its_final_dot) {
    dns.add_srv(plain, 0, 0, 5222, "X.A.Test");
    EXPECT_EQ(targets("A.Test."), (Targets{{"x.a.test", 5222, false}}));
}

TEST_F(ResolverTest, a_service_of_a_dot_is_not_offered) {
    dns.add_srv(plain, 0, 0, 0, ".");
    dns.add_srv(direct, 0, 0, 0, ".");
    dns.add_a("a.test", "127.0.0.1");
    EXPECT_EQ(targets_error(), (Error{Errc::service_not_offered, "a.test"}));
    EXPECT_EQ(dns.asked("a.test"), 0);
}

TEST_F(ResolverTest, a_dot_counts_where_the_other_service_does_not_exist) {
    dns.add_srv(plain, 0, 0, 0, ".");
    EXPECT_EQ(targets_error().code, Errc::service_not_offered);
    dns.add_srv("_xmpps-client._tcp.b.test", 0, 0, 0, ".");
    EXPECT_EQ(targets_error("b.test").code, Errc::service_not_offered);
}

TEST_F(ResolverTest, a_dot_for_the_one_service_leaves_the_other) {
    dns.add_srv(direct, 0, 0, 0, ".");
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
}

TEST_F(ResolverTest, a_domain_without_srv_is_its_own_host) {
    EXPECT_EQ(targets(), (Targets{{"a.test", 5222, false}}));
    dns.add_a(plain, "127.0.0.1");  // the name is there, and has no SRV record
    EXPECT_EQ(targets(), (Targets{{"a.test", 5222, false}}));
}

TEST_F(ResolverTest, a_domain_too_long_for_a_service_name_is_its_own_host) {
    const std::string label(60, 'a');
    const std::string domain = label + "." + label + "." + label + "." + label;
    EXPECT_EQ(targets(domain), (Targets{{domain, 5222, false}}));
    EXPECT_EQ(dns.asked_at_all(), 0);
}

TEST_F(ResolverTest, literals_and_localhost_are_not_asked_for) {
    EXPECT_EQ(targets("127.0.0.1"), (Targets{{"127.0.0.1", 5222, false}}));
    EXPECT_EQ(targets("[::1]"), (Targets{{"[::1]", 5222, false}}));
    EXPECT_EQ(targets("localhost"), (Targets{{"localhost", 5222, false}}));
    EXPECT_EQ(dns.asked_at_all(), 0);
}

TEST_F(ResolverTest, what_is_no_name_is_not_asked_for) {
    EXPECT_EQ(targets_error("a b").code, Errc::bad_host_name);
    EXPECT_EQ(targets_error("").code, Errc::bad_host_name);
    EXPECT_EQ(targets_error(std::string("a.test\0.b", 9)).code, Errc::bad_host_name);
    EXPECT_EQ(addresses_error(std::string(300, 'a')).code, Errc::bad_host_name);
    EXPECT_EQ(dns.asked_at_all(), 0);
}

TEST_F(ResolverTest, an_alias_of_a_service_is_followed) {
    dns.add_cname(plain, "real.test");
    dns.add_srv("real.test", 0, 0, 5222, "x.test");
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
}

TEST_F(ResolverTest, a_thousand_records_come_by_tcp_and_end_as_32_targets) {
    for (int i = 0; i < 1000; ++i) dns.add_srv(plain, i / 10, 1, 5222, "h" + std::to_string(i) + ".test");
    const Targets found = targets();
    EXPECT_GE(dns.asked_by_tcp(plain), 1);
    ASSERT_EQ(found.size(), 32U);
    std::set<std::string> first;
    for (int i = 0; i < 10; ++i) first.insert(found[static_cast<std::size_t>(i)].host);
    EXPECT_TRUE(first.contains("h0.test") && first.contains("h9.test"));
}

TEST_F(ResolverTest, repeated_records_count_once) {
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    dns.add_srv(plain, 0, 0, 5222, "X.TEST");
    dns.add_srv(plain, 0, 0, 0, "zero.test");
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
}

TEST_F(ResolverTest, a_truncated_answer_is_asked_for_by_tcp) {
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    dns.behave(plain, Manner::truncated);
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
    EXPECT_EQ(dns.asked_by_tcp(plain), 1);
}

TEST_F(ResolverTest, a_late_answer_is_waited_for) {
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    dns.behave(plain, Manner::late);
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
}

TEST_F(ResolverTest, a_lost_question_is_asked_again) {
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    dns.behave(plain, Manner::lose_first);
    limit(4s);
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
    EXPECT_EQ(dns.asked(plain), 2);
}

asio::awaitable<void> pause() {
    asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
    co_await timer.async_wait(asio::use_awaitable);
}

TEST_F(ResolverTest, the_loop_runs_while_a_lookup_waits) {
    dns.behave(plain, Manner::mute);
    auto asking = start(io, resolver.targets("a.test"));
    let_run(io);
    EXPECT_GT(dns.asked_at_all(), 0);
    start(io, pause()).wait();
    EXPECT_FALSE(asking.done());
}

TEST_F(ResolverTest, one_service_is_enough_when_the_other_fails) {
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    dns.behave(direct, Manner::servfail);
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
}

TEST_F(ResolverTest, one_service_is_not_kept_waiting_by_the_other) {
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    dns.behave(direct, Manner::mute);
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
    EXPECT_LT(std::chrono::steady_clock::now() - before, ample / 3);
}

// Errors

TEST_F(ResolverTest, a_server_that_fails_is_told_from_a_name_that_is_not_there) {
    dns.behave(plain, Manner::servfail);
    const Error error = targets_error();
    EXPECT_EQ(error.code, Errc::dns_server_failure);
    EXPECT_NE(error.text.find(plain), std::string::npos) << error.text;
    dns.behave("b.test", Manner::refused);
    EXPECT_EQ(addresses_error("b.test").code, Errc::dns_server_failure);
    EXPECT_EQ(addresses_error("c.test"), (Error{Errc::host_not_found, "c.test"}));
}

TEST_F(ResolverTest, a_mute_server_times_out_within_the_limit) {
    dns.behave(plain, Manner::mute);
    dns.behave(direct, Manner::mute);
    dns.behave("a.test", Manner::mute);
    limit(300ms);
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(targets_error().code, Errc::dns_timeout);
    EXPECT_EQ(addresses_error("a.test").code, Errc::dns_timeout);
    const auto took = std::chrono::steady_clock::now() - before;
    EXPECT_GE(took, 500ms);
    EXPECT_LT(took, ample / 3);
}

TEST_F(ResolverTest, no_server_at_all_is_a_server_failure_at_once) {
    const auto before = std::chrono::steady_clock::now();
    resolver = Resolver(io.get_executor(), random, {"127.0.0.1:" + std::to_string(refused_port(io)), ample});
    EXPECT_EQ(targets_error().code, Errc::dns_server_failure);
    resolver = Resolver(io.get_executor(), random, {"not a server", ample});
    EXPECT_EQ(targets_error().code, Errc::dns_server_failure);
    EXPECT_LT(std::chrono::steady_clock::now() - before, ample / 10);
}

// RFC 6120 §3.2.1, item 9.
TEST_F(ResolverTest, without_a_response_the_domain_itself_is_tried) {
    dns.behave(plain, Manner::mute);
    dns.behave(direct, Manner::servfail);
    dns.add_a("a.test", "127.0.0.1");
    limit(2s);
    EXPECT_EQ(targets(), (Targets{{"a.test", 5222, false}}));
}

TEST_F(ResolverTest, without_a_response_but_with_a_dot_the_domain_is_not_tried) {
    dns.behave(plain, Manner::servfail);
    dns.add_srv(direct, 0, 0, 0, ".");
    dns.add_a("a.test", "127.0.0.1");
    EXPECT_EQ(targets_error().code, Errc::dns_server_failure);
}

TEST_F(ResolverTest, answers_to_what_was_not_asked_are_ignored) {
    limit(200ms);
    for (const Manner manner : {Manner::wrong_id, Manner::wrong_question, Manner::garbage}) {
        dns.add_srv(plain, 0, 0, 5222, "evil.test");
        dns.behave(plain, manner);
        dns.behave("a.test", Manner::mute);
        EXPECT_EQ(targets_error().code, Errc::dns_timeout) << static_cast<int>(manner);
    }
}

TEST_F(ResolverTest, broken_answers_are_a_server_failure) {
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    for (const Manner manner : {Manner::no_answer_bytes, Manner::pointer_loop, Manner::short_record, Manner::hang_up}) {
        dns.behave(plain, manner);
        EXPECT_EQ(targets_error().code, Errc::dns_server_failure) << static_cast<int>(manner);
    }
    dns.add_a("b.test", "127.0.0.1");
    for (const Manner manner : {Manner::no_answer_bytes, Manner::pointer_loop}) {
        dns.behave("b.test", manner, DnsResponder::type_a);
        EXPECT_EQ(addresses_error("b.test").code, Errc::dns_server_failure) << static_cast<int>(manner);
    }
}

// Addresses

TEST_F(ResolverTest, literals_and_localhost_have_their_addresses_without_asking) {
    EXPECT_EQ(addresses("127.0.0.1"), List{"127.0.0.1"});
    EXPECT_EQ(addresses("[::1]"), List{"::1"});
    EXPECT_EQ(addresses("fd00::2"), List{"fd00::2"});
    EXPECT_EQ(addresses("localhost"), (List{"::1", "127.0.0.1"}));
    EXPECT_EQ(addresses("LocalHost."), (List{"::1", "127.0.0.1"}));
    EXPECT_EQ(dns.asked_at_all(), 0);
}

TEST_F(ResolverTest, ipv6_comes_first) {
    dns.add_a("h.test", "127.0.0.1");
    dns.add_a("h.test", "127.0.0.2");
    dns.add_aaaa("h.test", "::1");
    EXPECT_EQ(addresses("h.test"), (List{"::1", "127.0.0.1", "127.0.0.2"}));
}

TEST_F(ResolverTest, a_host_may_have_one_family_only) {
    dns.add_aaaa("six.test", "::1");
    dns.add_a("four.test", "127.0.0.1");
    EXPECT_EQ(addresses("six.test"), List{"::1"});
    EXPECT_EQ(addresses("four.test"), List{"127.0.0.1"});
}

TEST_F(ResolverTest, one_family_is_not_kept_waiting_by_the_other) {
    dns.add_a("h.test", "127.0.0.1");
    dns.behave("h.test", Manner::mute, DnsResponder::type_aaaa);
    const auto before = std::chrono::steady_clock::now();
    EXPECT_EQ(addresses("h.test"), List{"127.0.0.1"});
    EXPECT_LT(std::chrono::steady_clock::now() - before, ample / 3);
}

TEST_F(ResolverTest, an_alias_of_a_host_is_followed) {
    dns.add_cname("alias.test", "real.test");
    dns.add_aaaa("real.test", "::1");
    dns.add_a("real.test", "127.0.0.1");
    EXPECT_EQ(addresses("alias.test"), (List{"::1", "127.0.0.1"}));
}

TEST_F(ResolverTest, addresses_of_nobody_and_repeated_ones_are_left_out) {
    for (const char* address : {"0.0.0.0", "224.0.0.1", "127.0.0.1", "127.0.0.1"}) dns.add_a("h.test", address);
    dns.add_aaaa("h.test", "::");
    EXPECT_EQ(addresses("h.test"), List{"127.0.0.1"});
    dns.add_a("zero.test", "0.0.0.0");
    EXPECT_EQ(addresses_error("zero.test").code, Errc::host_not_found);
}

TEST_F(ResolverTest, a_flood_of_addresses_is_cut_off) {
    for (int i = 0; i < 1000; ++i)
        dns.add_a("h.test", "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250 + 1));
    EXPECT_EQ(addresses("h.test").size(), 64U);
}

TEST_F(ResolverTest, a_name_of_several_labels_is_asked_for_as_it_is_only) {
    EXPECT_EQ(addresses_error("no.such.test").code, Errc::host_not_found);
    EXPECT_EQ(dns.asked("no.such.test"), 2);
    EXPECT_EQ(dns.asked_at_all(), 2);
}

// A name from this machine's hosts file that is not localhost, and its address.
std::pair<std::string, std::string> name_in_hosts_file() {
    std::ifstream file("/etc/hosts");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string address;
        words >> address;
        for (std::string name; words >> name;)
            if (!name.starts_with("localhost")) return {name, address};
    }
    return {};
}

TEST_F(ResolverTest, the_hosts_file_comes_before_dns) {
    const auto [name, address] = name_in_hosts_file();
    if (name.empty()) {
        std::cout << "[   NOTE   ] /etc/hosts names nothing but localhost: only the way past it is tested\n";
        EXPECT_EQ(addresses_error("not-in-hosts.test").code, Errc::host_not_found);
        EXPECT_GT(dns.asked_at_all(), 0);
        return;
    }
    const List found = addresses(name);
    EXPECT_NE(std::ranges::find(found, address), found.end());
    EXPECT_EQ(dns.asked_at_all(), 0);
}

// Cancelling

TEST_F(ResolverTest, a_lookup_can_be_cancelled_and_made_again) {
    for (const char* name : {plain, direct, "a.test"}) dns.behave(name, Manner::mute);
    EXPECT_EQ(error_when_cancelled(io, resolver.targets("a.test")).code, canceled);
    EXPECT_EQ(error_when_cancelled(io, resolver.addresses("a.test")).code, canceled);
    let_run(io);
    for (const char* name : {plain, direct, "a.test"}) dns.behave(name, Manner::right);
    dns.add_srv(plain, 0, 0, 5222, "x.test");
    EXPECT_EQ(targets(), (Targets{{"x.test", 5222, false}}));
}

TEST_F(ResolverTest, a_lookup_by_tcp_can_be_cancelled) {
    dns.behave(plain, Manner::truncated);
    dns.behave(direct, Manner::mute);
    EXPECT_EQ(error_when_cancelled(io, resolver.targets("a.test")).code, canceled);
}

TEST_F(ResolverTest, obeys_with_timeout) {
    dns.behave("a.test", Manner::mute);
    EXPECT_EQ(error_of(io, with_timeout(resolver.addresses("a.test"), 30ms)).code,
              std::make_error_code(std::errc::timed_out));
    EXPECT_EQ(error_of(io, resolver.addresses("a.test", 30ms)).code, Errc::dns_timeout);
}

TEST(Resolver, may_be_abandoned_with_the_loop) {
    asio::io_context io;
    DnsResponder dns(io);
    dns.behave("a.test", Manner::mute);
    Resolver resolver(io.get_executor(), system_random(), {dns.address(), 1h});
    auto asking = start(io, resolver.addresses("a.test"));
    let_run(io);
    EXPECT_FALSE(asking.done());
}

TEST(Resolver, many_lookups_run_side_by_side) {
    asio::io_context io;
    DnsResponder dns(io);
    Resolver resolver(io.get_executor(), system_random(), {dns.address(), ample});
    std::vector<Task<std::vector<asio::ip::address>>> tasks;
    for (int i = 0; i < 50; ++i) {
        const std::string host = "h" + std::to_string(i) + ".test";
        dns.add_a(host, "10.0.0." + std::to_string(i + 1));
        tasks.push_back(start(io, resolver.addresses(host)));
    }
    for (int i = 0; i < 50; ++i) {
        const auto found = tasks[static_cast<std::size_t>(i)].value();
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found.front().to_string(), "10.0.0." + std::to_string(i + 1));
    }
}

}  // namespace
}  // namespace headstock::network
