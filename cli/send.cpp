// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <map>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/files.hpp"
#include "cli/text.hpp"

namespace headstock::cli {
namespace {

constexpr std::size_t max_text = 1U << 20U;

std::string text_to_send(const Context& context) {
    const SendOptions& send = context.options.send;
    Result<std::string> text = send.text ? *send.text : read_all(STDIN_FILENO, max_text, context.stop);
    if (!text) throw Failure(std::move(text.error()));
    if (!send.text && text->ends_with('\n')) text->pop_back();
    if (text->size() > max_text) throw Failure(Errc::bad_input, "more than " + std::to_string(max_text) + " bytes");
    if (text->empty()) throw Failure(Errc::bad_input, "there is no text");
    for (const std::string& part : {*text, send.subject})
        if (Result<void> sendable = check_sendable(part); !sendable) throw Failure(std::move(sendable.error()));
    return std::move(*text);
}

core::MessageType type_of(std::string_view name) {
    using enum core::MessageType;
    for (const core::MessageType type : {chat, headline, groupchat})
        if (word(type) == name) return type;
    return normal;
}

/// A message on its way: for whom, under which id, and what came back instead of silence.
struct Letter {
    core::Jid to;
    std::string id;
    std::optional<Error> refused;
};

class Sending {
public:
    Sending(Session& session, std::string text) : session_(session), text_(std::move(text)) {
        for (const core::Jid& to : session.context.options.send.to)
            letters_.push_back({to, random_id(system_random()), std::nullopt});
        errors_ = session.client.stream().router().on_message([this](const core::Message& message) { heard(message); });
    }

    void send() {
        for (Letter& letter : letters_)
            if (Result<void> sent = session_.client.send(message_to(letter)); !sent)
                letter.refused = std::move(sent.error());
    }

    [[nodiscard]] int report() const {
        std::size_t refused = 0;
        for (const Letter& letter : letters_) {
            refused += letter.refused ? 1 : 0;
            report(letter);
        }
        if (refused == 0) return static_cast<int>(Exit::ok);
        return static_cast<int>(refused < letters_.size() ? Exit::partly : code_of(*letters_.front().refused));
    }

private:
    [[nodiscard]] core::Message message_to(const Letter& letter) const {
        const SendOptions& options = session_.context.options.send;
        core::Message message(type_of(options.type));
        message.to(letter.to).id(letter.id).body(text_, options.language);
        if (!options.subject.empty()) message.subject(options.subject, options.language);
        return message;
    }

    /// A refusal counts under the id we gave, which nobody else knows, and from whom we wrote to or a server on the
    /// way.
    void heard(const core::Message& message) {
        if (message.type() != core::MessageType::error) return;
        for (Letter& letter : letters_)
            if (letter.id == message.id()) letter.refused = message.failure().value_or(core::StanzaFailure()).error();
    }

    static Exit code_of(const Error& error) {
        return error.code.category() == core::stanza_category() ? Exit::stanza : exit_code(error);
    }

    void report(const Letter& letter) const {
        Output& out = session_.context.out;
        Value::Fields fields;
        if (letter.refused) {
            fields.emplace_back("code", static_cast<int>(code_of(*letter.refused)));
            fields.emplace_back("reason", letter.refused->code.message());
            fields.emplace_back("text", letter.refused->text);
        }
        fields.emplace_back("to", letter.to.text());
        fields.emplace_back("id", letter.id);
        if (letter.refused) {
            const std::string line = letter.to.text() + ": " + letter.refused->message();
            out.note("error", std::move(fields), visible(line));
        } else if (out.json()) {
            out.result("sent", std::move(fields), {});
        }
    }

    Session& session_;
    std::string text_;
    std::vector<Letter> letters_;
    Subscription errors_;
};

/// The server answers in order (RFC 6120 §10.1), so its answer to a ping says that it has taken what was sent before.
/// An error says the same.
asio::awaitable<void> wait_until_taken(Session& session) {
    try {
        co_await session.client.ask(ping::ping().within(session.context.options.timeout));
    } catch (const Failure& failure) {
        if (failure.code().category() != core::stanza_category()) throw;
    }
}

asio::awaitable<int> send_all(Session& session, const std::string& text) {
    Sending sending(session, text);
    co_await log_in(session);
    sending.send();
    co_await wait_until_taken(session);
    co_return sending.report();
}

}  // namespace

int run_send(Context& context) {
    const std::string text = text_to_send(context);
    return with_session(context, {}, [&text](Session& session) { return send_all(session, text); });
}

}  // namespace headstock::cli
