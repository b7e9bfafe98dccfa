// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/auth/error.hpp"

namespace headstock::auth {

/// The largest message of a mechanism that is looked at.
inline constexpr std::size_t max_message_size = 65536;

/// The client's side of one SASL login (RFC 4422 §3), on plain byte strings: base64 and XML are the caller's.
/// Call `start`, then `respond` for each challenge, then `finish` on success. After an error the login is over.
class Mechanism {
public:
    virtual ~Mechanism() = default;
    /// The name the server knows it by, such as "SCRAM-SHA-256".
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// The initial response; nothing where the mechanism has none. Called once.
    [[nodiscard]] virtual Result<std::optional<std::string>> start() = 0;
    /// Answers a challenge; gives nothing yet where that takes long (SCRAM with many iterations): `compute` goes on.
    [[nodiscard]] virtual Result<std::optional<std::string>> respond(std::string_view challenge) = 0;
    /// Goes on with an answer that was not given yet, for some milliseconds; gives it, or again nothing yet. Called
    /// only then. Whatever the server says meanwhile ends the login; giving it up is dropping the mechanism.
    [[nodiscard]] virtual Result<std::optional<std::string>> compute() { return fail(Errc::unexpected_challenge); }
    /// Takes the server's success with what came along, and fails unless the server has proved what it owes. Only when
    /// this gives no error is the login good.
    [[nodiscard]] virtual Result<void> finish(std::optional<std::string_view> additional_data) = 0;
    /// Why the server refuses, where it said so within the mechanism: its failure outside says less.
    [[nodiscard]] virtual std::optional<Error> refusal() const { return std::nullopt; }
};

}  // namespace headstock::auth
