// SPDX-License-Identifier: MIT
#include <cstddef>
#include <exception>
#include <new>
#include <span>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/password.hpp"
#include "cli/process.hpp"

namespace headstock::cli {
namespace {

int run(Context& context) {
    switch (context.options.command) {
        case Command::send:
            return run_send(context);
        case Command::listen:
            return run_listen(context);
        case Command::roster:
            return run_roster(context);
        case Command::ping:
            return run_ping(context);
        case Command::version:
            return run_version(context);
        case Command::disco:
            return run_disco(context);
        case Command::doctor:
            return run_doctor(context);
        case Command::serve:
            return run_serve(context);
        case Command::xml:
            return run_xml(context);
        case Command::cot:
            return run_cot(context);
    }
    return static_cast<int>(Exit::other);
}

int failed(const Error& error, Output& out, const Stop& stop) {
    if (error.code == Errc::interrupted) return 128 + stop.signal().value_or(0);
    out.error(error);
    return static_cast<int>(exit_code(error));
}

/// A reader that has gone, as head(1) does, had what it wanted.
int finished(int code, Output& out) {
    if (!out.broken() || *out.broken() == Errc::interrupted) return code;
    if (*out.broken() == std::errc::broken_pipe) return static_cast<int>(Exit::ok);
    const Error error{Errc::output_failed, out.broken()->message()};
    return out.error(error), static_cast<int>(exit_code(error));
}

int run(std::span<const char* const> arguments, std::optional<Secret> password) {
    const Stop stop;
    const Result<Invocation> invocation = read_options(arguments);
    Output out(stop, invocation ? invocation->options.json : wants_json(arguments));
    try {
        if (!invocation) return failed(invocation.error(), out, stop);
        if (!invocation->text.empty()) {
            Output(stop, false).result({}, {}, invocation->text);
            return static_cast<int>(Exit::ok);
        }
        Context context{invocation->options, out, stop, std::move(password)};
        return finished(run(context), out);
    } catch (const Failure& failure) {
        return failed(failure.error(), out, stop);
    } catch (const std::bad_alloc&) {
        return failed({std::make_error_code(std::errc::not_enough_memory), {}}, out, stop);
    } catch (const std::exception& wrong) {
        return failed({std::make_error_code(std::errc::state_not_recoverable), wrong.what()}, out, stop);
    }
}

}  // namespace
}  // namespace headstock::cli

int main(int count, char** words) {
    headstock::cli::prepare_process();
    std::optional<headstock::Secret> password = headstock::cli::take_environment_password();
    return headstock::cli::run(std::span(words, static_cast<std::size_t>(count)), std::move(password));
}
