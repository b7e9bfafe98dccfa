// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
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
    [[nodiscard]] const Actions* find(Depth depth) const;
    /// Drops the lists without one, and says whether none is left.
    bool sweep();
    void clear();

private:
    struct Entry {
        Depth depth;
        std::unique_ptr<Actions> actions;
    };
    std::vector<Entry> entries_;
};

/// Hashes names. The keys are those of the program's own rules, so a few bytes of each are enough: an attacker can only
/// look up, not insert.
struct NameHash {
    using is_transparent = void;
    std::size_t operator()(const Name& name) const;
    std::size_t operator()(std::string_view tag) const { return (*this)(Name{tag, {}}); }
    std::size_t operator()(const std::pair<std::string, std::string>& name) const {
        return (*this)(Name{name.first, name.second});
    }
};

struct SameName {
    using is_transparent = void;
    using Stored = std::pair<std::string, std::string>;
    bool operator()(const Stored& a, const Stored& b) const { return a == b; }
    bool operator()(const Name& a, const Stored& b) const { return a.tag == b.first && a.ns == b.second; }
    bool operator()(const Stored& a, const Name& b) const { return (*this)(b, a); }
};

/// Rules by tag and namespace. A rule whose handlers have gone goes too, when the table would grow.
class NameTable {
public:
    DepthTable& rules(Name name);
    [[nodiscard]] const DepthTable* find(Name name) const;
    void clear();

private:
    std::unordered_map<SameName::Stored, DepthTable, NameHash, SameName> rules_;
    std::size_t sweep_at_ = 64;
};

/// Rules by path, found by the last step's tag.
class PathTable {
public:
    struct Rule {
        explicit Rule(Path leading) : path(std::move(leading)) {}
        Path path;
        Actions actions;
    };
    using Rules = std::vector<std::shared_ptr<Rule>>;

    Actions& add(Path path);
    /// The rules whose path leads to `element`, in order. They are shared, for one may go while it is called.
    [[nodiscard]] Rules matching(View element) const;
    void clear();

private:
    void sweep();
    std::unordered_map<std::string, Rules, NameHash, std::equal_to<>> rules_;
    std::size_t count_ = 0;
    std::size_t sweep_at_ = 64;
};

}  // namespace headstock::bridge::detail
