// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "headstock/bridge/engine/start_tag.hpp"

namespace headstock::bridge::detail {

/// Which prefix means which namespace. Declarations are pushed when an element opens and popped when it closes; the
/// names of namespaces stay until the stanza goes, for its nodes refer to them.
class Scopes {
public:
    /// How much there was at some moment, to go back to.
    struct Mark {
        std::size_t bindings = 0;
        std::size_t spaces = 0;
    };

    Scopes() { reset(); }
    void reset();

    /// Declares what `attribute` says. Gives why it may not; at most `limit` may be in scope.
    [[nodiscard]] std::optional<ParseErrc> declare(const char* chars, const RawAttribute& attribute,
                                                   std::uint32_t limit);
    /// The namespace that `prefix` stands for; that of an empty prefix is the default one. Nothing for an unknown
    /// prefix.
    [[nodiscard]] std::optional<std::uint16_t> find(const char* chars, std::string_view prefix) const;

    [[nodiscard]] const std::vector<Space>& spaces() const { return spaces_; }
    [[nodiscard]] std::string_view space(const char* chars, std::uint16_t index) const {
        return {chars + spaces_[index].offset, spaces_[index].length};
    }

    [[nodiscard]] Mark mark() const { return {bindings_.size(), spaces_.size()}; }
    /// Ends the scope of what was declared after there were `bindings`.
    void pop(std::size_t bindings) { bindings_.resize(bindings); }
    /// Forgets what came after `mark`.
    void forget(Mark mark);
    /// Tells that the characters of what came after `mark` moved down by `delta`.
    void rebase(Mark mark, Offset delta);
    void shrink();

private:
    struct Binding {
        Offset prefix;
        std::uint16_t prefix_length;
        std::uint16_t space;
    };
    std::vector<Binding> bindings_;
    std::vector<Space> spaces_;
};

inline constexpr std::uint16_t no_space = 0;   ///< no namespace
inline constexpr std::uint16_t xml_space = 1;  ///< that of the prefix `xml`

}  // namespace headstock::bridge::detail
