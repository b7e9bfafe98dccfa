// SPDX-License-Identifier: MIT
#include <asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <deque>
#include <exception>
#include <list>
#include <map>
#include <memory>

#include "cli/accounts.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/files.hpp"
#include "cli/text.hpp"

#include "headstock/base/hex.hpp"
#include "headstock/conversation/script.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/network/wakeup.hpp"

namespace headstock::cli {
namespace {

using testing::Names;
using testing::ScriptStep;

constexpr std::size_t max_heard = 1'000;  // stanzas that nobody has expected yet; the oldest go
constexpr std::size_t max_shown = 5;      // of them, where a step fails

/// One connection of a script, and what it has heard that no step has expected yet.
class Part {
public:
    Part(client::Client& client, const asio::any_io_executor& executor) : client_(client), changed_(executor) {
        for (const std::string_view tag : {"message", "presence", "iq"})
            kept_.push_back(client.stream().dispatcher().on({tag, core::ns::client}, [this](bridge::View stanza) {
                if (heard_.size() == max_heard) heard_.pop_front();
                heard_.push_back(stanza.own());
                changed_.raise();
            }));
        kept_.push_back(client.stream().on_end([this](const Error&) { changed_.raise(); }));
    }

    [[nodiscard]] client::Client& client() { return client_; }
    [[nodiscard]] const std::deque<bridge::Element>& heard() const { return heard_; }

    /// Waits for one of `expected`, and takes it out of what was heard. Gives whether it came in time.
    asio::awaitable<bool> wait_for(std::vector<bridge::Element> expected, bool strict, Instant limit, Names& caught) {
        for (;;) {
            if (take(expected, strict, caught)) co_return true;
            if (strict && !heard_.empty()) co_return false;
            if (const auto& end = client_.stream().end()) throw Failure(*end);
            if (client_.stream().clock().now() >= limit) co_return false;
            co_await changed_.wait(limit);
        }
    }

private:
    bool take(const std::vector<bridge::Element>& expected, bool strict, Names& caught) {
        for (auto each = heard_.begin(); each != heard_.end(); ++each) {
            for (const bridge::Element& wanted : expected)
                if (testing::fits(wanted, *each, caught)) return heard_.erase(each), true;
            if (strict) return false;
        }
        return false;
    }

    client::Client& client_;
    network::Wakeup changed_;
    std::deque<bridge::Element> heard_;
    std::vector<Subscription> kept_;
};

/// A script and whom it is played by.
class Play {
public:
    Play(Session& session, const std::vector<ScriptStep>& steps, std::vector<NamedAccount> accounts,
         const asio::any_io_executor& executor)
        : session_(session), steps_(steps), accounts_(std::move(accounts)), executor_(executor) {
        parts_.try_emplace("", session.client, executor_);
        variables_ = {session.context.options.cot.variables.begin(), session.context.options.cot.variables.end()};
        variables_.emplace("run", to_hex(session.client.stream().random().bytes(8)));
    }

    asio::awaitable<int> run() {
        const Instant begun = now();
        co_await log_in(session_);
        tell_names("", session_.client);
        for (const ScriptStep& each : steps_)
            if (!parts_.contains(each.who)) co_await bring_in(each.who);
        std::size_t done = 0;
        bool good = true;
        for (; good && done < steps_.size(); done += good ? 1 : 0) good = co_await play(steps_[done]);
        tell_end(done, now() - begun);
        co_return static_cast<int>(good ? Exit::ok : Exit::other);
    }

    /// Says goodbye for all but the session's own client.
    asio::awaitable<void> close() {
        for (client::Client& each : others_) co_await each.close();
    }

private:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    [[nodiscard]] Instant now() { return session_.client.stream().clock().now(); }
    [[nodiscard]] const std::string& file() const { return session_.context.options.cot.file; }

    asio::awaitable<void> bring_in(std::string name) {
        const auto account = std::ranges::find(accounts_, name, &NamedAccount::name);
        core::Account login(account->jid, account->password);
        client::Client& client =
            others_.emplace_back(executor_, std::move(login), client_options(session_.context.options, {}, nullptr));
        for (Subscription& each : trace(session_, client)) traced_.push_back(std::move(each));
        parts_.try_emplace(name, client, executor_);
        co_await network::with_timeout(client.connect(), session_.context.options.timeout);
        tell_names(name + ".", client);
    }

    void tell_names(const std::string& prefix, client::Client& client) {
        for (auto& [name, value] : names_of(client.address())) variables_.insert_or_assign(prefix + name, value);
    }
    static Names names_of(const core::Jid& jid) {
        return {{"jid", jid.text()},
                {"bare", jid.bare().text()},
                {"domain", std::string(jid.domain())},
                {"resource", std::string(jid.resource())},
                {"local", std::string(jid.local())}};
    }
    /// What may stand in a step: names of all, and those of the connection whose step it is without its name. The first
    /// three of Tigase's are known too.
    Names variables_of(Part& part) {
        const core::Jid& jid = part.client().address();
        Names all = names_of(jid);
        all.insert({{"from-jid", jid.text()}, {"from-id", jid.bare().text()}, {"hostname", std::string(jid.domain())}});
        Names others = variables_;
        all.merge(others);
        return all;
    }

