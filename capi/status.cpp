// SPDX-License-Identifier: MIT
#include "capi/status.hpp"

#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/payload_error.hpp"
#include "headstock/bridge/writer.hpp"
#include "headstock/core/address_error.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/network/errc.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::capi {
namespace {

std::string_view category_words(int value) { return words(value); }

const Category& own_category() {
    static const Category category("headstock.c", category_words);
    return category;
}

hs_status status_of_core(core::Errc code) noexcept {
    switch (code) {
        case core::Errc::not_connected:
            return HS_E_STATE;
        case core::Errc::queue_full:
            return HS_E_FULL;
        case core::Errc::bad_session_state:
            return HS_E_ARGUMENT;
        default:
            return HS_E_ENDED;
    }
}

hs_status status_of_system(const std::error_code& code) noexcept {
    if (code == std::errc::timed_out) return HS_E_TIMEOUT;
    if (code == std::errc::resource_unavailable_try_again) return HS_E_FULL;
    if (code == std::errc::not_enough_memory) return HS_E_MEMORY;
    if (code == std::errc::operation_in_progress) return HS_E_BUSY;
    return HS_E_ENDED;
}

}  // namespace

std::error_code make_code(hs_status status) noexcept { return {status, own_category()}; }

hs_status status_of(const Error& error) noexcept {
    const std::error_category& category = error.code.category();
    const int value = error.code.value();
    if (category == own_category()) return value;
    if (category == bridge::parse_category() || category == bridge::write_category()) return HS_E_XML;
    if (category == bridge::payload_category()) return HS_E_JSON;
    if (category == core::address_category()) return HS_E_ADDRESS;
    if (category == core::core_category()) return status_of_core(static_cast<core::Errc>(value));
    const bool is_argument = error.code == wire::make_error_code(wire::Errc::bad_file) ||
                             error.code == wire::make_error_code(wire::Errc::bad_domain) ||
                             error.code == network::make_error_code(network::Errc::bad_proxy);
    return is_argument ? HS_E_ARGUMENT : status_of_system(error.code);
}

const char* words(hs_status status) noexcept {
    switch (status) {
        case HS_OK:
            return "done";
        case HS_NONE:
            return "there is none";
        case HS_PAUSED:
            return "paused by a callback";
        case HS_STOPPED:
            return "stopped by a callback";
        case HS_E_ARGUMENT:
            return "an argument cannot be used";
        case HS_E_HANDLE:
            return "no such handle, or of another kind";
        case HS_E_BUSY:
            return "in use: by another thread, or by what called this callback";
        case HS_E_MEMORY:
            return "no memory";
        case HS_E_STATE:
            return "not now";
        case HS_E_XML:
            return "not the XML of XMPP";
        case HS_E_JSON:
            return "not the JSON that is wanted";
        case HS_E_ADDRESS:
            return "not a JID";
        case HS_E_FULL:
            return "too much waits";
        case HS_E_TIMEOUT:
            return "it took too long";
        case HS_E_ENDED:
            return "it is over";
        case HS_E_UNKNOWN:
            return "not known here";
        case HS_E_INTERNAL:
            return "a fault of the library";
        default:
            return "no status";
    }
}

}  // namespace headstock::capi
