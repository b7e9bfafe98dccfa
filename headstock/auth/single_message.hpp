// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/auth/mechanism.hpp"

namespace headstock::auth {

/// A mechanism whose client says all in its first message, and whose server proves nothing.
class SingleMessage : public Mechanism {
public:
    [[nodiscard]] Result<std::optional<std::string>> start() final;
    [[nodiscard]] Result<std::optional<std::string>> respond(std::string_view challenge) final;
    [[nodiscard]] Result<void> finish(std::optional<std::string_view> additional_data) final;

private:
    /// Makes the message. Called once.
    [[nodiscard]] virtual Result<std::string> message() = 0;

    bool started_ = false;
    bool sent_ = false;
};

}  // namespace headstock::auth
