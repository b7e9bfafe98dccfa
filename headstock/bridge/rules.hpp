// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <bit>
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
    /// The list for `depth`, if there is one.
    [[nodiscard]] const Actions* find(Depth depth) const {
        for (const Entry& entry : entries_)
            if (entry.depth == depth) return entry.actions.get();
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

/// Finds a `T` by its `key()`. Most that is asked for is not there: that is found out in a few instructions. The keys
/// are those of the program's own rules, so a few bytes of each are enough: an attacker can only look up.
template <class T>
class KeyTable {
public:
    [[nodiscard]] const T* find(std::string_view key) const {
        if (items_.size() == 1) return items_.front()->key() == key ? items_.front().get() : nullptr;
        const std::uint32_t hash = hash_of(key);
        for (std::size_t at = place_of(hash);; at = (at + 1) & mask_) {
            const Slot& slot = slots_[at];
            if (!slot.item || (slot.hash == hash && slot.key == key)) return slot.item;
        }
    }
    /// The one for `key`, made if there is none. It stays where it is until `keep_if` drops it.
    T& get(std::string_view key) {
        if (const T* found = find(key)) return const_cast<T&>(*found);
        T& made = *items_.emplace_back(std::make_unique<T>(key));
        place_all();
        return made;
    }
    template <class Wanted>
    void keep_if(Wanted wanted) {
        std::erase_if(items_, [&](const auto& item) { return !wanted(*item); });
        place_all();
    }
    template <class Each>
    void for_each(Each each) const {
        for (const auto& item : items_) each(*item);
    }
    [[nodiscard]] std::size_t size() const { return items_.size(); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        T* item = nullptr;
        std::string_view key;  // of the item
    };
    [[nodiscard]] static std::uint32_t hash_of(std::string_view key) {
        const auto byte = [key](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(key[i])}; };
        const std::size_t size = key.size();
        if (size == 0) return 0;
        const std::uint32_t before_last = byte(size - std::min<std::size_t>(size, 3));
        return static_cast<std::uint32_t>(size) ^ byte(size / 2) << 8U ^ before_last << 16U ^ byte(size - 1) << 24U;
    }
    [[nodiscard]] std::size_t place_of(std::uint32_t hash) const { return (hash * 0x9e3779b1U >> 16U) & mask_; }
    void place_all() {
        mask_ = std::bit_ceil(std::max<std::size_t>(4, 4 * items_.size())) - 1;
        slots_.assign(mask_ + 1, Slot());
        for (const auto& item : items_) {
            const std::uint32_t hash = hash_of(item->key());
            std::size_t at = place_of(hash);
            while (slots_[at].item) at = (at + 1) & mask_;
            slots_[at] = {hash, item.get(), item->key()};
        }
    }

    std::vector<std::unique_ptr<T>> items_;
    std::vector<Slot> slots_ = std::vector<Slot>(4);  // a power of two, at most a quarter in use
    std::size_t mask_ = 3;
};

/// The rules for one namespace of a tag.
struct NamedRules {
    explicit NamedRules(std::string_view name) : ns(name) {}
    [[nodiscard]] std::string_view key() const { return ns; }
    std::string ns;
    DepthTable rules;
};

/// The rules for one tag. What it gives a reference to stays until a sweep.
class TagRules {
public:
    explicit TagRules(std::string_view tag) : tag_(tag) {}

    [[nodiscard]] std::string_view key() const { return tag_; }
    /// The rules for a namespace, made if there are none.
    DepthTable& in(std::string_view ns) { return named_.get(ns).rules; }
    /// Those for any namespace.
    DepthTable& anywhere() { return anywhere_; }
    Actions& add(Path path);

    /// The rules for a namespace, if there are any.
    [[nodiscard]] const NamedRules* find(std::string_view ns) const { return named_.find(ns); }
    /// Who is to be called at `depth`: by the namespace, whose rules `named` are, else by the tag alone.
    [[nodiscard]] const Actions* find(const NamedRules* named, Depth depth) const {
        const Actions* const found = named ? named->rules.find(depth) : nullptr;
        return anywhere_.unused() || (found && !found->empty()) ? found : anywhere_.find(depth);
    }
    [[nodiscard]] bool has_paths() const { return !paths_.empty(); }
    /// The rules whose path leads to `element`, in order. They are shared, for one may go while it is called.
    [[nodiscard]] std::vector<std::shared_ptr<PathRule>> leading_to(View element) const;

    /// Drops what has no live handler.
    void sweep();
    [[nodiscard]] bool unused() const { return named_.size() == 0 && anywhere_.unused() && paths_.empty(); }
    void clear();

private:
    std::string tag_;
    KeyTable<NamedRules> named_;
    DepthTable anywhere_;
    std::vector<std::shared_ptr<PathRule>> paths_;
};

/// All rules that name a tag.
class TagTable {
public:
    /// The rules for `tag`, made if there are none. Where `may_sweep`, those without handlers go now and then.
    TagRules& rules(std::string_view tag, bool may_sweep);
    [[nodiscard]] const TagRules* find(std::string_view tag) const { return rules_.find(tag); }
    /// Whether there may be rules for an element of this tag.
    [[nodiscard]] bool may_have(const char* tag, std::size_t size) const {
        return (filter_[size % filter_.size()] >> (static_cast<unsigned char>(*tag) % 32U) & 1U) != 0;
    }
    void clear();

private:
    void sweep();
    void filter(std::string_view tag);

    std::array<std::uint32_t, 32> filter_{};  // by a tag's length, and by a bit for its first character
    KeyTable<TagRules> rules_;
    std::size_t made_ = 0;
    std::size_t sweep_at_ = 64;
};

}  // namespace headstock::bridge::detail
