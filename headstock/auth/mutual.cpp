// SPDX-License-Identifier: MIT
#include "headstock/auth/mutual.hpp"

#include <utility>

namespace headstock::auth {

Result<std::string> Mutual::respond(std::string_view challenge) {
    const State before = std::exchange(state_, State::over);
    if (before == State::asked) {
        auto proof = prove(challenge);
        if (proof) state_ = State::proved;
        return proof;
    }
    if (before != State::proved) return fail(Errc::unexpected_challenge);
    if (auto verified = verify(challenge); !verified) return std::unexpected(std::move(verified.error()));
    state_ = State::verified;
    return std::string();
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
