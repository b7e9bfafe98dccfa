// SPDX-License-Identifier: MIT
#include "cli/session.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/steady_timer.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "cli/exit_codes.hpp"
#include "cli/password.hpp"
#include "cli/state.hpp"
#include "cli/text.hpp"

#include "headstock/network/timeout.hpp"

namespace headstock::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto close_limit = 700ms;  // a client's close takes at most twice as long
constexpr auto last_limit = 1800ms;

template <class T>
T value_or_throw(Result<T> result) {
    if (!result) throw Failure(std::move(result.error()));
    return std::move(*result);
}

client::Tls tls_of(TlsMode mode) {
    switch (mode) {
        case TlsMode::direct:
            return client::Tls::direct;
        case TlsMode::off:
            return client::Tls::off;
        default:
            return client::Tls::starttls;
    }
}

/// Does the work of a command on a loop of its own, and ends it: by itself, by a signal, or by `finish`.
class Run {
public:
    Run(asio::io_context& loop, client::Client& client, const Stop& stop)
        : loop_(loop), client_(client), signals_(loop, dup(stop.descriptor())), last_(loop) {}

    void start(asio::awaitable<int> work) {
        signals_.async_wait(asio::posix::stream_descriptor::wait_read, [this](std::error_code wrong) {
            if (wrong) return;
            stopped_ = true;
            limit();
            cancel_.emit(asio::cancellation_type::terminal);
        });
        auto done = [this](std::exception_ptr thrown, int code) { ended(std::move(thrown), code); };
        asio::co_spawn(loop_, std::move(work), asio::bind_cancellation_slot(cancel_.slot(), std::move(done)));
        loop_.run();
    }
    void finish() {
        finished_ = true;
        cancel_.emit(asio::cancellation_type::terminal);
    }
    [[nodiscard]] int code() const {
        if (stopped_) throw Failure(Errc::interrupted);
        if (finished_) return 0;
        if (thrown_) std::rethrow_exception(thrown_);
        return code_;
    }

private:
    void ended(std::exception_ptr thrown, int code) {
        thrown_ = std::move(thrown);
        code_ = code;
        if (!stopped_) limit();
        asio::co_spawn(loop_, client_.close(), [this](std::exception_ptr) { loop_.stop(); });
    }
    /// Sees to it that nobody waits for a server that says nothing any more.
    void limit() {
        last_.expires_after(last_limit);
        last_.async_wait([this](std::error_code wrong) {
            if (!wrong) loop_.stop();
        });
    }

    asio::io_context& loop_;
    client::Client& client_;
    asio::posix::stream_descriptor signals_;
    asio::steady_timer last_;
    asio::cancellation_signal cancel_;
    std::exception_ptr thrown_;
    int code_ = 0;
    bool stopped_ = false;
    bool finished_ = false;
};

/// Opens the log; nothing where none is wanted. Who cannot be logged any more is served all the same.
std::optional<client::StanzaLog> open_log(Context& context) {
    const LogOptions& wanted = context.options.log;
    if (wanted.file.empty()) return std::nullopt;
    auto log = client::StanzaLog::open(wanted.file, {.max_size = wanted.max_size, .keep = wanted.keep});
    if (!log) throw Failure(Errc::bad_file, log.error().text + ": " + log.error().code.message());
    log->on_failure([&context](const Error& wrong) {
        const std::string text = "nothing more is logged: " + wrong.message();
        context.out.note("warning", {{"text", text}}, visible(text));
    });
    return std::move(*log);
}

core::Account account_of(Context& context) {
    const Options& options = context.options;
    PasswordSources sources{options.password_file, options.password_command, std::move(context.environment_password)};
    return {options.jid, value_or_throw(find_password(sources, options.jid.bare_text(), context.stop))};
}

}  // namespace

client::Options client_options(const Options& given, Parts parts, core::RosterCache* cache) {
    client::Options options;
    options.stream.auth.allow_plain = given.allow_plain;
    options.stream.login_limit = given.timeout;
    options.stream.close_limit = close_limit;
    options.session.roster = parts.roster;
    options.session.presence = parts.presence;
    options.session.cache = cache;
    if (given.connect) {
        options.host = given.connect->host;
        options.port = given.connect->port;
    }
    if (given.tls) options.tls = tls_of(*given.tls);
    options.websocket = given.websocket;
    options.bosh = given.bosh;
    if (given.discover) options.host_meta = client::HostMeta::only;
    options.proxy = given.proxy;
    options.trust.ca_file = given.ca_file;
    options.resolver.servers = given.name_servers;
    options.resolver.limit = std::min(options.resolver.limit, given.timeout / 2);
    options.connect_limit = given.timeout;
    options.last_retry = 1min;
    return options;
}

std::vector<Subscription> trace(Session& session, client::Client& client) {
    std::vector<Subscription> traced;
    if (session.log) traced.push_back(session.log->follow(client.stream()));
    if (!session.context.options.verbose) return traced;
    traced.push_back(
        client.stream().on_trace([&out = session.context.out](core::Direction direction, std::string_view xml) {
            out.diagnose((direction == core::Direction::sent ? "> " : "< ") + visible(xml));
        }));
    return traced;
}

int with_session(Context& context, Parts parts, const Work& work) {
    std::optional<State> state;
    std::optional<RosterFile> roster;
    if (!context.options.state.empty()) {
        state = value_or_throw(State::open(context.options.state));
        roster.emplace(state->path("roster.json"), context.options.jid.bare(), [&context](const Error& wrong) {
            context.out.note("warning", {{"text", wrong.message()}}, visible(wrong.message()));
        });
    }
    std::optional<client::StanzaLog> log = open_log(context);
    core::Account account = account_of(context);
    asio::io_context loop(1);
    const client::Options options = client_options(context.options, parts, roster ? &*roster : nullptr);
    Session session{
        context, {}, client::Client(loop.get_executor(), std::move(account), options), log ? &*log : nullptr};
    const std::vector<Subscription> traced = trace(session, session.client);
    Run run(loop, session.client, context.stop);
    session.finish = [&run] { run.finish(); };
    run.start(work(session));
    session.finish = [] {};
    return run.code();
}

asio::awaitable<void> log_in(Session& session) {
    co_await network::with_timeout(session.client.connect(), session.context.options.timeout);
}

core::Jid target_of(Session& session) { return session.context.options.target.value_or(session.client.server()); }

}  // namespace headstock::cli
