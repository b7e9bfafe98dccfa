// SPDX-License-Identifier: MIT
#include "headstock/auth/anonymous.hpp"

#include <cassert>
#include <utility>

namespace headstock::auth {

Result<std::optional<std::string>> Anonymous::start() {
    assert(state_ == State::fresh);
    state_ = State::started;
    return std::nullopt;
}

Result<std::optional<std::string>> Anonymous::respond(std::string_view challenge) {
    if (std::exchange(state_, State::over) != State::started) return fail(Errc::unexpected_challenge);
    if (!challenge.empty()) return fail(Errc::malformed_challenge);
    state_ = State::asked;
    return std::string();
}

Result<void> Anonymous::finish(std::optional<std::string_view> additional_data) {
    const State before = std::exchange(state_, State::over);
    if (before != State::started && before != State::asked) return fail(Errc::early_success);
    if (additional_data && !additional_data->empty()) return fail(Errc::unexpected_challenge);
    return {};
}

}  // namespace headstock::auth
