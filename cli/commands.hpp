// SPDX-License-Identifier: MIT
#pragma once
#include "cli/session.hpp"

namespace headstock::cli {

/// The commands. Each gives the tool's exit code, or throws Failure.
int run_send(Context& context);
int run_listen(Context& context);
int run_roster(Context& context);
int run_ping(Context& context);
int run_version(Context& context);
int run_disco(Context& context);
int run_doctor(Context& context);
int run_serve(Context& context);
int run_xml(Context& context);
int run_cot(Context& context);

}  // namespace headstock::cli
