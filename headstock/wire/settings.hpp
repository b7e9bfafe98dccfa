// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "headstock/base/clock.hpp"
#include "headstock/wire/openssl.hpp"
#include "headstock/wire/tls_context.hpp"

namespace headstock::wire::detail {

/// What our callbacks must know of a context; lives exactly as long as its SSL_CTX.
struct Settings {
    bool server = false;
    bool verify = true;
    const Clock* clock = nullptr;
    std::vector<std::string> pins;
    std::function<bool(const Doubt&)> decide;
    std::string alpn;
    std::string ocsp_response;
};

/// Hangs `settings` on `context`, which owns them from then on; false if it cannot.
[[nodiscard]] bool attach(SSL_CTX* context, Settings settings);
[[nodiscard]] const Settings& settings_of(const SSL_CTX* context);

}  // namespace headstock::wire::detail
