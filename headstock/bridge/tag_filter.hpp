// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headstock::bridge {

/// A set of tags that is asked in a few instructions, and may say yes for a tag that is not in it.
class TagFilter {
public:
    void add(std::string_view tag) { rows_[tag.size() % rows_.size()] |= bit(tag); }
    void clear() { rows_ = {}; }
    /// False only where `tag` was not added.
    [[nodiscard]] bool may_have(std::string_view tag) const {
        return (rows_[tag.size() % rows_.size()] & bit(tag)) != 0;
    }

private:
    static std::uint32_t bit(std::string_view tag) {
        return std::uint32_t{1} << (tag.empty() ? 0U : static_cast<unsigned char>(tag.front()) % 32U);
    }
    std::array<std::uint32_t, 32> rows_{};  // one for each length, in it a bit for the first character
};

}  // namespace headstock::bridge
