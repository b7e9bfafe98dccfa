// SPDX-License-Identifier: MIT
#include "headstock/client/reconnect.hpp"

#include <gtest/gtest.h>

#include "headstock/auth/error.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/core/stanza_error.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

using namespace std::chrono_literals;

TEST(Backoff, waits_at_random_up_to_a_bound_that_doubles_to_its_limit) {
    SeededRandom random(1);
    Backoff backoff(1s, 5min);
    Duration bound = 1s;
    Duration longest{};
    for (int i = 0; i < 40; ++i) {
        const Duration wait = backoff.next(random);
        EXPECT_GE(wait, 0s);
        EXPECT_LE(wait, bound) << "attempt " << i;
        longest = std::max(longest, wait);
        bound = std::min<Duration>(bound * 2, 5min);
    }
    EXPECT_GT(longest, 2min);
}

TEST(Backoff, a_good_connection_makes_it_start_anew) {
    SeededRandom random(1);
    Backoff backoff(1s, 5min);
    for (int i = 0; i < 20; ++i) (void)backoff.next(random);
    EXPECT_LE(backoff.next(random, 60s), 1s);
    for (int i = 0; i < 20; ++i) (void)backoff.next(random, 59s);
    Duration longest{};
    for (int i = 0; i < 20; ++i) longest = std::max(longest, backoff.next(random, 59s));
    EXPECT_GT(longest, 1min);
}

TEST(Backoff, a_thousand_clients_do_not_come_back_at_once) {
    SeededRandom random(7);
    std::array<int, 10> tenths{};
    for (int i = 0; i < 1000; ++i) {
        Backoff backoff(10s, 5min);
        ++tenths.at(static_cast<std::size_t>(std::min<Duration::rep>(backoff.next(random) / 1s, 9)));
    }
    for (int count : tenths) EXPECT_GT(count, 50);
}

TEST(WorthRetrying, a_passing_trouble_is) {
    for (const std::error_code code :
         {std::error_code(network::Errc::connection_refused), std::error_code(network::Errc::dns_timeout),
          std::error_code(core::Errc::connection_lost), std::error_code(core::Errc::login_timeout),
          std::error_code(core::StreamCondition::system_shutdown), std::error_code(core::StreamCondition::reset),
          std::error_code(core::SaslCondition::temporary_auth_failure), std::error_code(wire::Errc::truncated),
          std::error_code(wire::Errc::bad_record), std::error_code(wire::Errc::peer_alert),
          std::make_error_code(std::errc::timed_out), std::make_error_code(std::errc::connection_reset)})
        EXPECT_TRUE(worth_retrying({code, {}})) << code.message();
    EXPECT_TRUE(worth_retrying({core::Errc::closed, "by the server"}));
}

TEST(WorthRetrying, what_will_be_the_same_again_is_not) {
    for (const std::error_code code :
         {std::error_code(core::SaslCondition::not_authorized), std::error_code(core::SaslCondition::account_disabled),
          std::error_code(core::StreamCondition::conflict), std::error_code(core::StreamCondition::host_unknown),
          std::error_code(wire::Errc::certificate_expired), std::error_code(wire::Errc::wrong_name),
          std::error_code(core::Errc::tls_not_offered), std::error_code(core::Errc::bytes_before_tls),
          std::error_code(core::Errc::closed), std::error_code(auth::Errc::bad_server_signature),
          std::error_code(network::Errc::service_not_offered), std::error_code(core::StanzaCondition::conflict),
          std::make_error_code(std::errc::operation_canceled)})
        EXPECT_FALSE(worth_retrying({code, {}})) << code.message();
}

}  // namespace
}  // namespace headstock::client
