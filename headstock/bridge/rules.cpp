// SPDX-License-Identifier: MIT
#include "headstock/bridge/rules.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace headstock::bridge::detail {
namespace {

/// The last eight bytes at most: namespaces differ at their ends, and tags are short.
std::uint64_t tail(std::string_view text) {
    const std::size_t size = std::min<std::size_t>(text.size(), 8);
    std::uint64_t bytes = 0;
    if (size > 0) std::memcpy(&bytes, text.data() + (text.size() - size), size);
    return bytes;
}

}  // namespace

std::size_t NameHash::operator()(const Name& name) const {
    std::uint64_t hash = (tail(name.tag) + name.tag.size()) * 0x9e3779b97f4a7c15ULL;
    hash = (hash ^ (hash >> 32U) ^ tail(name.ns) ^ (std::uint64_t{name.ns.size()} << 56U)) * 0xd6e8feb86659fd93ULL;
    return static_cast<std::size_t>(hash ^ (hash >> 32U));
}

Actions& DepthTable::list(Depth depth) {
    for (const Entry& entry : entries_)
        if (entry.depth == depth) return *entry.actions;
    return *entries_.emplace_back(depth, std::make_unique<Actions>()).actions;
}

const Actions* DepthTable::find(Depth depth) const {
    for (const Entry& entry : entries_)
        if (entry.depth == depth) return entry.actions->empty() ? nullptr : entry.actions.get();
    return nullptr;
}

bool DepthTable::sweep() {
    std::erase_if(entries_, [](const Entry& entry) { return entry.actions->empty(); });
    return entries_.empty();
}

void DepthTable::clear() {
    for (const Entry& entry : entries_) entry.actions->clear();
}

DepthTable& NameTable::rules(Name name) {
    if (const auto found = rules_.find(name); found != rules_.end()) return found->second;
    if (rules_.size() >= sweep_at_) {
        for (auto rule = rules_.begin(); rule != rules_.end();)
            rule = rule->second.sweep() ? rules_.erase(rule) : ++rule;
        sweep_at_ = 2 * rules_.size() + 64;
    }
    return rules_[{std::string(name.tag), std::string(name.ns)}];
}

const DepthTable* NameTable::find(Name name) const {
    if (rules_.empty()) return nullptr;
    const auto found = rules_.find(name);
    return found == rules_.end() ? nullptr : &found->second;
}

void NameTable::clear() {
    for (auto& [name, rules] : rules_) rules.clear();
}

Actions& PathTable::add(Path path) {
    if (count_ >= sweep_at_) sweep();
    ++count_;
    Rules& rules = rules_[std::string(path.last_tag())];
    return rules.emplace_back(std::make_shared<Rule>(std::move(path)))->actions;
}

PathTable::Rules PathTable::matching(View element) const {
    Rules matched;
    if (rules_.empty()) return matched;
    const auto found = rules_.find(element.tag());
    if (found == rules_.end()) return matched;
    std::ranges::copy_if(found->second, std::back_inserter(matched), [&](const std::shared_ptr<Rule>& rule) {
        return !rule->actions.empty() && rule->path.leads_to(element);
    });
    return matched;
}

void PathTable::sweep() {
    count_ = 0;
    for (auto entry = rules_.begin(); entry != rules_.end();) {
        std::erase_if(entry->second, [](const std::shared_ptr<Rule>& rule) { return rule->actions.empty(); });
        count_ += entry->second.size();
        entry = entry->second.empty() ? rules_.erase(entry) : ++entry;
    }
    sweep_at_ = 2 * count_ + 64;
}

void PathTable::clear() {
    for (auto& [tag, rules] : rules_)
        for (const std::shared_ptr<Rule>& rule : rules) rule->actions.clear();
}

}  // namespace headstock::bridge::detail
