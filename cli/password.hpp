// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "cli/stop.hpp"

#include "headstock/base/error.hpp"
#include "headstock/base/secret.hpp"

namespace headstock::cli {

/// Where the password may come from, the first that is there: never from the command line, which everybody can see.
struct PasswordSources {
    std::string file;
    std::string command;
    std::optional<Secret> environment;
};

inline constexpr std::size_t max_password = 4095;

/// Takes the password out of HEADSTOCK_PASSWORD, and blots it out there, for us and for every child.
[[nodiscard]] std::optional<Secret> take_environment_password();

/// Finds the password of `account`; asks at the terminal where no source is given. Fails with `Errc::no_credentials`
/// where there is nobody to ask, or what was found is empty.
[[nodiscard]] Result<Secret> find_password(const PasswordSources& sources, std::string_view account, const Stop& stop);

/// The first line of a file that nobody else may read.
[[nodiscard]] Result<Secret> password_from_file(const std::string& path, const Stop& stop);
/// The first line that a command of the shell says. Fails with `Errc::bad_command` where it does not end well.
[[nodiscard]] Result<Secret> password_from_command(const std::string& command, const Stop& stop);
/// What is typed at the terminal, unseen.
[[nodiscard]] Result<Secret> password_from_terminal(std::string_view prompt, const Stop& stop);

}  // namespace headstock::cli
