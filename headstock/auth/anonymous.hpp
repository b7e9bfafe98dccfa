// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/auth/mechanism.hpp"

namespace headstock::auth {

/// Logs in as nobody, and leaves no trace (RFC 4505).
class Anonymous final : public Mechanism {
public:
    [[nodiscard]] std::string_view name() const override { return "ANONYMOUS"; }
    [[nodiscard]] Result<std::optional<std::string>> start() override;
    /// Answers nothing to the one empty challenge of servers that ask for a trace.
    [[nodiscard]] Result<std::optional<std::string>> respond(std::string_view challenge) override;
    [[nodiscard]] Result<void> finish(std::optional<std::string_view> additional_data) override;

private:
    enum class State { fresh, started, asked, over };
    State state_ = State::fresh;
};

}  // namespace headstock::auth
