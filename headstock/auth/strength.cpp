// SPDX-License-Identifier: MIT
#include "headstock/auth/strength.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace headstock::auth {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 19> strengths{{
    {"PLAIN", 1},
    {"DIGEST-MD5", 2},
    {"X-OAUTH2", 3},
    {"OAUTHBEARER", 4},
    {"SCRAM-SHA-1", 5},
    {"SCRAM-SHA-256", 6},
    {"HT-SHA-256-NONE", 7},
    {"SCRAM-SHA-512", 7},
    {"HT-SHA-512-NONE", 7},
    {"SCRAM-SHA-1-PLUS", 8},
    {"SCRAM-SHA-256-PLUS", 9},
    {"HT-SHA-256-EXPR", 10},
    {"HT-SHA-256-ENDP", 10},
    {"HT-SHA-256-UNIQ", 10},
    {"SCRAM-SHA-512-PLUS", 10},
    {"HT-SHA-512-EXPR", 10},
    {"HT-SHA-512-ENDP", 10},
    {"HT-SHA-512-UNIQ", 10},
    {"EXTERNAL", 11},
}};

}  // namespace

std::optional<int> strength(std::string_view mechanism) {
    const auto known = std::ranges::find(strengths, mechanism, &std::pair<std::string_view, int>::first);
    if (known == strengths.end()) return std::nullopt;
    return known->second;
}

bool at_least(std::string_view mechanism, std::string_view other) {
    const auto ours = strength(mechanism);
    const auto theirs = strength(other);
    return ours && theirs && *ours >= *theirs;
}

}  // namespace headstock::auth
