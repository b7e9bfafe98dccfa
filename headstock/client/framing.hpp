// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/bridge/parser.hpp"

/// XMPP over WebSocket (RFC 7395): there each message is a document of its own, and the stream's header and end have
/// elements of their own.
namespace headstock::client {

/// The namespace of <open/> and <close/>.
inline constexpr std::string_view framing_ns = "urn:ietf:params:xml:ns:xmpp-framing";

/// Between a stream that knows nothing of messages and a WebSocket that knows nothing of streams. What a stream writes
/// and expects stays as in RFC 6120.
class Framing final : private bridge::Parser::Handler {
public:
    /// `limits` are for what is received.
    explicit Framing(const bridge::Limits& limits = {});

    /// The bytes that a stream would have received instead of `message`: a header, an element, or the end. Fails as
    /// `bridge::parse_element` does on what is not exactly one element; a message begins with its `<`.
    [[nodiscard]] Result<std::string> receive(std::string_view message);
    /// The messages that say what a stream has written: `output`, in pieces of any size. What is not complete waits for
    /// the next call. White space between stanzas is left out; to keep a WebSocket alive is not its part.
    [[nodiscard]] Result<std::vector<std::string>> send(std::string_view output);
    /// Where the server wants us to go instead, once it has said so in its <close/>. Nobody has checked it: the host
    /// may be any, the scheme too.
    [[nodiscard]] const std::optional<std::string>& see_other_uri() const { return see_other_uri_; }

private:
    bridge::Flow on_start(bridge::View element, std::size_t depth) override;
    bridge::Flow on_end(bridge::View element, std::size_t depth) override;
    void say(bridge::View element);

    bridge::Limits limits_;
    bridge::Parser written_;  // what the stream writes
    std::string pending_;     // the first half of what may begin a header
    std::vector<std::string> messages_;
    std::optional<std::string> see_other_uri_;
};

}  // namespace headstock::client
