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
    const std::uint16_t space = scopes_.find(chars, prefix_of(chars, tag.name()));
    if (space == unknown_space) return Fault{ParseErrc::bad_namespace_prefix, tag.name().at, tag.end() - 1};
    if (auto fault = resolve(chars, tag)) return fault;
    const std::size_t first = attributes_.size();
    take(tag);
    push(tag.name(), space, first, before.bindings);
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
        attribute.space = scopes_.find(chars, prefix_of(chars, attribute.name));
        if (attribute.space == unknown_space)
            return Fault{ParseErrc::bad_namespace_prefix, attribute.name.at, tag.end() - 1};
    }
    if (const auto again = duplicates_.find(chars, scopes_, attributes))
        return Fault{ParseErrc::not_well_formed, attributes[*again].name.at, tag.end() - 1};
    return std::nullopt;
}

void Arena::take(const StartTag& tag) {
    for (const RawAttribute& a : tag.attributes()) {
        if (a.declares) continue;
        attributes_.push({a.name.local(), a.value, a.value_length, a.name.length, a.name.prefix_length, a.space});
    }
}

void Arena::keep() { kept_ = {nodes_.size(), attributes_.size(), scopes_.mark()}; }

void Arena::reset() {
    open_.truncate(0);
    nodes_.truncate(0);
    attributes_.truncate(0);
    scopes_.reset();
    in_text_ = false;
    keep();
}

void Arena::rebase(Offset delta) {
    for (std::size_t i = kept_.nodes; i < nodes_.size(); ++i) nodes_[i].offset -= delta;
    for (std::size_t i = 0; i < open_.size(); ++i)
        if (open_[i].node >= kept_.nodes) open_[i].name -= delta;
    for (std::size_t i = kept_.attributes; i < attributes_.size(); ++i) {
        attributes_[i].name -= delta;
        attributes_[i].value -= delta;
    }
    scopes_.rebase(kept_.scopes, delta);
}

void Arena::shrink(bool all) {
    if (all || nodes_.capacity() > much || attributes_.capacity() > much) {
        nodes_.shrink();
        attributes_.shrink();
        scopes_.shrink();
        open_.shrink();
        duplicates_.shrink();
    }
}

}  // namespace headstock::bridge::detail
