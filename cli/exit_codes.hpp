// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>
#include <system_error>

#include "headstock/base/error.hpp"

namespace headstock::cli {

/// What the tool's exit codes mean. They never change.
enum class Exit {
    ok = 0,
    other = 1,
    usage = 2,
    config = 3,
    no_credentials = 4,
    dns = 5,
    connect = 6,
    tls = 7,
    authentication = 8,
    stream = 9,
    stanza = 10,
    timeout = 11,
    partly = 12,
    missing = 16,
    lost = 17,
};

/// What goes wrong in the tool itself.
enum class Errc {
    usage = 1,       ///< the command line makes no sense
    bad_input,       ///< what should be sent cannot be
    bad_file,        ///< a file or directory cannot be used
    unsafe_file,     ///< a file that holds secrets can be read by others
    state_in_use,    ///< another process uses the same state
    no_credentials,  ///< no password was given, and nobody can be asked
    bad_command,     ///< the command that should say the password failed
    interrupted,     ///< a signal asked to stop
    output_failed,   ///< the output cannot be written
};
/// The category "headstock.cli".
[[nodiscard]] const std::error_category& category();
[[nodiscard]] std::error_code make_error_code(Errc code);

/// The exit code for `error`.
[[nodiscard]] Exit exit_code(const Error& error);
/// What may help against `error`; empty where nothing is known.
[[nodiscard]] std::string_view hint(const Error& error);

}  // namespace headstock::cli

template <>
struct std::is_error_code_enum<headstock::cli::Errc> : std::true_type {};
