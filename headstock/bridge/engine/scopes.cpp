// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/scopes.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr std::size_t most_spaces = 0xffff;  // an index has 16 bits

/// Whether `prefix` may stand for `ns` (Namespaces in XML 1.0 §3 and §5).
bool may_declare(std::string_view prefix, std::string_view ns) {
    if (prefix == "xml") return ns == xml_ns;
    if (prefix == "xmlns" || ns == xml_ns || ns == xmlns_ns) return false;
    return prefix.empty() || !ns.empty();
}

}  // namespace

void Scopes::reset() {
    bindings_.clear();
    spaces_.assign({Space{0, 0}, Space{0, static_cast<Offset>(xml_ns.size())}});  // the buffer begins with xml_ns
}

std::optional<ParseErrc> Scopes::declare(const char* chars, const RawAttribute& attribute, std::uint32_t limit) {
    const bool has_prefix = attribute.name.prefix_length != 0;
    const std::uint16_t length = has_prefix ? attribute.name.length : std::uint16_t{0};
    const std::string_view prefix(chars + attribute.name.local(), length);
    const std::string_view ns(chars + attribute.value, attribute.value_length);
    if (!may_declare(prefix, ns)) return ParseErrc::bad_namespace_prefix;
    if (bindings_.size() >= limit || spaces_.size() >= most_spaces) return ParseErrc::too_many_namespaces;
    const auto space = ns.empty() ? no_space : prefix == "xml" ? xml_space : static_cast<std::uint16_t>(spaces_.size());
    if (space == spaces_.size()) spaces_.push_back({attribute.value, attribute.value_length});
    bindings_.push_back({attribute.name.local(), length, space});
    return std::nullopt;
}

std::optional<std::uint16_t> Scopes::find(const char* chars, std::string_view prefix) const {
    for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding)
        if (std::string_view(chars + binding->prefix, binding->prefix_length) == prefix) return binding->space;
    if (prefix.empty()) return no_space;
    if (prefix == "xml") return xml_space;
    return std::nullopt;
}

void Scopes::forget(Mark mark) {
    bindings_.resize(mark.bindings);
    spaces_.resize(mark.spaces);
}

void Scopes::rebase(Mark mark, Offset delta) {
    for (std::size_t i = mark.bindings; i < bindings_.size(); ++i) bindings_[i].prefix -= delta;
    for (std::size_t i = mark.spaces; i < spaces_.size(); ++i) spaces_[i].offset -= delta;
}

void Scopes::shrink() {
    bindings_.shrink_to_fit();
    spaces_.shrink_to_fit();
}

}  // namespace headstock::bridge::detail
