// SPDX-License-Identifier: MIT
#include "headstock/auth/external.hpp"

#include "headstock/auth/saslprep.hpp"

namespace headstock::auth {

Result<std::string> External::message() {
    if (auto good = check_sendable("authorization id", authorization_id_, true); !good)
        return std::unexpected(good.error());
    return authorization_id_;
}

}  // namespace headstock::auth
