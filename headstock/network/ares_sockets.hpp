// SPDX-License-Identifier: MIT
#pragma once
#include <ares.h>

namespace headstock::network {

/// How c-ares opens and uses its sockets: never blocking, closed on exec, and without SIGPIPE, which its own TCP writes
/// may raise. Internal.
extern const ares_socket_functions ares_sockets;

}  // namespace headstock::network
