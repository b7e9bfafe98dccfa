// SPDX-License-Identifier: MIT
#include "headstock/auth/mutual.hpp"

#include <utility>

namespace headstock::auth {

Result<std::optional<std::string>> Mutual::respond(std::string_view challenge) {
    const State before = std::exchange(state_, State::over);
    if (before == State::asked) return took(prove(challenge));
    if (before != State::proved) return fail(Errc::unexpected_challenge);
    if (auto verified = verify(challenge); !verified) return std::unexpected(std::move(verified.error()));
    state_ = State::verified;
    return std::string();
}

Result<std::optional<std::string>> Mutual::compute() {
    if (std::exchange(state_, State::over) != State::busy) return Mechanism::compute();
    return took(prove_on());
}

Result<std::optional<std::string>> Mutual::took(Result<std::optional<std::string>> proof) {
    if (proof) state_ = *proof ? State::proved : State::busy;
    return proof;
}

Result<void> Mutual::finish(std::optional<std::string_view> additional_data) {
    const bool silent = !additional_data || additional_data->empty();
    const State before = std::exchange(state_, State::over);
    if (before == State::proved && !silent) return verify(*additional_data);
    if (before != State::verified) return fail(Errc::early_success);
    if (!silent) return fail(Errc::unexpected_challenge, "it has already proved itself");
    return {};
}

}  // namespace headstock::auth
