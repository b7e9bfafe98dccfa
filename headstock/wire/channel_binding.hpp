// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace headstock::wire {

/// A value that the two ends of this very connection share (RFC 5056), to tie a login to it.
struct Binding {
    std::string type;  ///< "tls-exporter" (RFC 9266), "tls-unique" or "tls-server-end-point" (RFC 5929)
    std::string data;

    friend bool operator==(const Binding&, const Binding&) = default;
};

}  // namespace headstock::wire
