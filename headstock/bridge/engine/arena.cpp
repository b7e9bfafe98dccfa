// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/arena.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr std::size_t much = 4096;  // nodes or attributes that may stay allocated without being asked back

std::string_view prefix_of(const char* chars, const RawName& name) { return {chars + name.at, name.prefix_length}; }

}  // namespace

std::optional<Fault> Arena::open(const char* chars, StartTag& tag, std::uint32_t namespaces) {
    const Scopes::Mark before = scopes_.mark();
    if (auto fault = declare(chars, tag, namespaces)) return fault;
    const std::optional<std::uint16_t> space = scopes_.find(chars, prefix_of(chars, tag.name()));
    if (!space) return Fault{ParseErrc::bad_namespace_prefix, tag.name().at, tag.end() - 1};
    if (auto fault = resolve(chars, tag)) return fault;
    open_.push_back({static_cast<std::uint32_t>(nodes_.size()), static_cast<std::uint32_t>(before.bindings)});
    push(tag, *space);
    in_text_ = false;
    return std::nullopt;
}

std::optional<Fault> Arena::declare(const char* chars, const StartTag& tag, std::uint32_t limit) {
    for (const RawAttribute& attribute : tag.attributes()) {
        if (!attribute.declares) continue;
        if (const auto wrong = scopes_.declare(chars, attribute, limit))
            return Fault{*wrong, attribute.name.at, tag.end() - 1};
    }
    return std::nullopt;
}

/// Finds the attributes' namespaces: the default one is not for them (Namespaces in XML 1.0 §6.2).
std::optional<Fault> Arena::resolve(const char* chars, StartTag& tag) {
    std::vector<RawAttribute>& attributes = tag.attributes();
    for (RawAttribute& attribute : attributes) {
        attribute.space = no_space;
        if (attribute.declares || attribute.name.prefix_length == 0) continue;
        const auto space = scopes_.find(chars, prefix_of(chars, attribute.name));
        if (!space) return Fault{ParseErrc::bad_namespace_prefix, attribute.name.at, tag.end() - 1};
        attribute.space = *space;
    }
    if (const auto again = duplicates_.find(chars, scopes_, attributes))
        return Fault{ParseErrc::not_well_formed, attributes[*again].name.at, tag.end() - 1};
    return std::nullopt;
}

void Arena::push(const StartTag& tag, std::uint16_t space) {
    const auto first = static_cast<std::uint32_t>(attributes_.size());
    for (const RawAttribute& a : tag.attributes()) {
        if (a.declares) continue;
        attributes_.push_back({a.name.local(), a.value, a.value_length, a.name.length, a.name.prefix_length, a.space});
    }
    const auto count = static_cast<std::uint16_t>(attributes_.size() - first);
    const std::uint32_t parent = open_.size() < 2 ? none : open_[open_.size() - 2].node;
    const RawName& name = tag.name();
    nodes_.push_back({name.local(), name.length, 0, parent, first, count, space, name.prefix_length, false});
}

std::string_view Arena::top_name(const char* chars) const {
    const Node& node = nodes_[top()];
    const Offset prefix = node.prefix_length == 0 ? 0 : node.prefix_length + 1U;
    return {chars + node.offset - prefix, node.length + prefix};
}

std::uint32_t Arena::close() {
    in_text_ = false;
    nodes_[top()].end = static_cast<std::uint32_t>(nodes_.size());
    return top();
}

void Arena::leave() {
    scopes_.pop(open_.back().bindings);
    open_.pop_back();
}

void Arena::begin_text(Offset at) {
    const auto self = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back({at, 0, self + 1, top(), static_cast<std::uint32_t>(attributes_.size()), 0, no_space, 0, true});
    in_text_ = true;
}

void Arena::keep() { kept_ = {nodes_.size(), attributes_.size(), scopes_.mark()}; }

void Arena::drop() {
    nodes_.resize(kept_.nodes);
    attributes_.resize(kept_.attributes);
    scopes_.forget(kept_.scopes);
    in_text_ = false;
}

void Arena::reset() {
    open_.clear();
    nodes_.clear();
    attributes_.clear();
    scopes_.reset();
    in_text_ = false;
    keep();
}

void Arena::rebase(Offset delta) {
    for (std::size_t i = kept_.nodes; i < nodes_.size(); ++i) nodes_[i].offset -= delta;
    for (std::size_t i = kept_.attributes; i < attributes_.size(); ++i) {
        attributes_[i].name -= delta;
        attributes_[i].value -= delta;
    }
    scopes_.rebase(kept_.scopes, delta);
}

void Arena::shrink(bool all) {
    if (all || nodes_.capacity() > much || attributes_.capacity() > much) {
        nodes_.shrink_to_fit();
        attributes_.shrink_to_fit();
        scopes_.shrink();
        open_.shrink_to_fit();
        duplicates_.shrink();
    }
}

const Tree& Arena::tree(const char* chars) {
    tree_ = {nodes_.data(), attributes_.data(), scopes_.spaces().data(), chars, chars};
    return tree_;
}

}  // namespace headstock::bridge::detail
