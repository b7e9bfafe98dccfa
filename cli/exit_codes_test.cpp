// SPDX-License-Identifier: MIT
#include "cli/exit_codes.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "headstock/auth/error.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/payload_error.hpp"
#include "headstock/core/address_error.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/core/stanza_error.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::cli {
namespace {

struct Case {
    std::error_code code;
    Exit exit;
};

class ExitCode : public ::testing::TestWithParam<Case> {};

TEST_P(ExitCode, says_what_kind_of_error_it_was) {
    EXPECT_EQ(exit_code(Error{GetParam().code, "detail"}), GetParam().exit) << GetParam().code.message();
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {Errc::usage, Exit::usage},
        {Errc::bad_input, Exit::usage},
        {Errc::bad_file, Exit::config},
        {Errc::unsafe_file, Exit::config},
        {Errc::state_in_use, Exit::config},
        {Errc::no_credentials, Exit::no_credentials},
        {Errc::bad_command, Exit::no_credentials},
        {Errc::interrupted, Exit::other},
        {Errc::output_failed, Exit::other},

        {network::Errc::host_not_found, Exit::dns},
        {network::Errc::bad_host_name, Exit::dns},
        {network::Errc::dns_timeout, Exit::dns},
        {network::Errc::dns_server_failure, Exit::dns},
        {network::Errc::service_not_offered, Exit::dns},
        {network::Errc::connection_refused, Exit::connect},
        {network::Errc::unreachable, Exit::connect},
        {network::Errc::connect_timeout, Exit::timeout},
        {network::Errc::closed, Exit::lost},
        {network::Errc::peer_vanished, Exit::lost},

        {wire::Errc::certificate_expired, Exit::tls},
        {wire::Errc::wrong_name, Exit::tls},
        {wire::Errc::self_signed, Exit::tls},
        {wire::Errc::unknown_authority, Exit::tls},
        {wire::Errc::handshake_failed, Exit::tls},
        {wire::Errc::alpn_mismatch, Exit::tls},
        {wire::Errc::bad_record, Exit::tls},
        {wire::Errc::truncated, Exit::lost},
        {wire::Errc::bad_file, Exit::config},

        {core::Errc::tls_not_offered, Exit::tls},
        {core::Errc::tls_refused, Exit::tls},
        {core::Errc::bytes_before_tls, Exit::tls},
        {core::Errc::no_login_offered, Exit::authentication},
        {core::Errc::missing_feature, Exit::missing},
        {core::Errc::unexpected_element, Exit::stream},
        {core::Errc::not_a_stream, Exit::stream},
        {core::Errc::unsupported_version, Exit::stream},
        {core::Errc::wrong_address, Exit::stream},
        {core::Errc::queue_full, Exit::other},
        {core::Errc::not_connected, Exit::lost},
        {core::Errc::closed, Exit::lost},
        {core::Errc::connection_lost, Exit::lost},
        {core::Errc::login_timeout, Exit::timeout},

        {core::SaslCondition::not_authorized, Exit::authentication},
        {core::SaslCondition::temporary_auth_failure, Exit::authentication},
        {auth::Errc::no_common_mechanism, Exit::authentication},
        {auth::Errc::plain_refused, Exit::authentication},
        {auth::Errc::bad_server_signature, Exit::authentication},

        {core::StreamCondition::conflict, Exit::stream},
        {core::StreamCondition::system_shutdown, Exit::stream},
        {bridge::ParseErrc{1}, Exit::stream},
        {core::StanzaCondition::forbidden, Exit::stanza},
        {core::StanzaCondition::remote_server_not_found, Exit::stanza},
        {core::StanzaCondition::item_not_found, Exit::stanza},
        {core::StanzaCondition::feature_not_implemented, Exit::stanza},
        {core::StanzaCondition::service_unavailable, Exit::stanza},
        {core::AddressErrc::bad_domain, Exit::usage},
        {bridge::PayloadErrc::missing, Exit::other},

        {std::make_error_code(std::errc::timed_out), Exit::timeout},
        {std::make_error_code(std::errc::permission_denied), Exit::other},
        {std::error_code(), Exit::other},
    };
    return all;
}

INSTANTIATE_TEST_SUITE_P(All, ExitCode, ::testing::ValuesIn(cases()));

TEST(ExitCodes, are_the_documented_numbers) {
    const std::vector<std::pair<Exit, int>> numbers{
        {Exit::ok, 0},      {Exit::other, 1},    {Exit::usage, 2},   {Exit::config, 3},   {Exit::no_credentials, 4},
        {Exit::dns, 5},     {Exit::connect, 6},  {Exit::tls, 7},     {Exit::stream, 9},   {Exit::authentication, 8},
        {Exit::stanza, 10}, {Exit::timeout, 11}, {Exit::partly, 12}, {Exit::missing, 16}, {Exit::lost, 17}};
    for (const auto& [exit, number] : numbers) EXPECT_EQ(static_cast<int>(exit), number);
}

TEST(ExitCodes, hint_helps_where_something_can_be_done) {
    EXPECT_NE(hint({wire::Errc::unknown_authority, {}}).find("--ca"), std::string_view::npos);
    EXPECT_NE(hint({Errc::no_credentials, {}}).find("--password-file"), std::string_view::npos);
    EXPECT_EQ(hint({core::SaslCondition::not_authorized, {}}), "");
}

TEST(ExitCodes, every_error_of_the_tool_has_words) {
    for (int value = 1; value <= static_cast<int>(Errc::output_failed); ++value)
        EXPECT_NE(category().message(value), "unknown error") << value;
    EXPECT_EQ(category().message(99), "unknown error");
}

}  // namespace
}  // namespace headstock::cli
