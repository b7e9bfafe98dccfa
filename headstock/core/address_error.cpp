// SPDX-License-Identifier: MIT
#include "headstock/core/address_error.hpp"

#include "headstock/base/error.hpp"

namespace headstock::core {
namespace {

std::string_view words(int value) {
    switch (static_cast<AddressErrc>(value)) {
        case AddressErrc::empty:
            return "a part of the address is empty";
        case AddressErrc::too_long:
            return "a part of the address is too long";
        case AddressErrc::bad_utf8:
            return "the address is not UTF-8";
        case AddressErrc::bad_local:
            return "bad local part";
        case AddressErrc::bad_domain:
            return "bad domain part";
        case AddressErrc::bad_resource:
            return "bad resource part";
        case AddressErrc::disallowed:
            return "a character is not allowed";
    }
    return "unknown address error";
}

}  // namespace

const std::error_category& address_category() noexcept {
    static const Category category("headstock.core.address", words);
    return category;
}

}  // namespace headstock::core
