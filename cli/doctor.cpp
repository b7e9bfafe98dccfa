// SPDX-License-Identifier: MIT
#include "cli/doctor.hpp"

#include <asio/co_spawn.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <asio/this_coro.hpp>
#include <unistd.h>

#include <array>
#include <exception>
#include <utility>

#include "cli/commands.hpp"
#include "cli/doctor_advice.hpp"
#include "cli/exit_codes.hpp"

#include "headstock/network/tcp.hpp"
#include "headstock/network/timeout.hpp"
#include "headstock/network/wakeup.hpp"
#include "headstock/wire/error.hpp"

namespace headstock::cli {
namespace {

constexpr std::size_t read_size = 16U << 10U;

/// What all looks share.
struct Visit {
    const Options& options;
    wire::TlsContext careful;
    wire::TlsContext careless;  // to see what there is behind a certificate that is refused
};

wire::TlsContext trust(const Options& options, bool verify) {
    wire::TlsContext::ClientOptions wanted;
    wanted.ca_file = options.ca_file;
    wanted.verify = verify;
    Result<wire::TlsContext> context = wire::TlsContext::client(wanted);
    if (!context) throw Failure(std::move(context.error()));
    return std::move(*context);
}

/// Whether the certificate was refused; those codes come first.
bool is_distrust(const Error& error) {
    return error.code.category() == wire::category() &&
           error.code.value() <= static_cast<int>(wire::Errc::bad_certificate);
}

asio::awaitable<void> talk(network::Transport& transport, Probe& probe) {
    std::array<char, read_size> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled before it is read
    probe.start();
    for (;;) {
        const std::string out = probe.take_output();
        if (!out.empty()) co_await transport.write(out);
        if (probe.finished()) co_return;
        const std::size_t size = co_await transport.read(buffer);
        if (size == 0) probe.lost();
        else probe.receive({buffer.data(), size});
    }
}

/// Connects, which may fail, and sees what there is to see.
asio::awaitable<Seen> see(const Visit& visit, const Way& way, bool verify) {
    const Duration limit = visit.options.timeout;
    network::Endpoint endpoint;
    endpoint.host = way.address;
    endpoint.port = way.target.port;
    const std::unique_ptr<network::Transport> transport = co_await network::connect_tcp(std::move(endpoint), limit);
    Probe probe(*visit.options.target, verify ? visit.careful : visit.careless, way.target.direct_tls);
    try {
        co_await network::with_timeout(talk(*transport, probe), limit);
    } catch (const Failure& failure) {
        probe.lost(failure.error());
    }
    co_return probe.seen();
}

asio::awaitable<void> look_at(const Visit& visit, Look& look) {
    look.unreached = look.way.error;
    if (look.unreached) co_return;
    try {
        look.seen = co_await see(visit, look.way, true);
        if (!look.seen.error || !is_distrust(*look.seen.error)) co_return;
        look.distrust = std::exchange(look.seen.error, std::nullopt);
        look.seen = co_await see(visit, look.way, false);
    } catch (const Failure& failure) {
        if (!look.distrust) look.unreached = failure.error();
    }
}

/// Looks at all ways at once, and waits for all.
asio::awaitable<void> look_at_all(const Visit& visit, std::vector<Look>& looks) {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    network::Wakeup changed(executor);
    std::exception_ptr thrown;
    std::size_t open = looks.size();
    for (Look& look : looks) {
        auto done = [&](std::exception_ptr wrong) {
            if (wrong) thrown = std::move(wrong);
            --open;
            changed.raise();
        };
        asio::co_spawn(executor, look_at(visit, look), std::move(done));
    }
    while (open > 0) co_await changed.wait();
    if (thrown) std::rethrow_exception(thrown);
}

asio::awaitable<Report> examine(const Visit& visit) {
    const Options& options = visit.options;
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    network::Resolver resolver(executor, system_random(), resolver_options(options));
    Map map = co_await find_ways(resolver, options);
    Report report;
    report.domain = options.target->domain();
    report.now = std::chrono::system_clock::to_time_t(system_clock().wall());
    report.by_dns = !map.services.empty();
    report.services = std::move(map.services);
    for (Way& way : map.ways) report.looks.emplace_back().way = std::move(way);
    co_await look_at_all(visit, report.looks);
    report.findings = judge(report);
    co_return report;
}

/// Ends the loop at a signal. On one that was stopped before, Asio may wake a wait for nothing.
void watch(asio::posix::stream_descriptor& signals, const Stop& stop, asio::io_context& loop) {
    signals.async_wait(asio::posix::stream_descriptor::wait_read, [&](std::error_code wrong) {
        if (wrong) return;
        if (stop.signal()) loop.stop();
        else watch(signals, stop, loop);
    });
}

}  // namespace

int diagnose(Context& context, asio::io_context& loop) {
    const Visit visit{context.options, trust(context.options, true), trust(context.options, false)};
    asio::posix::stream_descriptor signals(loop, dup(context.stop.descriptor()));
    std::exception_ptr thrown;
    std::optional<Report> report;
    watch(signals, context.stop, loop);
    asio::co_spawn(loop, examine(visit), [&](std::exception_ptr wrong, Report seen) {
        thrown = std::move(wrong);
        report = std::move(seen);
        loop.stop();
    });
    loop.run();
    if (thrown) std::rethrow_exception(thrown);
    if (!report) throw Failure(Errc::interrupted);
    context.out.result("doctor", report_fields(*report), report_text(*report));
    return static_cast<int>(report->exit());
}

int run_doctor(Context& context) {
    asio::io_context loop(1);
    return diagnose(context, loop);
}

}  // namespace headstock::cli
