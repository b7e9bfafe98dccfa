// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "headstock/bridge/engine/duplicates.hpp"
#include "headstock/bridge/engine/scopes.hpp"
#include "headstock/bridge/view.hpp"

namespace headstock::bridge::detail {

/// The elements there are: the root, and what has arrived of the stanza. A stanza goes as a whole; the memory stays.
class Arena {
public:
    explicit Arena(std::uint64_t key) : duplicates_(key) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    /// Makes an element of a start tag, whose values are normal by now. Gives what is wrong with its names.
    [[nodiscard]] std::optional<Fault> open(const char* chars, StartTag& tag, std::uint32_t namespaces);
    /// How far a plain start tag reached, and whether it closes itself.
    struct Opened {
        Offset end = 0;
        bool empty = false;
    };
    /// The same straight from the input, for the `<` at `start`. Only if the tag is plain: whole before `limit`, its
    /// names ASCII, blanks where blanks must be, nothing to normalise, nothing wrong. Otherwise nothing is done, and
    /// `end` is 0.
    [[nodiscard]] Opened open_plain(const char* chars, Offset start, std::uint64_t limit, const Limits& limits);
    /// Ends the innermost element and gives its index; it stays open for `leave`.
    std::uint32_t close() {
        in_text_ = false;
        nodes_[top()].end = static_cast<std::uint32_t>(nodes_.size());
        return top();
    }
    /// Leaves the element that was closed.
    void leave() {
        scopes_.pop(open_.back().bindings);
        open_.truncate(open_.size() - 1);
    }

    /// How many elements are open.
    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    /// The node of the innermost open element.
    [[nodiscard]] std::uint32_t top() const { return open_.back().node; }
    /// Its name as it was written.
    [[nodiscard]] std::string_view top_name(const char* chars) const {
        return {chars + open_.back().name, open_.back().name_length};
    }
    /// How many nodes there are besides what is kept.
    [[nodiscard]] std::size_t size() const { return nodes_.size() - kept_.nodes; }

    /// Whether the last node is a text that can grow.
    [[nodiscard]] bool in_text() const { return in_text_; }
    /// Where it ends.
    [[nodiscard]] Offset text_end() const { return nodes_.back().offset + nodes_.back().length; }
    void begin_text(Offset at) {
        const auto self = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push({at, 0, self + 1, top(), static_cast<std::uint32_t>(attributes_.size()), 0, no_space, 0, true});
        in_text_ = true;
    }
    void extend_text(std::size_t size) { nodes_.back().length += static_cast<Offset>(size); }

    /// Keeps what there is now, the root's start tag, when later things are dropped.
    void keep();
    /// Drops all that is not kept.
    void drop() {
        nodes_.truncate(kept_.nodes);
        attributes_.truncate(kept_.attributes);
        scopes_.forget(kept_.scopes);
        in_text_ = false;
    }
    void reset();
    void take_for_client(std::string_view ns) { scopes_.take_for_client(ns); }
    /// Tells that the characters of all that is not kept moved down by `delta`.
    void rebase(Offset delta);
    /// Gives back the memory that is not needed for what there is, if it is much or if `all` says so.
    void shrink(bool all);

    /// What views read: always right, once it is known where the characters are.
    [[nodiscard]] const Tree& tree() const { return tree_; }
    void show(const char* chars) { tree_.chars = tree_.space_chars = chars; }

private:
    struct Open {
        std::uint32_t node;
        std::uint32_t bindings;  ///< how many there were outside
        Offset name;             ///< as it was written, with its prefix
        Offset name_length;
    };
    struct Kept {
        std::size_t nodes = 0;
        std::size_t attributes = 0;
        Scopes::Mark scopes;
    };
    [[nodiscard]] std::optional<Fault> declare(const char* chars, const StartTag& tag, std::uint32_t limit);
    [[nodiscard]] std::optional<Fault> resolve(const char* chars, StartTag& tag);
    class Plain;
    void take(const StartTag& tag);
    /// Makes the element, whose attributes begin with `first`, when there were `bindings` outside of it.
    void push(const RawName& name, std::uint16_t space, std::size_t first, std::size_t bindings) {
        const auto count = static_cast<std::uint16_t>(attributes_.size() - first);
        const auto self = static_cast<std::uint32_t>(nodes_.size());
        const std::uint32_t parent = open_.size() == 0 ? none : top();
        nodes_.push({name.local(), name.length, 0, parent, static_cast<std::uint32_t>(first), count, space,
                     name.prefix_length, false});
        open_.push({self, static_cast<std::uint32_t>(bindings), name.at, name.local() + name.length - name.at});
        in_text_ = false;
    }

    Tree tree_;
    Stack<Node> nodes_{&tree_.nodes};
    Stack<Attribute> attributes_{&tree_.attributes};
    Stack<Open> open_;
    Scopes scopes_{&tree_.spaces};
    Duplicates duplicates_;
    Kept kept_{0, 0, scopes_.mark()};
    bool in_text_ = false;
};

}  // namespace headstock::bridge::detail
