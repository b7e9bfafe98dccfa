// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string>

#include "headstock/auth/crypto.hpp"

namespace headstock::auth {

/// The value of SCRAM's `h=` for a server's offer, in base64 (SASL SCRAM Downgrade Protection, XEP-0474 §5.1). An empty
/// `binding_types` means that the server announced none.
[[nodiscard]] std::string offer_hash(Hash hash, std::span<const std::string> mechanisms,
                                     std::span<const std::string> binding_types);

}  // namespace headstock::auth