    asio::awaitable<bool> play(const ScriptStep& step) {
        Part& part = parts_.at(step.who);
        const Names variables = variables_of(part);
        const bool expects = step.action == ScriptStep::Action::expect;
        std::vector<bridge::Element> elements;
        for (const bridge::Element& each : step.elements) {
            auto ready = testing::filled(each, variables, caught_, expects);
            if (!ready) co_return tell(step, Duration::zero(), "nothing is known of " + ready.error());
            elements.push_back(std::move(*ready));
        }
        if (!expects) co_return send(step, part, elements);
        const Instant begun = now();
        const Duration limit = step.limit.value_or(session_.context.options.timeout);
        const bool came = co_await part.wait_for(elements, step.strict, begun + limit, caught_);
        co_return tell(step, now() - begun, came ? std::string() : missed(part, elements, step.strict));
    }

    bool send(const ScriptStep& step, Part& part, const std::vector<bridge::Element>& elements) {
        for (const bridge::Element& each : elements)
            if (Result<void> sent = part.client().stream().send(each.view()); !sent)
                return tell(step, Duration::zero(), sent.error().message());
        return tell(step, Duration::zero(), {});
    }

    static std::string missed(const Part& part, const std::vector<bridge::Element>& expected, bool strict) {
        const auto& heard = part.heard();
        std::string what = strict && !heard.empty() ? "something else came" : "it did not come in time";
        for (const bridge::Element& each : expected) what += "\nexpected: " + each.xml();
        for (std::size_t i = 0; i < std::min(heard.size(), max_shown); ++i) what += "\n     got: " + heard[i].xml();
        if (heard.size() > max_shown) what += "\n          and " + std::to_string(heard.size() - max_shown) + " more";
        if (heard.empty()) what += "\n     got: nothing";
        return what;
    }

    /// Says what became of a step; gives whether it went well.
    bool tell(const ScriptStep& step, Duration time, const std::string& wrong) {
        const std::string_view action = step.action == ScriptStep::Action::send ? "send" : "expect";
        Value::Fields fields;
        fields.emplace_back("line", static_cast<std::uint32_t>(step.line));
        fields.emplace_back("action", action);
        if (!step.who.empty()) fields.emplace_back("connection", step.who);
        fields.emplace_back("ok", wrong.empty());
        if (step.action == ScriptStep::Action::expect) fields.emplace_back("ms", Milliseconds(time).count());
        if (!wrong.empty()) fields.emplace_back("reason", wrong);
        std::string line = visible(file()) + ":" + std::to_string(step.line) + ": " + std::string(action);
        if (!step.who.empty()) line += "(" + step.who + ")";
        session_.context.out.result("step", std::move(fields),
                                    line + ": " + (wrong.empty() ? "ok" : visible_lines(wrong)));
        return wrong.empty();
    }

    void tell_end(std::size_t done, Duration time) {
        std::array<char, 32> words{};
        std::snprintf(words.data(), words.size(), "%.0f ms", Milliseconds(time).count());
        Value::Fields fields;
        fields.emplace_back("file", file());
        fields.emplace_back("ok", done == steps_.size());
        fields.emplace_back("steps", static_cast<std::uint32_t>(steps_.size()));
        fields.emplace_back("done", static_cast<std::uint32_t>(done));
        fields.emplace_back("ms", Milliseconds(time).count());
        session_.context.out.result("script", std::move(fields),
                                    visible(file()) + ": " + std::to_string(done) + " of " +
                                        std::to_string(steps_.size()) + " steps, " + words.data());
    }

    Session& session_;
    const std::vector<ScriptStep>& steps_;
    std::vector<NamedAccount> accounts_;
    asio::any_io_executor executor_;
    std::list<client::Client> others_;
    std::vector<Subscription> traced_;
    std::map<std::string, Part, std::less<>> parts_;
    Names variables_;
    Names caught_;
};

std::vector<ScriptStep> read_script(Context& context) {
    const std::string& path = context.options.cot.file;
    const Result<Descriptor> file = open_public(path);
    if (!file) throw Failure(file.error());
    const Result<std::string> text = read_all(file->get(), testing::max_script, context.stop);
    if (!text) throw Failure(text.error());
    auto steps = testing::parse_script(*text);
    if (steps) return std::move(*steps);
    const auto& [line, column, what] = steps.error();
    throw Failure(Errc::bad_input, path + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + what);
}

/// Whoever plays a part must have an account.
void check_parts(const std::string& file, const std::vector<ScriptStep>& steps,
                 const std::vector<NamedAccount>& accounts) {
    for (const ScriptStep& step : steps)
        if (!step.who.empty() && std::ranges::find(accounts, step.who, &NamedAccount::name) == accounts.end())
            throw Failure(Errc::bad_input,
                          file + ":" + std::to_string(step.line) + ": --accounts names no " + step.who);
}

asio::awaitable<int> play_all(Session& session, const std::vector<ScriptStep>& steps,
                              std::vector<NamedAccount> accounts) {
    Play play(session, steps, std::move(accounts), co_await asio::this_coro::executor);
    std::exception_ptr thrown;
    int code = 0;
    try {
        code = co_await play.run();
    } catch (...) {
        thrown = std::current_exception();
    }
    co_await asio::this_coro::reset_cancellation_state();  // whoever ended the work still waits for the goodbye
    co_await play.close();
    if (thrown) std::rethrow_exception(thrown);
    co_return code;
}

}  // namespace

int run_cot(Context& context) {
    const CotOptions& options = context.options.cot;
    const std::vector<ScriptStep> steps = read_script(context);
    std::vector<NamedAccount> accounts;
    if (!options.accounts_file.empty()) {
        auto read = read_named_accounts(options.accounts_file, context.stop);
        if (!read) throw Failure(read.error());
        accounts = std::move(*read);
    }
    check_parts(options.file, steps, accounts);
    return with_session(context, {}, [&](Session& session) { return play_all(session, steps, accounts); });
}

}  // namespace headstock::cli
