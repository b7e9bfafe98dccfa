// SPDX-License-Identifier: MIT
#include "headstock/client/reconnect.hpp"

#include <algorithm>

#include "headstock/auth/error.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::client {
namespace {

bool passing(core::StreamCondition condition) {
    switch (condition) {
        case core::StreamCondition::connection_timeout:
        case core::StreamCondition::internal_server_error:
        case core::StreamCondition::remote_connection_failed:
        case core::StreamCondition::reset:
        case core::StreamCondition::resource_constraint:
        case core::StreamCondition::system_shutdown:
        case core::StreamCondition::undefined_condition:
            return true;
        default:
            return false;
    }
}

bool passing(core::Errc code) {
    return code == core::Errc::connection_lost || code == core::Errc::login_timeout ||
           code == core::Errc::malformed_ack || code == core::Errc::handled_too_high;
}

/// A damaged record, and the alert after one of ours, may be the network's fault, or that of whoever is in between.
bool passing(wire::Errc code) {
    return code == wire::Errc::handshake_failed || code == wire::Errc::truncated || code == wire::Errc::bad_record ||
           code == wire::Errc::peer_alert;
}

template <class Code>
Code as(const std::error_code& code) {
    return static_cast<Code>(code.value());
}

}  // namespace

Duration Backoff::next(Random& random, Duration connected) {
    if (connected >= good) bound_ = first_;
    const auto bound = static_cast<std::uint64_t>(bound_.count());
    bound_ = std::min(bound_ * 2, most_);
    return Duration(static_cast<Duration::rep>(random.below(bound + 1)));
}

bool worth_retrying(const Error& why) {
    const std::error_category& category = why.code.category();
    if (category == network::category()) return as<network::Errc>(why.code) != network::Errc::service_not_offered;
    if (category == core::stream_category()) return passing(as<core::StreamCondition>(why.code));
    if (category == core::core_category()) {
        const bool by_server = as<core::Errc>(why.code) == core::Errc::closed && !why.text.empty();
        return by_server || passing(as<core::Errc>(why.code));
    }
    if (category == core::sasl_category()) return why.code == core::SaslCondition::temporary_auth_failure;
    if (category == wire::category()) return passing(as<wire::Errc>(why.code));
    return category == std::generic_category() && why.code != std::errc::operation_canceled;
}

}  // namespace headstock::client
