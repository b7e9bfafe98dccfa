// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/error.hpp"

namespace headstock::wire {

/// How many header fields an HTTP message may have.
inline constexpr std::size_t max_http_fields = 100;

/// A header field; its name is in lower case.
struct HttpField {
    std::string name;
    std::string value;

    friend bool operator==(const HttpField&, const HttpField&) = default;
};

/// The head of an HTTP/1.1 message: its first line and its header fields (RFC 9112).
struct HttpHead {
    std::string start;  ///< "HTTP/1.1 101 Switching Protocols" or "GET /xmpp HTTP/1.1"
    std::vector<HttpField> fields;

    /// The value of the field, all of them joined by commas if there are more.
    [[nodiscard]] std::optional<std::string> field(std::string_view name) const;
    /// Whether the field is a list that has `token`, in any case.
    [[nodiscard]] bool lists(std::string_view name, std::string_view token) const;
    /// The status of an answer of HTTP/1.x; nothing where this is none.
    [[nodiscard]] std::optional<int> status() const;
    /// An answer's status in the peer's words, "403 Forbidden", fit to be shown.
    [[nodiscard]] std::string status_text() const;
};

/// Whether both are the same but for the case of ASCII letters.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Reads the head of a message from bytes that come in pieces of any size.
class HttpHeadReader {
public:
    /// The head may have `limit` bytes.
    explicit HttpHeadReader(std::size_t limit = std::size_t{16} * 1024) : limit_(limit) {}

    /// Takes from the front of `bytes` what belongs to the head, and gives it when it is complete. Fails with
    /// `bad_http` or `limit_exceeded`; call it no more after either.
    [[nodiscard]] Result<std::optional<HttpHead>> receive(std::string_view& bytes);

private:
    std::size_t limit_;
    std::string head_;
};

}  // namespace headstock::wire
