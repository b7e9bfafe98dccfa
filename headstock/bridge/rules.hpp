// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/bridge/dispatcher.hpp"
#include "headstock/bridge/path.hpp"

/// The dispatcher's tables.
namespace headstock::bridge::detail {

using Actions = Handlers<Flow(View)>;

/// A handler list for each depth that has one.
class DepthTable {
public:
    /// The list for `depth`, made if there is none.
    Actions& list(Depth depth);
    /// The list for `depth`, if it has a live handler.
    [[nodiscard]] const Actions* find(Depth depth) const {
        for (const Entry& entry : entries_)
            if (entry.depth == depth) return entry.actions->empty() ? nullptr : entry.actions.get();
        return nullptr;
    }
    /// Whether there is no list at all.
    [[nodiscard]] bool unused() const { return entries_.empty(); }
    /// Drops the lists without a live handler.
    void sweep();
    void clear();

private:
    struct Entry {
        Depth depth;
        std::unique_ptr<Actions> actions;
    };
    std::vector<Entry> entries_;
};

/// A path and who wants to hear of what it leads to.
struct PathRule {
    explicit PathRule(Path leading) : path(std::move(leading)) {}
    Path path;
    Actions actions;
};

/// The rules for one tag. What it gives a reference to stays until a sweep.
class TagRules {
public:
    explicit TagRules(std::string_view tag) : tag_(tag) {}

    [[nodiscard]] std::string_view tag() const { return tag_; }
    /// The rules for a namespace, made if there are none.
    DepthTable& in(std::string_view ns);
    /// Those for any namespace.
    DepthTable& anywhere() { return anywhere_; }
    Actions& add(Path path);

    /// The rules for a namespace, if there are any.
    [[nodiscard]] const DepthTable* find(std::string_view ns) const;
    /// Who is to be called at `depth`: by the namespace, whose rules `named` are, else by the tag alone.
    [[nodiscard]] const Actions* find(const DepthTable* named, Depth depth) const {
        const Actions* const found = named ? named->find(depth) : nullptr;
        return found ? found : anywhere_.find(depth);
    }
    [[nodiscard]] bool has_paths() const { return !paths_.empty(); }
    /// The rules whose path leads to `element`, in order. They are shared, for one may go while it is called.
    [[nodiscard]] std::vector<std::shared_ptr<PathRule>> leading_to(View element) const;

    /// Drops what has no live handler.
    void sweep();
    [[nodiscard]] bool unused() const { return named_.empty() && anywhere_.unused() && paths_.empty(); }
    void clear();

private:
    struct Named {
        std::string ns;
        DepthTable rules;
    };
    std::string tag_;
    std::vector<std::unique_ptr<Named>> named_;
    DepthTable anywhere_;
    std::vector<std::shared_ptr<PathRule>> paths_;
};

/// All rules that name a tag. Most elements have a tag that no rule names: that is found out in a few instructions.
/// The keys are those of the program's own rules, so a few bytes of each are enough: an attacker can only look up.
class TagTable {
public:
    /// The rules for `tag`, made if there are none. Where `sweep` allows it, those without handlers go now and then.
    TagRules& rules(std::string_view tag, bool sweep);
    [[nodiscard]] const TagRules* find(std::string_view tag) const {
        const std::uint32_t key = key_of(tag);
        for (std::size_t at = place_of(key);; at = (at + 1) & (slots_.size() - 1)) {
            const Slot& slot = slots_[at];
            if (!slot.rules || (slot.key == key && slot.rules->tag() == tag)) return slot.rules;
        }
    }
    /// Whether there may be rules for an element of this tag.
    [[nodiscard]] bool may_have(const char* tag, std::size_t size) const {
        return (filter_[size % filter_.size()] >> (static_cast<unsigned char>(*tag) % 32U) & 1U) != 0;
    }
    void clear();

private:
    struct Slot {
        std::uint32_t key = 0;
        TagRules* rules = nullptr;
    };
    [[nodiscard]] static std::uint32_t key_of(std::string_view tag) {
        const auto byte = [tag](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(tag[i])}; };
        const std::size_t size = tag.size();
        if (size == 0) return 0;
        return static_cast<std::uint32_t>(size) ^ byte(0) << 8U ^ byte(size / 2) << 16U ^ byte(size - 1) << 24U;
    }
    [[nodiscard]] std::size_t place_of(std::uint32_t key) const {
        return (key * 0x9e3779b1U >> 16U) & (slots_.size() - 1);
    }
    void sweep();
    void place_all();

    std::array<std::uint32_t, 32> filter_{};  // by a tag's length, and by a bit for its first character
    std::vector<std::unique_ptr<TagRules>> rules_;
    std::vector<Slot> slots_ = std::vector<Slot>(16);  // a power of two, at most a quarter in use
    std::size_t made_ = 0;
    std::size_t sweep_at_ = 64;
};

}  // namespace headstock::bridge::detail
