// SPDX-License-Identifier: MIT
#include "headstock/extensions/commands.hpp"

#include <algorithm>
#include <utility>

#include "headstock/core/stanza_failure.hpp"

namespace headstock::commands {
namespace {

constexpr auto trouble_words = std::to_array<std::string_view>(
    {"malformed-action", "bad-action", "bad-locale", "bad-payload", "bad-sessionid", "session-expired"});

core::StanzaCondition general(int trouble) {
    return trouble == static_cast<int>(Trouble::session_expired) ? core::StanzaCondition::not_allowed
                                                                 : core::StanzaCondition::bad_request;
}

class TroubleCategory final : public core::ApplicationCategory {
public:
    [[nodiscard]] const char* name() const noexcept override { return "commands"; }
    [[nodiscard]] std::string message(int value) const override {
        return std::string(trouble_words.at(static_cast<std::size_t>(value - 1)));
    }
    [[nodiscard]] std::error_condition default_error_condition(int value) const noexcept override {
        return {static_cast<int>(general(value)), core::stanza_category()};
    }
    [[nodiscard]] core::StanzaFailure failure(const Error& error) const override {
        core::StanzaFailure failure(general(error.code.value()), error.text);
        failure.application.emplace_back(message(error.code.value()), ns);
        return failure;
    }
};

/// Tells the conditions of commands apart.
Error read_trouble(const core::StanzaFailure& failure) {
    for (const bridge::Element& own : failure.application) {
        const auto found = std::ranges::find(trouble_words, own.tag());
        if (own.ns() == ns && found != trouble_words.end())
            return {static_cast<Trouble>(found - trouble_words.begin() + 1), failure.text};
    }
    return failure.error();
}

core::Request<Command> order(core::Jid entity, const Command& command) {
    return core::set<Command>(std::move(entity), bridge::write(command)).telling(&read_trouble);
}

}  // namespace

const std::error_category& commands_category() {
    static const TroubleCategory category;
    return category;
}

std::error_code make_error_code(Trouble trouble) { return {static_cast<int>(trouble), commands_category()}; }

Action Command::meaning_of_execute() const {
    if (!actions) return Action::complete;
    return actions->execute.value_or(Action::next);
}

bool Command::allows(Action wanted) const {
    if (status.value_or(Status::completed) != Status::executing) return false;
    if (wanted == Action::cancel) return true;
    if (wanted == Action::execute) wanted = meaning_of_execute();
    if (!actions) return wanted == Action::complete;
    return std::ranges::find(actions->allowed, wanted) != actions->allowed.end();
}

core::Request<disco::Items> list(core::Jid entity) { return disco::items(std::move(entity), ns); }

std::vector<disco::Item> commands_of(const core::Jid& entity, const disco::Items& answer) {
    std::vector<disco::Item> own;
    std::ranges::copy_if(answer.items, std::back_inserter(own),
                         [&](const disco::Item& item) { return item.node && item.jid == entity; });
    return own;
}

core::Request<Command> execute(core::Jid entity, std::string node, std::optional<forms::Form> form) {
    Command command;
    command.node = std::move(node);
    command.action = Action::execute;
    command.form = std::move(form);
    return order(std::move(entity), command);
}

Result<core::Request<Command>> proceed(core::Jid entity, const Command& step, Action action,
                                       std::optional<forms::Form> form) {
    if (!step.allows(action)) return fail(Trouble::bad_action, std::string(bridge::word_for(action)));
    Command command;
    command.node = step.node;
    command.session = step.session;
    command.action = action;
    command.form = std::move(form);
    return order(std::move(entity), command);
}

}  // namespace headstock::commands
