// SPDX-License-Identifier: MIT
#include "headstock/core/message.hpp"

#include <array>

namespace headstock::core {
namespace {

constexpr std::array<std::pair<MessageType, std::string_view>, 5> words{{{MessageType::normal, "normal"},
                                                                         {MessageType::chat, "chat"},
                                                                         {MessageType::groupchat, "groupchat"},
                                                                         {MessageType::headline, "headline"},
                                                                         {MessageType::error, "error"}}};

}  // namespace

std::string_view word(MessageType type) { return words.at(static_cast<std::size_t>(type)).second; }

Result<Message> Message::read(bridge::View view) {
    Result<Addresses> addresses = Addresses::read(view);
    if (!addresses) return std::unexpected(std::move(addresses.error()));
    return Message(view, std::move(addresses->from), std::move(addresses->to));
}

MessageType Message::type() const {
    const auto type = view().attribute("type");
    for (const auto& [value, text] : words)
        if (type == text) return value;
    return MessageType::normal;
}

Message& Message::type(MessageType type) {
    attribute("type", type == MessageType::normal ? std::string_view() : word(type));
    return *this;
}

std::vector<std::pair<std::string, std::string>> Message::bodies() const {
    std::vector<std::pair<std::string, std::string>> found;
    for (const bridge::View child : view().children())
        if (child.is({"body", view().ns()}))
            found.emplace_back(child.attribute(bridge::xml_lang).value_or(language()), child.text());
    return found;
}

Message chat(Jid to, std::string_view text, std::string_view language) {
    Message message(MessageType::chat);
    message.to(std::move(to)).body(text, language);
    return message;
}

}  // namespace headstock::core
