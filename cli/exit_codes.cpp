// SPDX-License-Identifier: MIT
#include "cli/exit_codes.hpp"

#include <array>
#include <utility>

#include "headstock/auth/error.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/core/address_error.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/core/stanza_error.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::cli {
namespace {

std::string_view words(int value) {
    switch (static_cast<Errc>(value)) {
        case Errc::usage:
            return "wrong usage";
        case Errc::bad_input:
            return "the input cannot be sent";
        case Errc::bad_file:
            return "a file cannot be used";
        case Errc::unsafe_file:
            return "a file with secrets is open to others";
        case Errc::state_in_use:
            return "the state is in use by another process";
        case Errc::no_credentials:
            return "no password was given";
        case Errc::bad_command:
            return "the password command failed";
        case Errc::interrupted:
            return "interrupted";
        case Errc::output_failed:
            return "the output cannot be written";
    }
    return "unknown error";
}

constinit const Category cli_category("headstock.cli", words);

Exit of_cli(Errc code) {
    switch (code) {
        case Errc::usage:
        case Errc::bad_input:
            return Exit::usage;
        case Errc::bad_file:
        case Errc::unsafe_file:
        case Errc::state_in_use:
            return Exit::config;
        case Errc::no_credentials:
        case Errc::bad_command:
            return Exit::no_credentials;
        case Errc::interrupted:
        case Errc::output_failed:
            return Exit::other;
    }
    return Exit::other;
}

Exit of_network(network::Errc code) {
    switch (code) {
        case network::Errc::host_not_found:
        case network::Errc::bad_host_name:
        case network::Errc::dns_timeout:
        case network::Errc::dns_server_failure:
        case network::Errc::service_not_offered:
            return Exit::dns;
        case network::Errc::connection_refused:
        case network::Errc::unreachable:
        case network::Errc::proxy_unreachable:
        case network::Errc::proxy_login:
        case network::Errc::proxy_refused:
        case network::Errc::bad_proxy_answer:
        case network::Errc::fetch_failed:
        case network::Errc::too_large:
            return Exit::connect;
        case network::Errc::bad_uri:
        case network::Errc::bad_proxy:
            return Exit::config;
        case network::Errc::connect_timeout:
            return Exit::timeout;
        case network::Errc::closed:
        case network::Errc::peer_vanished:
            return Exit::lost;
    }
    return Exit::other;
}

Exit of_core(core::Errc code) {
    switch (code) {
        case core::Errc::unexpected_element:
        case core::Errc::not_a_stream:
        case core::Errc::unsupported_version:
        case core::Errc::wrong_address:
        case core::Errc::malformed_ack:
        case core::Errc::handled_too_high:
            return Exit::stream;
        case core::Errc::tls_not_offered:
        case core::Errc::tls_refused:
        case core::Errc::bytes_before_tls:
            return Exit::tls;
        case core::Errc::no_login_offered:
        case core::Errc::second_step_wanted:
            return Exit::authentication;
        case core::Errc::missing_feature:
            return Exit::missing;
        case core::Errc::registration_wants_more:
            return Exit::authentication;
        case core::Errc::not_connected:
        case core::Errc::closed:
        case core::Errc::connection_lost:
            return Exit::lost;
        case core::Errc::login_timeout:
            return Exit::timeout;
        case core::Errc::queue_full:
        case core::Errc::bad_session_state:
            return Exit::other;
    }
    return Exit::other;
}

Exit of_wire(wire::Errc code) {
    switch (code) {
        case wire::Errc::bad_file:
            return Exit::config;
        case wire::Errc::truncated:
            return Exit::lost;
        case wire::Errc::bad_http:
        case wire::Errc::upgrade_refused:
            return Exit::connect;
        case wire::Errc::bad_frame:
        case wire::Errc::bad_utf8:
        case wire::Errc::not_text:
        case wire::Errc::bad_compression:
        case wire::Errc::expands_too_much:
            return Exit::stream;
        default:
            return Exit::tls;
    }
}

template <class Code>
Code as(const Error& error) {
    return static_cast<Code>(error.code.value());
}

const std::array<std::pair<std::error_code, std::string_view>, 14>& hints() {
    static const std::array<std::pair<std::error_code, std::string_view>, 14> all{{
        {wire::Errc::unknown_authority, "give its authority's certificate with --ca"},
        {wire::Errc::self_signed, "give its certificate with --ca"},
        {wire::Errc::wrong_name,
         "the certificate must name the domain of --jid, wherever --connect leads; with --websocket or --bosh, their "
         "host"},
        {core::Errc::tls_not_offered, "--tls direct is for servers that begin with TLS"},
        {auth::Errc::plain_refused, "--allow-plain hands the server the password"},
        {auth::Errc::no_common_mechanism, "--allow-plain hands the server the password, if PLAIN is what it offers"},
        {network::Errc::host_not_found, "--connect HOST:PORT says where the server is"},
        {network::Errc::service_not_offered, "--connect HOST:PORT says where the server is"},
        {network::Errc::connection_refused, "--connect HOST:PORT says where the server is"},
        {Errc::no_credentials, "give --password-file, --password-command or HEADSTOCK_PASSWORD"},
        {Errc::unsafe_file, "chmod 600 makes it private"},
        {Errc::state_in_use, "one process at a time; give each its own --state"},
        {Errc::usage, "headstock --help tells more"},
        {core::Errc::login_timeout, "--timeout grants more time"},
    }};
    return all;
}

}  // namespace

const std::error_category& category() { return cli_category; }
std::error_code make_error_code(Errc code) { return {static_cast<int>(code), cli_category}; }

Exit exit_code(const Error& error) {
    const std::error_category& of = error.code.category();
    if (of == cli_category) return of_cli(as<Errc>(error));
    if (of == network::category()) return of_network(as<network::Errc>(error));
    if (of == core::core_category()) return of_core(as<core::Errc>(error));
    if (of == wire::category()) return of_wire(as<wire::Errc>(error));
    if (of == core::stanza_category()) return Exit::stanza;
    if (of == auth::category() || of == core::sasl_category()) return Exit::authentication;
    if (of == core::stream_category() || of == bridge::parse_category()) return Exit::stream;
    if (of == core::address_category()) return Exit::usage;
    return error.code == std::errc::timed_out ? Exit::timeout : Exit::other;
}

std::string_view hint(const Error& error) {
    for (const auto& [code, words_of_it] : hints())
        if (code == error.code) return words_of_it;
    return {};
}

}  // namespace headstock::cli
