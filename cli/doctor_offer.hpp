// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headstock/bridge/element.hpp"

namespace headstock::cli {

/// The offer of SASL2 (XEP-0388), and what can be done in the same breath.
struct Sasl2Offer {
    std::vector<std::string> mechanisms;
    bool bind = false;               ///< Bind 2 (XEP-0386)
    std::vector<std::string> binds;  ///< what is enabled together with a resource, by its `var`
    std::vector<std::string> fast;   ///< mechanisms of tokens (XEP-0484)
    bool resumes = false;            ///< stream management (XEP-0198)
};

/// What a server offers in its <stream:features/> before a login.
struct Offer {
    bool starttls = false;
    bool starttls_required = false;
    std::vector<std::string> mechanisms;                    ///< of SASL
    std::optional<std::vector<std::string>> binding_types;  ///< XEP-0440; nothing: not told
    std::optional<Sasl2Offer> sasl2;
    bool stream_management = false;          ///< offered in the stream itself; most servers do so after the login only
    std::vector<std::string> compression;    ///< methods (XEP-0138)
    bool registration = false;               ///< in-band (XEP-0077)
    std::optional<std::uint32_t> max_bytes;  ///< XEP-0478
    std::optional<std::uint32_t> idle_seconds;  ///< XEP-0478
};

/// Reads what it knows of; what it does not is left out.
[[nodiscard]] Offer read_offer(bridge::View features);

}  // namespace headstock::cli
