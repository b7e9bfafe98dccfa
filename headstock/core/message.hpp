// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/core/stanza.hpp"

namespace headstock::core {

/// What a message is for (RFC 6121 §5.2.2).
enum class MessageType { normal, chat, groupchat, headline, error };
[[nodiscard]] std::string_view word(MessageType type);

/// A message (RFC 6121 §5): received, or to be sent.
class Message : public StanzaOf<Message> {
public:
    explicit Message(MessageType type = MessageType::normal) : StanzaOf("message") { this->type(type); }
    /// Shows a received <message/>; fails where an address is none. A type nobody knows is `normal` (RFC 6121 §5.2.2).
    [[nodiscard]] static Result<Message> read(bridge::View view);

    [[nodiscard]] MessageType type() const;
    Message& type(MessageType type);
    /// The body without a language, else the first; empty where there is none.
    [[nodiscard]] std::string body() const { return text_of("body", {}); }
    /// The body in `language`, else as `body` gives it.
    [[nodiscard]] std::string body_in(std::string_view language) const { return text_of("body", language); }
    /// Adds a body; one a language is allowed (RFC 6121 §5.2.3).
    Message& body(std::string_view text, std::string_view language = {}) {
        return child_text("body", text, language), *this;
    }
    /// All bodies: language (of the body, else of the message) and text, in order.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> bodies() const;
    [[nodiscard]] bool has_body() const { return view().has_child({"body", view().ns()}); }
    [[nodiscard]] std::string subject() const { return text_of("subject", {}); }
    [[nodiscard]] std::string subject_in(std::string_view language) const { return text_of("subject", language); }
    Message& subject(std::string_view text, std::string_view language = {}) {
        return child_text("subject", text, language), *this;
    }
    /// Which conversation it belongs to; opaque, compared octet by octet.
    [[nodiscard]] std::string thread() const { return text_of("thread", {}); }
    Message& thread(std::string_view thread) { return child_text("thread", thread, {}), *this; }

private:
    using StanzaOf::StanzaOf;
};

/// A message of type chat to `to`.
[[nodiscard]] Message chat(Jid to, std::string_view text, std::string_view language = {});

}  // namespace headstock::core
