// SPDX-License-Identifier: MIT
#include "headstock/bridge/rules.hpp"

#include <algorithm>
#include <bit>
#include <iterator>

namespace headstock::bridge::detail {

Actions& DepthTable::list(Depth depth) {
    for (const Entry& entry : entries_)
        if (entry.depth == depth) return *entry.actions;
    return *entries_.emplace_back(depth, std::make_unique<Actions>()).actions;
}

void DepthTable::sweep() {
    std::erase_if(entries_, [](const Entry& entry) { return entry.actions->empty(); });
}

void DepthTable::clear() {
    for (const Entry& entry : entries_) entry.actions->clear();
}

DepthTable& TagRules::in(std::string_view ns) {
    for (const auto& named : named_)
        if (named->ns == ns) return named->rules;
    return named_.emplace_back(std::make_unique<Named>(std::string(ns)))->rules;
}

Actions& TagRules::add(Path path) { return paths_.emplace_back(std::make_shared<PathRule>(std::move(path)))->actions; }

const DepthTable* TagRules::find(std::string_view ns) const {
    for (const auto& named : named_)
        if (named->ns == ns) return &named->rules;
    return nullptr;
}

std::vector<std::shared_ptr<PathRule>> TagRules::leading_to(View element) const {
    std::vector<std::shared_ptr<PathRule>> leading;
    std::ranges::copy_if(paths_, std::back_inserter(leading), [&](const std::shared_ptr<PathRule>& rule) {
        return !rule->actions.empty() && rule->path.leads_to(element);
    });
    return leading;
}

void TagRules::sweep() {
    for (const auto& named : named_) named->rules.sweep();
    std::erase_if(named_, [](const auto& named) { return named->rules.unused(); });
    anywhere_.sweep();
    std::erase_if(paths_, [](const auto& rule) { return rule->actions.empty(); });
}

void TagRules::clear() {
    for (const auto& named : named_) named->rules.clear();
    anywhere_.clear();
    for (const auto& rule : paths_) rule->actions.clear();
}

TagRules& TagTable::rules(std::string_view tag, bool may_sweep) {
    if (++made_ > sweep_at_ && may_sweep) sweep();
    if (const TagRules* found = find(tag)) return const_cast<TagRules&>(*found);
    TagRules& made = *rules_.emplace_back(std::make_unique<TagRules>(tag));
    place_all();
    return made;
}

void TagTable::sweep() {
    for (const auto& rules : rules_) rules->sweep();
    std::erase_if(rules_, [](const auto& rules) { return rules->unused(); });
    made_ = rules_.size();
    sweep_at_ = 2 * made_ + 64;
    place_all();
}

void TagTable::place_all() {
    slots_.assign(std::bit_ceil(std::max<std::size_t>(16, 4 * rules_.size())), Slot());
    filter_ = {};
    for (const auto& rules : rules_) {
        const std::string_view tag = rules->tag();
        const unsigned first = tag.empty() ? 0 : static_cast<unsigned char>(tag.front());
        filter_[tag.size() % filter_.size()] |= 1U << first % 32U;
        const std::uint32_t key = key_of(rules->tag());
        std::size_t at = place_of(key);
        while (slots_[at].rules) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = {key, rules.get()};
    }
}

void TagTable::clear() {
    for (const auto& rules : rules_) rules->clear();
}

}  // namespace headstock::bridge::detail
