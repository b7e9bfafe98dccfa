// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "headstock/bridge/engine/built_in.hpp"
#include "headstock/bridge/engine/scan.hpp"
#include "headstock/bridge/engine/stack.hpp"
#include "headstock/bridge/engine/start_tag.hpp"

namespace headstock::bridge::detail {

inline constexpr std::uint16_t no_space = 0;            ///< no namespace
inline constexpr std::uint16_t xml_space = 1;           ///< that of the prefix `xml`
inline constexpr std::uint16_t client_space = 2;        ///< jabber:client, for another that is taken for it
inline constexpr std::uint16_t unknown_space = 0xffff;  ///< that of a prefix that was not declared

/// Which prefix means which namespace. Declarations are pushed when an element opens and popped when it closes; the
/// names of namespaces stay until the stanza goes, for its nodes refer to them.
class Scopes {
public:
    /// How much there was at some moment, to go back to.
    struct Mark {
        std::size_t bindings = 0;
        std::size_t spaces = 0;
    };

    /// `shown` is kept pointing to the names of the namespaces.
    explicit Scopes(const Space** shown) : spaces_(shown) { reset(); }
    void reset();
    /// Takes `ns` for jabber:client where it is declared from now on; empty: none.
    void take_for_client(std::string_view ns) { taken_for_client_ = ns; }

    /// Declares what `attribute` says. Gives why it may not; at most `limit` may be in scope.
    [[nodiscard]] std::optional<ParseErrc> declare(const char* chars, const RawAttribute& attribute,
                                                   std::uint32_t limit);
    /// The same, but gives false and does nothing also for what is allowed and rare.
    [[nodiscard]] bool declare_plain(const char* chars, const RawAttribute& attribute, std::uint32_t limit) {
        const bool has_prefix = attribute.name.prefix_length != 0;
        const std::uint16_t length = has_prefix ? attribute.name.length : std::uint16_t{0};
        const Offset size = attribute.value_length;
        if (size == 0 || size == xml_ns.size() || size == xmlns_ns.size()) return false;
        if (length >= 3 && std::memcmp(chars + attribute.name.local(), "xml", 3) == 0) return false;
        if (bindings_.size() >= limit || spaces_.size() >= unknown_space || !taken_for_client_.empty()) return false;
        bindings_.push({attribute.name.local(), length, static_cast<std::uint16_t>(spaces_.size())});
        spaces_.push({attribute.value, size});
        return true;
    }
    /// The namespace that `prefix` stands for; that of an empty prefix is the default one. `unknown_space` for an
    /// unknown prefix.
    [[nodiscard]] std::uint16_t find(const char* chars, std::string_view prefix) const {
        if (prefix.empty()) return find_default();
        for (std::size_t i = bindings_.size(); i > 0; --i)
            if (bindings_[i - 1].is(chars, prefix)) return bindings_[i - 1].space;
        return built_in(prefix);
    }
    [[nodiscard]] std::uint16_t find_default() const {
        for (std::size_t i = bindings_.size(); i > 0; --i)
            if (bindings_[i - 1].prefix_length == 0) return bindings_[i - 1].space;
        return no_space;
    }
    /// Whether `prefix` was declared after `mark`.
    [[nodiscard]] bool declared_since(Mark mark, const char* chars, std::string_view prefix) const {
        for (std::size_t i = mark.bindings; i < bindings_.size(); ++i)
            if (bindings_[i].is(chars, prefix)) return true;
        return false;
    }

    [[nodiscard]] std::string_view space(const char* chars, std::uint16_t index) const {
        return {chars + spaces_[index].offset, spaces_[index].length};
    }

    [[nodiscard]] Mark mark() const { return {bindings_.size(), spaces_.size()}; }
    /// Ends the scope of what was declared after there were `bindings`.
    void pop(std::size_t bindings) { bindings_.truncate(bindings); }
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
        [[nodiscard]] bool is(const char* chars, std::string_view wanted) const {
            return prefix_length == wanted.size() && same_bytes(chars + prefix, wanted.data(), wanted.size());
        }
    };
    [[nodiscard]] std::uint16_t space_of(std::string_view prefix, std::string_view ns) const;
    [[nodiscard]] static std::uint16_t built_in(std::string_view prefix);

    Stack<Binding> bindings_;
    Stack<Space> spaces_;
    std::string taken_for_client_;
};

}  // namespace headstock::bridge::detail
