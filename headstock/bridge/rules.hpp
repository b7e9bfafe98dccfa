// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/bridge/exact_table.hpp"
#include "headstock/bridge/path.hpp"

/// The dispatcher's tables.
namespace headstock::bridge::detail {

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
    template <class Each>
    void for_each(Each each) const {
        for (const Entry& entry : entries_) each(entry.depth, *entry.actions);
    }
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
    using ByNamespace = std::map<std::string, DepthTable, std::less<>>;

    /// The rules for a namespace, made if there are none.
    ByNamespace::value_type& in(std::string_view ns) { return *named_.try_emplace(std::string(ns)).first; }
    /// Those for any namespace.
    DepthTable& anywhere() { return anywhere_; }
    Actions& add(Path path);

    /// All that name a namespace.
    [[nodiscard]] const ByNamespace& named() const { return named_; }
    /// Whether there are some that do not.
    [[nodiscard]] bool has_unnamed() const { return !anywhere_.unused() || !paths_.empty(); }
    /// Who is to be called at `depth`: by the namespace, else by the tag alone.
    [[nodiscard]] const Actions* find(std::string_view ns, Depth depth) const {
        const auto named = named_.find(ns);
        const Actions* const found = named == named_.end() ? nullptr : named->second.find(depth);
        return anywhere_.unused() || (found && !found->empty()) ? found : anywhere_.find(depth);
    }
    [[nodiscard]] bool has_paths() const { return !paths_.empty(); }
    /// The rules whose path leads to `element`, in order. They are shared, for one may go while it is called.
    [[nodiscard]] std::vector<std::shared_ptr<PathRule>> leading_to(View element) const;

    /// Drops what has no live handler.
    void sweep();
    [[nodiscard]] bool unused() const { return named_.empty() && !has_unnamed(); }
    void clear();

private:
    ByNamespace named_;
    DepthTable anywhere_;
    std::vector<std::shared_ptr<PathRule>> paths_;
};

/// All rules that name a tag.
class TagTable {
public:
    /// The list for `name` at `depth`, made if there is none. Where `may_sweep`, those without handlers go now and
    /// then.
    Actions& list(Name name, Depth depth, bool may_sweep);
    /// The rules for `tag`, to add some that name no namespace.
    TagRules& unnamed(std::string_view tag, bool may_sweep);
    /// The rules for `tag`, if there are any.
    [[nodiscard]] const TagRules* find(std::string_view tag) const {
        const auto found = rules_.find(tag);
        return found == rules_.end() ? nullptr : &found->second;
    }
    /// The list for `name` at `depth`, if there is one.
    [[nodiscard]] const Actions* find(std::string_view tag, std::string_view ns, Depth depth) const {
        return exact_.find(tag, ns, depth);
    }
    /// Whether an element of this tag may be for more rules than the one that names all of it.
    [[nodiscard]] bool has_more(std::string_view tag) const { return loose_.may_have(tag); }
    /// The tags there may be rules for.
    [[nodiscard]] const TagFilter& tags() const { return tags_; }
    void clear();

private:
    using ByTag = std::map<std::string, TagRules, std::less<>>;
    ByTag::value_type& rules(std::string_view tag, bool may_sweep);
    void note(const ByTag::value_type& rules);
    void note(std::string_view tag, std::string_view ns, Depth depth, const Actions& actions);
    void sweep();

    TagFilter tags_;
    TagFilter loose_;
    ExactTable exact_;
    ByTag rules_;
    std::size_t made_ = 0;
    std::size_t sweep_at_ = 64;
};

}  // namespace headstock::bridge::detail
