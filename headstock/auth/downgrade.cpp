// SPDX-License-Identifier: MIT
#include "headstock/auth/downgrade.hpp"

#include <algorithm>
#include <vector>

#include "headstock/base/base64.hpp"

namespace headstock::auth {
namespace {

std::string joined(std::span<const std::string> words) {
    std::vector<std::string_view> sorted(words.begin(), words.end());
    std::ranges::sort(sorted);
    std::string text;
    for (std::size_t i = 0; i < sorted.size(); ++i) text.append(i == 0 ? "" : "\x1e").append(sorted[i]);
    return text;
}

}  // namespace

std::string offer_hash(Hash hash, std::span<const std::string> mechanisms, std::span<const std::string> binding_types) {
    std::string text = joined(mechanisms);
    if (!binding_types.empty()) text.append("\x1f").append(joined(binding_types));
    return to_base64(digest(hash, text));
}

}  // namespace headstock::auth
