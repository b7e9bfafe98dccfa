// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string_view>

namespace headstock::auth {

/// How well a mechanism protects whoever logs in by it: the larger, the better. Nothing for a mechanism we do not have.
///
/// From the bottom: PLAIN; DIGEST-MD5; X-OAUTH2 and OAUTHBEARER, which show a secret that soon expires; SCRAM by its
/// hash, and hashed tokens; the same bound to the channel; EXTERNAL. A hashed token stands where SCRAM with the best
/// hash does: nobody can guess it, whatever its hash.
[[nodiscard]] std::optional<int> strength(std::string_view mechanism);

/// Whether `mechanism` is as strong as `other` or stronger; never where we do not have both.
[[nodiscard]] bool at_least(std::string_view mechanism, std::string_view other);

}  // namespace headstock::auth
