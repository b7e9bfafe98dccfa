// SPDX-License-Identifier: MIT
#include "headstock/bridge/rules.hpp"

#include <algorithm>
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

Actions& TagRules::add(Path path) { return paths_.emplace_back(std::make_shared<PathRule>(std::move(path)))->actions; }

std::vector<std::shared_ptr<PathRule>> TagRules::leading_to(View element) const {
    std::vector<std::shared_ptr<PathRule>> leading;
    std::ranges::copy_if(paths_, std::back_inserter(leading), [&](const std::shared_ptr<PathRule>& rule) {
        return !rule->actions.empty() && rule->path.leads_to(element);
    });
    return leading;
}

void TagRules::sweep() {
    for (auto& [ns, rules] : named_) rules.sweep();
    std::erase_if(named_, [](const auto& named) { return named.second.unused(); });
    anywhere_.sweep();
    std::erase_if(paths_, [](const auto& rule) { return rule->actions.empty(); });
}

void TagRules::clear() {
    for (auto& [ns, rules] : named_) rules.clear();
    anywhere_.clear();
    for (const auto& rule : paths_) rule->actions.clear();
}

Actions& TagTable::list(Name name, Depth depth, bool may_sweep) {
    auto& [tag, tagged] = rules(name.tag, may_sweep);
    auto& [ns, named] = tagged.in(name.ns);
    const bool known = named.find(depth) != nullptr;
    Actions& actions = named.list(depth);
    if (!known) note(tag, ns, depth, actions);
    return actions;
}

TagRules& TagTable::unnamed(std::string_view tag, bool may_sweep) {
    TagRules& tagged = rules(tag, may_sweep).second;
    loose_.add(tag);
    return tagged;
}

TagTable::ByTag::value_type& TagTable::rules(std::string_view tag, bool may_sweep) {
    if (++made_ > sweep_at_ && may_sweep) sweep();
    tags_.add(tag);
    return *rules_.try_emplace(std::string(tag)).first;
}

void TagTable::note(std::string_view tag, std::string_view ns, Depth depth, const Actions& actions) {
    if (depth == Depth::any) loose_.add(tag);
    else exact_.add(tag, ns, depth, actions);
}

void TagTable::note(const ByTag::value_type& rules) {
    const auto& [tag, tagged] = rules;
    tags_.add(tag);
    if (tagged.has_unnamed()) loose_.add(tag);
    for (const auto& [ns, named] : tagged.named())
        named.for_each([&](Depth depth, const Actions& actions) { note(tag, ns, depth, actions); });
}

void TagTable::sweep() {
    tags_.clear();
    loose_.clear();
    exact_.clear();
    for (auto& [tag, rules] : rules_) rules.sweep();
    std::erase_if(rules_, [](const auto& rules) { return rules.second.unused(); });
    for (const ByTag::value_type& rules : rules_) note(rules);
    made_ = rules_.size();
    sweep_at_ = 2 * made_ + 64;
}

void TagTable::clear() {
    for (auto& [tag, rules] : rules_) rules.clear();
}

}  // namespace headstock::bridge::detail
