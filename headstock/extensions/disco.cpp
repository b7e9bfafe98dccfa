// SPDX-License-Identifier: MIT
#include "headstock/extensions/disco.hpp"

#include <algorithm>

namespace headstock::disco {
namespace {

template <class Answer>
bridge::Element query_for(std::string_view node) {
    bridge::Element query(bridge::name_of<Answer>());
    if (!node.empty()) query.attribute("node", node);
    return query;
}

std::string node_of(const core::Iq& question) {
    return std::string(question.content()->attribute("node").value_or(""));
}

std::unexpected<Error> no_such_node(const std::string& node) {
    return fail(make_error_code(core::StanzaCondition::item_not_found), "no node " + node);
}

std::string id_of(const Item& item) { return item.jid.text() + " " + item.node.value_or(""); }

/// Leaves the page that is asked for of all items.
Result<void> cut(Items& answer, const result_set::Page& asked) {
    std::vector<Item>& all = answer.items;
    const auto place = [&](std::string_view id) -> std::optional<std::size_t> {
        const auto found = std::ranges::find(all, id, id_of);
        return found == all.end() ? std::nullopt : std::optional<std::size_t>(found - all.begin());
    };
    const auto slice = result_set::slice(asked, all.size(), Module::max_page, place);
    if (!slice) return std::unexpected(slice.error());
    answer.page = result_set::describe(*slice, all.size(), [&](std::size_t at) { return id_of(all[at]); });
    answer.items = std::vector<Item>(all.begin() + static_cast<std::ptrdiff_t>(slice->begin),
                                     all.begin() + static_cast<std::ptrdiff_t>(slice->end));
    return {};
}

}  // namespace

bool Info::has(std::string_view feature) const {
    return std::ranges::find(features, feature, &Feature::var) != features.end();
}

bool Info::is(std::string_view category, std::string_view type) const {
    return std::ranges::any_of(identities,
                               [&](const Identity& each) { return each.category == category && each.type == type; });
}

std::vector<forms::Form> Info::forms() const {
    std::vector<forms::Form> found;
    for (const bridge::Element& extension : extensions) {
        if (!bridge::is_a<forms::Form>(extension.name())) continue;
        if (Result<forms::Form> form = bridge::read<forms::Form>(extension)) found.push_back(*std::move(form));
    }
    return found;
}

std::optional<forms::Form> Info::form(std::string_view form_type) const {
    for (forms::Form& form : forms())
        if (form.form_type() == form_type) return std::move(form);
    return std::nullopt;
}

core::Request<Info> info(core::Jid entity, std::string_view node) {
    return core::get<Info>(std::move(entity), query_for<Info>(node));
}

core::Request<Items> items(core::Jid entity, std::string_view node) {
    return core::get<Items>(std::move(entity), query_for<Items>(node));
}

core::Request<Items> items(core::Jid entity, std::string_view node, const result_set::Page& page) {
    return core::get<Items>(std::move(entity), query_for<Items>(node).add(bridge::write(page)));
}

Module::Module(core::Stream& stream) : stream_(stream) {
    core::Router& router = stream.router();
    answering_info_ = router.respond<Info>(core::IqType::get, [this](const core::Iq& iq) { return answer_info(iq); });
    answering_items_ =
        router.respond<Items>(core::IqType::get, [this](const core::Iq& iq) { return answer_items(iq); });
    announced_info_ = stream.announce(std::string(info_ns));
    announced_items_ = stream.announce(std::string(items_ns));
}

Info Module::info() const {
    Info info;
    info.identities = identities_;
    if (info.identities.empty()) info.identities.push_back({"client", "console", std::nullopt});
    for (std::string& ns : stream_.announced()) info.features.push_back({std::move(ns)});
    for (const forms::Form& form : forms_) info.extensions.push_back(bridge::write(form));
    return info;
}

void Module::add(forms::Form form) {
    form.type = forms::Type::result;
    const auto known = std::ranges::find(forms_, form.form_type(), &forms::Form::form_type);
    if (known == forms_.end()) forms_.push_back(std::move(form));
    else *known = std::move(form);
}

void Module::forget(std::string_view node) {
    const std::string key(node);
    nodes_.erase(key);
    items_.erase(key);
    informers_.erase(key);
    listers_.erase(key);
}

Result<Info> Module::answer_info(const core::Iq& question) const {
    const std::string node = node_of(question);
    const auto informer = informers_.find(node);
    const auto known = nodes_.find(node);
    if (informer == informers_.end() && known == nodes_.end())
        return node.empty() ? Result<Info>(info()) : no_such_node(node);
    Result<Info> answer = informer == informers_.end() ? known->second : informer->second(question);
    if (answer && !node.empty()) answer->node = node;
    return answer;
}

Result<Items> Module::answer_items(const core::Iq& question) const {
    const std::string node = node_of(question);
    const auto known = items_.find(node);
    const auto lister = listers_.find(node);
    if (known == items_.end() && lister == listers_.end() && !node.empty()) return no_such_node(node);
    Items answer;
    if (!node.empty()) answer.node = node;
    if (known != items_.end()) answer.items = known->second;
    if (lister != listers_.end()) {
        Result<Items> more = lister->second(question);
        if (!more) return more;
        std::ranges::move(more->items, std::back_inserter(answer.items));
    }
    const auto set = question.content()->child(bridge::name_of<result_set::Page>());
    if (!set) return answer;
    const Result<result_set::Page> page = bridge::read<result_set::Page>(*set);
    if (!page) return fail(make_error_code(core::StanzaCondition::bad_request), page.error().text);
    if (Result<void> good = cut(answer, *page); !good) return std::unexpected(good.error());
    return answer;
}

}  // namespace headstock::disco
