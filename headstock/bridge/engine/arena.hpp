// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "headstock/bridge/engine/duplicates.hpp"
#include "headstock/bridge/engine/scopes.hpp"
#include "headstock/bridge/view.hpp"

namespace headstock::bridge::detail {

/// The elements there are: the root, and what has arrived of the stanza. A stanza goes as a whole; the memory stays.
class Arena {
public:
    explicit Arena(std::uint64_t key) : duplicates_(key) {}

    /// Makes an element of a start tag, whose values are normal by now. Gives what is wrong with its names.
    [[nodiscard]] std::optional<Fault> open(const char* chars, StartTag& tag, std::uint32_t namespaces);
    /// Ends the innermost element and gives its index; it stays open for `leave`.
    std::uint32_t close();
    /// Leaves the element that was closed.
    void leave();

    /// How many elements are open.
    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    /// The node of the innermost open element.
    [[nodiscard]] std::uint32_t top() const { return open_.back().node; }
    /// Its name as it was written.
    [[nodiscard]] std::string_view top_name(const char* chars) const;
    /// How many nodes there are besides what is kept.
    [[nodiscard]] std::size_t size() const { return nodes_.size() - kept_.nodes; }

    /// Whether the last node is a text that can grow.
    [[nodiscard]] bool in_text() const { return in_text_; }
    /// Where it ends.
    [[nodiscard]] Offset text_end() const { return nodes_.back().offset + nodes_.back().length; }
    void begin_text(Offset at);
    void extend_text(std::size_t size) { nodes_.back().length += static_cast<Offset>(size); }

    /// Keeps what there is now, the root's start tag, when later things are dropped.
    void keep();
    /// Drops all that is not kept.
    void drop();
    void reset();
    /// Tells that the characters of all that is not kept moved down by `delta`.
    void rebase(Offset delta);
    /// Gives back the memory that is not needed for what there is, if it is much or if `all` says so.
    void shrink(bool all);

    /// What views read; right until the next change.
    [[nodiscard]] const Tree& tree(const char* chars);

private:
    struct Open {
        std::uint32_t node;
        std::uint32_t bindings;  ///< how many there were outside
    };
    struct Kept {
        std::size_t nodes = 0;
        std::size_t attributes = 0;
        Scopes::Mark scopes;
    };
    [[nodiscard]] std::optional<Fault> declare(const char* chars, const StartTag& tag, std::uint32_t limit);
    [[nodiscard]] std::optional<Fault> resolve(const char* chars, StartTag& tag);
    void push(const StartTag& tag, std::uint16_t space);

    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::vector<Open> open_;
    Scopes scopes_;
    Duplicates duplicates_;
    Kept kept_{0, 0, scopes_.mark()};
    bool in_text_ = false;
    Tree tree_;
};

}  // namespace headstock::bridge::detail
