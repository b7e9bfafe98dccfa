// SPDX-License-Identifier: MIT
#include "headstock/auth/plain.hpp"

#include <utility>

#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {
Result<std::string> Plain::message() {
    const Credentials c = std::exchange(credentials_, {});
    if (auto good = check_sendable("authorization id", c.authorization_id, true); !good)
        return std::unexpected(good.error());
    if (auto good = check_sendable("user name", c.username); !good) return std::unexpected(good.error());
    if (auto good = check_sendable("password", c.password.reveal()); !good) return std::unexpected(good.error());
    std::string message;
    message.reserve(c.authorization_id.size() + c.username.size() + c.password.reveal().size() + 2);
    message.append(c.authorization_id).append(1, '\0').append(c.username).append(1, '\0').append(c.password.reveal());
    return message;
}

Result<PlainMessage> parse_plain(std::string_view message) {
    if (message.size() > max_message_size) return fail(Errc::malformed_response, "it is too long");
    const std::size_t first = message.find('\0');
    const std::size_t second = first == std::string_view::npos ? first : message.find('\0', first + 1);
    if (second == std::string_view::npos) return fail(Errc::malformed_response, "it has less than three parts");
    const std::string_view authorization_id = message.substr(0, first);
    const std::string_view username = message.substr(first + 1, second - first - 1);
    const std::string_view password = message.substr(second + 1);
    if (username.empty() || password.empty()) return fail(Errc::malformed_response, "user name or password is empty");
    if (!is_text(authorization_id) || !is_text(username) || !is_text(password))
        return fail(Errc::malformed_response, "it is not text");
    return PlainMessage{std::string(authorization_id), std::string(username), Secret(password)};
}

}  // namespace headstock::auth
