// SPDX-License-Identifier: MIT
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "headstock/bridge/dispatcher.hpp"

namespace headstock::bridge::detail {

using Actions = Handlers<Flow(View)>;

/// Whether `size` bytes are the same, where most are few: no call, and nothing is read beyond them.
inline bool same_few_bytes(const char* a, const char* b, std::size_t size) {
    const auto differ = [a, b]<class Word>(std::size_t at, Word) {
        Word left;
        Word right;
        std::memcpy(&left, a + at, sizeof(Word));
        std::memcpy(&right, b + at, sizeof(Word));
        return left != right;
    };
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8)
            if (differ(at, std::uint64_t{})) return false;
        return !differ(size - 8, std::uint64_t{});
    }
    if (size >= 4) return !differ(0, std::uint32_t{}) && !differ(size - 4, std::uint32_t{});
    return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
}

/// The handlers for a tag in a namespace at a depth, found in one step: a short cut through the rules, which own what
/// is in here. The keys are the program's own, so a few bytes of each are enough for a hash.
class ExactTable {
public:
    [[nodiscard]] const Actions* find(std::string_view tag, std::string_view ns, Depth depth) const {
        const std::uint32_t hash = hash_of(tag, ns);
        for (std::size_t at = place_of(hash); slots_[at].entry != 0; at = (at + 1) & mask_) {
            if (slots_[at].hash != hash) continue;
            const Entry& entry = entries_[slots_[at].entry - 1];
            if (entry.is_for(tag, ns, depth)) return entry.actions;
        }
        return nullptr;
    }
    /// Adds one that is not in it yet. The strings and the list must stay where they are until `clear`.
    void add(std::string_view tag, std::string_view ns, Depth depth, const Actions& actions) {
        entries_.push_back({depth, tag, ns, &actions});
        if (entries_.size() * 4 > slots_.size()) grow();
        else place(entries_.size());
    }
    void clear() { *this = ExactTable(); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t entry = 0;  // which one, from 1
    };
    struct Entry {
        Depth depth;
        std::string_view tag;
        std::string_view ns;
        const Actions* actions;

        [[nodiscard]] bool is_for(std::string_view its_tag, std::string_view its_ns, Depth its_depth) const {
            return depth == its_depth && tag.size() == its_tag.size() && ns.size() == its_ns.size() &&
                   same_few_bytes(tag.data(), its_tag.data(), tag.size()) &&
                   same_few_bytes(ns.data(), its_ns.data(), ns.size());
        }
    };
    [[nodiscard]] static std::uint32_t hash_of(std::string_view tag, std::string_view ns) {
        const auto byte = [](char c) { return std::uint32_t{static_cast<unsigned char>(c)}; };
        std::uint32_t ends = static_cast<std::uint32_t>(tag.size());
        if (!tag.empty()) ends ^= byte(tag.front()) << 8U ^ byte(tag.back()) << 16U;
        std::uint32_t tail = 0;
        if (ns.size() >= sizeof tail) std::memcpy(&tail, ns.data() + ns.size() - sizeof tail, sizeof tail);
        return ends * 0x9e3779b1U ^ (tail + static_cast<std::uint32_t>(ns.size())) * 0x85ebca6bU;
    }
    [[nodiscard]] std::size_t place_of(std::uint32_t hash) const { return (hash ^ hash >> 16U) & mask_; }
    void place(std::size_t entry) {
        const std::uint32_t hash = hash_of(entries_[entry - 1].tag, entries_[entry - 1].ns);
        std::size_t at = place_of(hash);
        while (slots_[at].entry != 0) at = (at + 1) & mask_;
        slots_[at] = {hash, static_cast<std::uint32_t>(entry)};
    }
    void grow() {
        slots_.assign(std::bit_ceil(8 * entries_.size()), Slot());
        mask_ = slots_.size() - 1;
        for (std::size_t entry = 1; entry <= entries_.size(); ++entry) place(entry);
    }

    std::vector<Entry> entries_;
    std::vector<Slot> slots_ = std::vector<Slot>(4);  // a power of two, at most a quarter in use
    std::size_t mask_ = 3;
};

}  // namespace headstock::bridge::detail
