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
    named_.keep_if([](NamedRules& named) {
        named.rules.sweep();
        return !named.rules.unused();
    });
    anywhere_.sweep();
    std::erase_if(paths_, [](const auto& rule) { return rule->actions.empty(); });
}

void TagRules::clear() {
    named_.for_each([](NamedRules& named) { named.rules.clear(); });
    anywhere_.clear();
    for (const auto& rule : paths_) rule->actions.clear();
}

TagRules& TagTable::rules(std::string_view tag, bool may_sweep) {
    if (++made_ > sweep_at_ && may_sweep) sweep();
    filter(tag);
    return rules_.get(tag);
}

void TagTable::filter(std::string_view tag) {
    const unsigned first = tag.empty() ? 0 : static_cast<unsigned char>(tag.front());
    filter_[tag.size() % filter_.size()] |= 1U << first % 32U;
}

void TagTable::sweep() {
    filter_ = {};
    rules_.keep_if([this](TagRules& rules) {
        rules.sweep();
        if (rules.unused()) return false;
        filter(rules.key());
        return true;
    });
    made_ = rules_.size();
    sweep_at_ = 2 * made_ + 64;
}

void TagTable::clear() {
    rules_.for_each([](TagRules& rules) { rules.clear(); });
}

}  // namespace headstock::bridge::detail
