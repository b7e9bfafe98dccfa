// SPDX-License-Identifier: MIT
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <cstdio>

#include "cli/commands.hpp"
#include "cli/events.hpp"
#include "cli/exit_codes.hpp"
#include "cli/text.hpp"

namespace headstock::cli {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// A server that knows no pings says so, and lives (XEP-0199 §4.2); of anybody else it is their server that says so.
bool is_sign_of_life(const Error& error, const core::Jid& target) {
    const bool unknown = error.code == core::StanzaCondition::service_unavailable ||
                         error.code == core::StanzaCondition::feature_not_implemented;
    return unknown && target.local().empty() && target.is_bare();
}

asio::awaitable<std::optional<Error>> ask_once(Session& session, const core::Jid& target) {
    std::optional<Error> wrong;
    try {
        co_await session.client.ask(ping::ping(target).within(session.context.options.timeout));
    } catch (const Failure& failure) {
        const bool answered = failure.code().category() == core::stanza_category();
        if (!answered && failure.code() != std::errc::timed_out) throw;
        if (!is_sign_of_life(failure.error(), target)) wrong = failure.error();
    }
    co_return wrong;
}

void tell(Output& out, const core::Jid& target, std::uint32_t number, Milliseconds time) {
    std::array<char, 32> words{};
    std::snprintf(words.data(), words.size(), "%.1f ms", time.count());
    Value::Fields fields;
    fields.emplace_back("from", target.text());
    fields.emplace_back("seq", number);
    fields.emplace_back("ms", time.count());
    out.result("pong", std::move(fields), visible(target.text()) + ": " + words.data());
}

asio::awaitable<void> wait_a_second() {
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::seconds(1));
    co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<int> ping_all(Session& session) {
    co_await log_in(session);
    const core::Jid target = target_of(session);
    const std::uint32_t count = session.context.options.count;
    Output& out = session.context.out;
    std::uint32_t failed = 0;
    std::optional<Error> wrong;
    for (std::uint32_t number = 1; number <= count && !out.broken(); ++number) {
        if (number > 1) co_await wait_a_second();
        const Instant begun = std::chrono::steady_clock::now();
        wrong = co_await ask_once(session, target);
        if (!wrong) tell(out, target, number, std::chrono::steady_clock::now() - begun);
        else if (++failed < count) out.error(*wrong);
    }
    if (failed == 0) co_return static_cast<int>(Exit::ok);
    if (failed < count) co_return static_cast<int>(Exit::partly);
    throw Failure(*wrong);
}

}  // namespace

int run_ping(Context& context) { return with_session(context, {}, ping_all); }

}  // namespace headstock::cli
