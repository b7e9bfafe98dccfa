// SPDX-License-Identifier: MIT
#pragma once
#include <system_error>
#include <type_traits>

namespace headstock::client {

/// Why a file did not arrive.
enum class TransferErrc {
    no_way = 1,  ///< neither side can be reached, by nothing that both allow
    incomplete,  ///< fewer bytes than were announced
    too_long,    ///< more of them
    wrong_hash,  ///< others than were announced
};

/// The category named "headstock.transfer".
[[nodiscard]] const std::error_category& transfer_category();
[[nodiscard]] inline std::error_code make_error_code(TransferErrc code) {
    return {static_cast<int>(code), transfer_category()};
}

}  // namespace headstock::client

template <>
struct std::is_error_code_enum<headstock::client::TransferErrc> : std::true_type {};
