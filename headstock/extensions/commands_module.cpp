// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "headstock/base/hex.hpp"
#include "headstock/extensions/commands.hpp"

namespace headstock::commands {
namespace {

constexpr std::size_t id_bytes = 16;  // nobody guesses another's session

std::unexpected<Error> refuse(core::StanzaCondition why, std::string text) {
    return fail(make_error_code(why), std::move(text));
}

/// Why an order cannot be read.
std::unexpected<Error> malformed(const Error& why) {
    if (why.text.find("@action") != std::string::npos) return fail(Trouble::malformed_action);
    return fail(Trouble::bad_payload, why.text);
}

/// What was filled in must fit what was asked. A form of type `cancel` counts as submitted (XEP-0050 §3.5.1).
Result<void> check_form(const Command& asked, std::optional<forms::Form>& filled) {
    if (filled && filled->type == forms::Type::cancel) filled->type = forms::Type::submit;
    if (!asked.form || asked.form->type != forms::Type::form) return {};
    const forms::Form nothing = forms::make(forms::Type::submit, std::string(asked.form->form_type()));
    const Result<void> good = forms::check(*asked.form, filled ? *filled : nothing);
    if (!good) return fail(Trouble::bad_payload, good.error().text);
    return {};
}

/// How a stage is told.
Command told(const std::string& node, const std::string& id, Stage stage) {
    Command answer;
    answer.node = node;
    answer.session = id;
    answer.status = stage.allowed.empty() ? Status::completed : Status::executing;
    answer.form = std::move(stage.form);
    answer.notes = std::move(stage.notes);
    answer.payload = std::move(stage.payload);
    if (stage.allowed.empty()) return answer;
    const bool has_next = std::ranges::find(stage.allowed, Action::next) != stage.allowed.end();
    Actions& actions = answer.actions.emplace();
    actions.execute = stage.otherwise.value_or(has_next ? Action::next : stage.allowed.back());
    actions.allowed = std::move(stage.allowed);
    return answer;
}

}  // namespace

Module::Module(core::Stream& stream, disco::Module& disco, Limits limits)
    : stream_(stream),
      disco_(disco),
      limits_(limits),
      answering_(
          stream.router().respond<Command>(core::IqType::set, [this](const core::Iq& iq) { return answer(iq); })),
      announced_(stream.announce(std::string(ns))) {
    disco_.list_with(ns, [this](const core::Iq& question) { return list_for(question); });
    disco_.inform_with(ns, [](const core::Iq&) -> Result<disco::Info> {
        disco::Info info;
        info.identities.push_back({"automation", "command-list", std::nullopt});
        info.features.push_back({std::string(ns)});
        return info;
    });
}

Module::~Module() {
    disco_.forget(ns);
    for (const auto& [node, offer] : offers_) disco_.forget(node);
}

void Module::offer(std::string node, std::string name, Allowed allowed, Program program) {
    disco_.inform_with(node, [this, node](const core::Iq& question) { return about(node, question); });
    offers_.insert_or_assign(std::move(node), Offer{std::move(name), std::move(allowed), std::move(program)});
}

void Module::withdraw(const std::string& node) {
    disco_.forget(node);
    std::erase_if(sessions_, [&](const auto& each) { return each.second.node == node; });
    offers_.erase(node);
}

Result<disco::Items> Module::list_for(const core::Iq& question) const {
    disco::Items items;
    const core::Jid& self = question.to().empty() ? stream_.address() : question.to();
    for (const auto& [node, offer] : offers_)
        if (offer.allowed(question.from())) items.items.push_back({self, node, offer.name});
    return items;
}

Result<disco::Info> Module::about(const std::string& node, const core::Iq& question) const {
    const Offer& offer = offers_.at(node);
    if (!offer.allowed(question.from())) return refuse(core::StanzaCondition::forbidden, "");
    disco::Info info;
    info.identities.push_back({"automation", "command-node", offer.name});
    info.features = {{std::string(ns)}, {std::string(forms::ns)}};
    return info;
}

Result<Command> Module::answer(const core::Iq& order) {
    drop_expired();
    const Result<Command> command = order.payload<Command>();
    if (!command) return malformed(command.error());
    const auto found = offers_.find(command->node);
    if (found == offers_.end()) return refuse(core::StanzaCondition::item_not_found, command->node);
    if (!found->second.allowed(order.from())) return refuse(core::StanzaCondition::forbidden, "");
    const Offer offer = found->second;  // its program may withdraw it
    return command->session ? go_on(order, *command, offer) : begin(order, *command, offer);
}

Result<Command> Module::begin(const core::Iq& order, const Command& command, const Offer& offer) {
    if (command.action.value_or(Action::execute) != Action::execute) return fail(Trouble::bad_action);
    if (!has_room(order.from())) return refuse(core::StanzaCondition::resource_constraint, "too many sessions");
    const std::string id = to_hex(stream_.random().bytes(id_bytes));
    Session session{.who = order.from(), .node = command.node, .step = 0, .last = {}, .memory = {}, .until = {}};
    const forms::Form* const form = command.form ? &*command.form : nullptr;
    return run({order, Action::execute, 0, form, session.memory}, id, session, offer);
}

Result<Command> Module::go_on(const core::Iq& order, const Command& command, const Offer& offer) {
    const auto found = sessions_.find(*command.session);
    if (found == sessions_.end()) return fail(Trouble::session_expired);
    if (found->second.who != order.from() || found->second.node != command.node) return fail(Trouble::bad_sessionid);
    Action action = command.action.value_or(Action::execute);
    if (!found->second.last.allows(action)) return fail(Trouble::bad_action);
    if (action == Action::execute) action = found->second.last.meaning_of_execute();
    std::optional<forms::Form> form = command.form;
    if (action == Action::next || action == Action::complete)
        if (Result<void> good = check_form(found->second.last, form); !good) return std::unexpected(good.error());
    Session session = std::move(found->second);
    sessions_.erase(found);
    if (action == Action::cancel) {
        Command gone = told(command.node, *command.session, {});
        gone.status = Status::canceled;
        return gone;
    }
    if (action != Action::prev) ++session.step;
    else if (session.step > 0) --session.step;
    const Call call{order, action, session.step, form ? &*form : nullptr, session.memory};
    return run(call, *command.session, session, offer);
}

/// Has the program say what comes, and keeps the session where that is not the end. `session` is not among the others
/// meanwhile, so the program may do what it likes.
Result<Command> Module::run(const Call& call, const std::string& id, Session& session, const Offer& offer) {
    Result<Stage> stage = offer.program(call);
    if (!stage) return std::unexpected(std::move(stage.error()));
    Command answer = told(session.node, id, *std::move(stage));
    if (answer.status == Status::executing && offers_.contains(session.node)) {
        session.last = answer;
        session.until = stream_.clock().now() + limits_.idle;
        sessions_.insert_or_assign(id, std::move(session));
    }
    return answer;
}

void Module::drop_expired() {
    const Instant now = stream_.clock().now();
    std::erase_if(sessions_, [&](const auto& each) { return each.second.until <= now; });
}

bool Module::has_room(const core::Jid& who) const {
    const auto own =
        std::ranges::count_if(sessions_, [&](const auto& each) { return each.second.who.bare() == who.bare(); });
    return sessions_.size() < limits_.sessions && static_cast<std::size_t>(own) < limits_.sessions_of_one;
}

}  // namespace headstock::commands
