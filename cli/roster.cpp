// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/events.hpp"
#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

asio::awaitable<int> show_roster(Session& session) {
    co_await log_in(session);
    const core::Roster& roster = session.client.session().roster;
    if (!roster.loaded()) throw Failure(core::Errc::missing_feature, "the server gives no roster");
    Value::List items;
    std::string lines;
    for (const auto& [jid, item] : roster.items()) {
        items.emplace_back(roster_fields(item));
        lines += (lines.empty() ? "" : "\n") + roster_line(item);
    }
    Output& out = session.context.out;
    Value::Fields fields;
    fields.emplace_back("items", std::move(items));
    if (out.json() || !lines.empty()) out.result("roster", std::move(fields), lines);
    co_return static_cast<int>(Exit::ok);
}

}  // namespace

int run_roster(Context& context) { return with_session(context, {.roster = true}, show_roster); }

}  // namespace headstock::cli
