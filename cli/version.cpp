// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/text.hpp"

namespace headstock::cli {
namespace {

asio::awaitable<int> show_version(Session& session) {
    co_await log_in(session);
    const core::Jid target = target_of(session);
    const version::Info info =
        co_await session.client.ask(version::query(target).within(session.context.options.timeout));
    std::string line = visible(info.software) + " " + visible(info.version);
    if (info.os) line += " (" + visible(*info.os) + ")";
    Value::Fields fields;
    fields.emplace_back("from", target.text());
    fields.emplace_back("name", info.software);
    fields.emplace_back("version", info.version);
    if (info.os) fields.emplace_back("os", *info.os);
    session.context.out.result("version", std::move(fields), line);
    co_return static_cast<int>(Exit::ok);
}

}  // namespace

int run_version(Context& context) { return with_session(context, {}, show_version); }

}  // namespace headstock::cli
