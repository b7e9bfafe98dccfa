// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "headstock/client/client.hpp"

namespace example {

/// An account at a real server: the arguments JID HOST PORT CA-FILE, and PASSWORD in the environment.
struct Login {
    /// Throws where something is missing or wrong.
    explicit Login(char** arguments) : account(headstock::core::jid(arguments[0]), password()) {
        options.host = arguments[1];
        options.port = static_cast<std::uint16_t>(std::stoi(arguments[2]));
        options.trust.ca_file = arguments[3];
    }

    headstock::core::Account account;
    headstock::client::Options options;

private:
    static headstock::Secret password() {
        const char* const value = std::getenv("PASSWORD");
        if (!value) throw std::runtime_error("PASSWORD is not set");
        return headstock::Secret(value);
    }
};

}  // namespace example
