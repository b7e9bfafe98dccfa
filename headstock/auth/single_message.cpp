// SPDX-License-Identifier: MIT
#include "headstock/auth/single_message.hpp"

#include <cassert>
#include <utility>

namespace headstock::auth {

Result<std::optional<std::string>> SingleMessage::start() {
    assert(!started_);
    started_ = true;
    auto made = message();
    if (!made) return std::unexpected(std::move(made.error()));
    sent_ = true;
    return std::move(*made);
}

Result<std::optional<std::string>> SingleMessage::respond(std::string_view) {
    sent_ = false;
    return fail(Errc::unexpected_challenge);
}

Result<void> SingleMessage::finish(std::optional<std::string_view> additional_data) {
    const bool sent = std::exchange(sent_, false);
    if (additional_data && !additional_data->empty()) return fail(Errc::unexpected_challenge);
    if (!sent) return fail(Errc::early_success);
    return {};
}

}  // namespace headstock::auth
