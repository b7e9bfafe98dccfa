// SPDX-License-Identifier: MIT
#pragma once

namespace headstock::cli {

/// Makes the process one that may hold secrets and talk to broken pipes: no core dump, no debugger of the same user,
/// no SIGPIPE, and the descriptors 0 to 2 always taken, so that no socket is mistaken for the standard output.
void prepare_process();

}  // namespace headstock::cli
