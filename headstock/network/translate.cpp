// SPDX-License-Identifier: MIT
#include "headstock/network/translate.hpp"

#include <asio/error.hpp>

#include "headstock/network/errc.hpp"

namespace headstock::network {
namespace {

// Asio has a system category of its own, whose codes are errno as well.
std::error_code plain(const std::error_code& code) {
    const bool is_errno = code.category() == asio::system_category() || code.category() == std::system_category();
    return is_errno ? std::error_code(code.value(), std::generic_category()) : code;
}

bool says_unreachable(const std::error_code& code) {
    return code == std::errc::network_unreachable || code == std::errc::host_unreachable ||
           code == std::errc::network_down || code == std::errc::address_not_available ||
           code == std::errc::address_family_not_supported;
}

bool says_closed(const std::error_code& code) {
    return code == std::errc::connection_reset || code == std::errc::broken_pipe ||
           code == std::errc::connection_aborted || code == std::errc::not_connected ||
           code == std::errc::bad_file_descriptor || code == asio::error::eof;
}

}  // namespace

Error connect_error(const std::error_code& code) {
    const std::error_code known = plain(code);
    if (known == std::errc::connection_refused) return Error{Errc::connection_refused, known.message()};
    if (known == std::errc::timed_out) return Error{Errc::connect_timeout, known.message()};
    if (says_unreachable(known)) return Error{Errc::unreachable, known.message()};
    return Error{known, known.message()};
}

Error stream_error(const std::error_code& code) {
    const std::error_code known = plain(code);
    if (known == std::errc::timed_out) return Error{Errc::peer_vanished, {}};
    if (says_closed(known)) return Error{Errc::closed, known.message()};
    return Error{known, {}};
}

Failure cancelled() { return Failure(std::make_error_code(std::errc::operation_canceled)); }

}  // namespace headstock::network
