// SPDX-License-Identifier: MIT
#pragma once
#include <any>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/forms.hpp"

/// Ad-Hoc Commands (XEP-0050): have an entity do something, step by step; or offer commands.
namespace headstock::commands {

inline constexpr std::string_view ns = "http://jabber.org/protocol/commands";

enum class Action { execute, cancel, prev, next, complete };
constexpr auto xml_words(Action) {
    using enum Action;
    return bridge::words<Action>(
        {{execute, "execute"}, {cancel, "cancel"}, {prev, "prev"}, {next, "next"}, {complete, "complete"}});
}

enum class Status { executing, completed, canceled };
constexpr auto xml_words(Status) {
    using enum Status;
    return bridge::words<Status>({{executing, "executing"}, {completed, "completed"}, {canceled, "canceled"}});
}

/// What may be done at a step, and what `execute` means there.
struct Actions {
    std::optional<Action> execute{};
    std::vector<Action> allowed{};

    static constexpr auto xml = bridge::element("actions", ns, bridge::attribute("execute", &Actions::execute),
                                                bridge::one_of(&Actions::allowed));
    friend bool operator==(const Actions&, const Actions&) = default;
};

enum class NoteType { info, warn, error };
constexpr auto xml_words(NoteType) {
    using enum NoteType;
    return bridge::words<NoteType>({{info, "info"}, {warn, "warn"}, {error, "error"}});
}

/// Words for people; an error where a command has completed and failed.
struct Note {
    NoteType type = NoteType::info;
    std::string text{};

    static constexpr auto xml = bridge::element(
        "note", ns, bridge::attribute("type", &Note::type).otherwise(NoteType::info), bridge::text(&Note::text));
    friend bool operator==(const Note&, const Note&) = default;
};

/// A step of a command: asked for, or come to.
struct Command {
    std::string node{};
    std::optional<std::string> session{};
    std::optional<Action> action{};  ///< asked: what to do; absent as `execute`
    std::optional<Status> status{};  ///< answered: how far it has come
    std::optional<std::string> language{};
    std::optional<Actions> actions{};
    std::vector<Note> notes{};
    std::optional<forms::Form> form{};
    std::vector<bridge::Element> payload{};  ///< whatever else came

    static constexpr auto xml = bridge::element(
        "command", ns, bridge::attribute("node", &Command::node), bridge::attribute("sessionid", &Command::session),
        bridge::attribute("action", &Command::action), bridge::attribute("status", &Command::status),
        bridge::attribute(bridge::xml_lang, &Command::language), bridge::child(&Command::actions),
        bridge::child(&Command::notes), bridge::child(&Command::form), bridge::rest(&Command::payload));

    /// Whether `wanted` may be done at this step: `cancel` at any that is not the last; without <actions/> only
    /// `execute` and `complete`.
    [[nodiscard]] bool allows(Action wanted) const;
    /// What `execute` means at this step.
    [[nodiscard]] Action meaning_of_execute() const;
    friend bool operator==(const Command&, const Command&) = default;
};

/// What is wrong with an order, besides its stanza condition (XEP-0050 §4.4).
enum class Trouble {
    malformed_action = 1,  ///< no such action
    bad_action,            ///< not at this step
    bad_locale,
    bad_payload,  ///< the form is not well filled in
    bad_sessionid,
    session_expired,  ///< there is no such session any more
};
const std::error_category& commands_category();
std::error_code make_error_code(Trouble trouble);

/// Asks which commands `entity` has for us.
[[nodiscard]] core::Request<disco::Items> list(core::Jid entity);
/// The commands of an answer to `list`: those of `entity` itself, for nobody else can speak for them.
[[nodiscard]] std::vector<disco::Item> commands_of(const core::Jid& entity, const disco::Items& answer);
/// Begins a command. Fails with a `Trouble`, or with the stanza condition alone.
[[nodiscard]] core::Request<Command> execute(core::Jid entity, std::string node,
                                             std::optional<forms::Form> form = std::nullopt);
/// Goes on from `step`, which `entity` has answered. Fails with `Trouble::bad_action` where that does not allow it.
[[nodiscard]] Result<core::Request<Command>> proceed(core::Jid entity, const Command& step, Action action,
                                                     std::optional<forms::Form> form = std::nullopt);

/// What a command's program is told at each step.
struct Call {
    const core::Iq& order;    ///< who asks, and in which language
    Action action;            ///< `execute` at the first step, then `next`, `prev`, `complete`
    std::size_t step;         ///< 0 at the first, one more with `next` and `complete`, one less with `prev`
    const forms::Form* form;  ///< what was filled in, checked against the form of the last step; null: nothing
    std::any& memory;         ///< the program's own, kept for the session
};

/// What it says to that. Without `allowed` the command has completed.
struct Stage {
    std::optional<forms::Form> form{};
    std::vector<Note> notes{};
    std::vector<Action> allowed{};      ///< of `prev`, `next` and `complete`
    std::optional<Action> otherwise{};  ///< what `execute` means: one of them; absent: `next`, else the last
    std::vector<bridge::Element> payload{};
};

/// Offers commands for as long as it lives: none, until they are added.
class Module {
public:
    struct Limits {
        std::size_t sessions = 100;                ///< at a time
        std::size_t sessions_of_one = 5;           ///< of one sender, by its bare address
        Duration idle = std::chrono::minutes(10);  ///< without an order, then a session is over
    };
    using Program = std::function<Result<Stage>(const Call&)>;
    using Allowed = std::function<bool(const core::Jid& who)>;

    /// `stream` and `disco` must outlive it.
    Module(core::Stream& stream, disco::Module& disco) : Module(stream, disco, Limits()) {}
    Module(core::Stream& stream, disco::Module& disco, Limits limits);
    ~Module();
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Offers a command to those whom `allowed` names; others neither see it nor may order it (<forbidden/>). An error
    /// of `program` goes back as it is, and ends the session.
    void offer(std::string node, std::string name, Allowed allowed, Program program);
    /// Offers it no more; its sessions are over.
    void withdraw(const std::string& node);
    [[nodiscard]] std::size_t sessions() const { return sessions_.size(); }

private:
    struct Offer {
        std::string name;
        Allowed allowed;
        Program program;
    };
    struct Session {
        core::Jid who;
        std::string node;
        std::size_t step = 0;
        Command last;  // what was answered
        std::any memory;
        Instant until;
    };

    Result<Command> answer(const core::Iq& order);
    Result<Command> begin(const core::Iq& order, const Command& command, const Offer& offer);
    Result<Command> go_on(const core::Iq& order, const Command& command, const Offer& offer);
    Result<Command> run(const Call& call, const std::string& id, Session& session, const Offer& offer);
    void drop_expired();
    [[nodiscard]] bool has_room(const core::Jid& who) const;
    Result<disco::Items> list_for(const core::Iq& question) const;
    Result<disco::Info> about(const std::string& node, const core::Iq& question) const;

    core::Stream& stream_;
    disco::Module& disco_;
    Limits limits_;
    std::map<std::string, Offer> offers_;
    std::map<std::string, Session> sessions_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::commands

template <>
struct std::is_error_code_enum<headstock::commands::Trouble> : std::true_type {};
