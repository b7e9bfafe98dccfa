// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "cli/stop.hpp"

#include "headstock/base/secret.hpp"
#include "headstock/core/jid.hpp"

namespace headstock::cli {

/// An account that a script calls by a name.
struct NamedAccount {
    std::string name;
    core::Jid jid;
    Secret password;
};

/// Reads a private file of accounts: one a line, as `name user@domain password`; empty lines and those that begin with
/// `#` are passed over. Fails with `Errc::bad_file` and the line, and with `Errc::unsafe_file` where others may read
/// it.
[[nodiscard]] Result<std::vector<NamedAccount>> read_named_accounts(const std::string& path, const Stop& stop);

}  // namespace headstock::cli
