// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/auth/credentials.hpp"
#include "headstock/auth/single_message.hpp"

namespace headstock::auth {

/// Hands the server the password (RFC 4616). `choose` gives it only inside TLS, and only where the policy allows it.
class Plain final : public SingleMessage {
public:
    explicit Plain(Credentials credentials) : credentials_(std::move(credentials)) {}

    [[nodiscard]] std::string_view name() const override { return "PLAIN"; }

private:
    /// The password goes as it was typed: RFC 4616 §2 leaves its preparation to the server.
    [[nodiscard]] Result<std::string> message() override;

    Credentials credentials_;
};

/// What a client says in PLAIN.
struct PlainMessage {
    std::string authorization_id;  ///< empty: the user themselves
    std::string username;
    Secret password;
};

/// Reads the client's message on the server's side; fails with `malformed_response`.
[[nodiscard]] Result<PlainMessage> parse_plain(std::string_view message);

}  // namespace headstock::auth
