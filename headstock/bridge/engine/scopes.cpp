// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/scopes.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr std::size_t most_spaces = unknown_space;

/// Whether `prefix` may stand for `ns` (Namespaces in XML 1.0 §3 and §5).
bool may_declare(std::string_view prefix, std::string_view ns) {
    if (prefix == "xml") return ns == xml_ns;
    if (prefix == "xmlns" || ns == xml_ns || ns == xmlns_ns) return false;
    return prefix.empty() || !ns.empty();
}

}  // namespace

void Scopes::reset() {
    bindings_.truncate(0);
    spaces_.truncate(0);
    spaces_.push({0, 0});
    spaces_.push({0, static_cast<Offset>(xml_ns.size())});  // the buffer begins with these two
    spaces_.push({static_cast<Offset>(xml_ns.size()), static_cast<Offset>(client_ns.size())});
}

std::optional<ParseErrc> Scopes::declare(const char* chars, const RawAttribute& attribute, std::uint32_t limit) {
    const bool has_prefix = attribute.name.prefix_length != 0;
    const std::uint16_t length = has_prefix ? attribute.name.length : std::uint16_t{0};
    const std::string_view prefix(chars + attribute.name.local(), length);
    const std::string_view ns(chars + attribute.value, attribute.value_length);
    if (!may_declare(prefix, ns)) return ParseErrc::bad_namespace_prefix;
    if (bindings_.size() >= limit || spaces_.size() >= most_spaces) return ParseErrc::too_many_namespaces;
    const std::uint16_t space = space_of(prefix, ns);
    if (space == spaces_.size()) spaces_.push({attribute.value, attribute.value_length});
    bindings_.push({attribute.name.local(), length, space});
    return std::nullopt;
}

/// The index of a namespace that is being declared: that of a new one, if it has none yet.
std::uint16_t Scopes::space_of(std::string_view prefix, std::string_view ns) const {
    if (ns.empty()) return no_space;
    if (prefix == "xml") return xml_space;
    return ns == taken_for_client_ ? client_space : static_cast<std::uint16_t>(spaces_.size());
}

std::uint16_t Scopes::built_in(std::string_view prefix) { return prefix == "xml" ? xml_space : unknown_space; }

void Scopes::forget(Mark mark) {
    bindings_.truncate(mark.bindings);
    spaces_.truncate(mark.spaces);
}

void Scopes::rebase(Mark mark, Offset delta) {
    for (std::size_t i = mark.bindings; i < bindings_.size(); ++i) bindings_[i].prefix -= delta;
    for (std::size_t i = mark.spaces; i < spaces_.size(); ++i) spaces_[i].offset -= delta;
}

void Scopes::shrink() {
    bindings_.shrink();
    spaces_.shrink();
}

}  // namespace headstock::bridge::detail
