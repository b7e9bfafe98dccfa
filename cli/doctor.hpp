// SPDX-License-Identifier: MIT
#pragma once
#include <asio/io_context.hpp>

#include "cli/session.hpp"

namespace headstock::cli {

/// Looks at a domain on `loop`, which may serve others too, and tells what it saw; gives the exit code. Throws Failure
/// with `Errc::interrupted` where a signal came first; what it began then ends with `loop`.
int diagnose(Context& context, asio::io_context& loop);

}  // namespace headstock::cli
