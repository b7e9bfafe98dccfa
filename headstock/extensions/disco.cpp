// SPDX-License-Identifier: MIT
#include "headstock/extensions/disco.hpp"

#include <algorithm>

namespace headstock::disco {
namespace {

template <class Answer>
core::Request<Answer> about(core::Jid entity, std::string_view node) {
    bridge::Element query(bridge::name_of<Answer>());
    if (!node.empty()) query.attribute("node", node);
    return core::get<Answer>(std::move(entity), std::move(query));
}

std::string node_of(const core::Iq& question) {
    return std::string(question.content()->attribute("node").value_or(""));
}

std::unexpected<Error> no_such_node(const std::string& node) {
    return fail(make_error_code(core::StanzaCondition::item_not_found), "no node " + node);
}

}  // namespace

bool Info::has(std::string_view feature) const {
    return std::ranges::find(features, feature, &Feature::var) != features.end();
}

core::Request<Info> info(core::Jid entity, std::string_view node) { return about<Info>(std::move(entity), node); }
core::Request<Items> items(core::Jid entity, std::string_view node) { return about<Items>(std::move(entity), node); }

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
    return info;
}

Result<Info> Module::answer_info(const core::Iq& question) const {
    const std::string node = node_of(question);
    if (node.empty()) return info();
    const auto known = nodes_.find(node);
    if (known == nodes_.end()) return no_such_node(node);
    Info answer = known->second;
    answer.node = node;
    return answer;
}

Result<Items> Module::answer_items(const core::Iq& question) const {
    const std::string node = node_of(question);
    const auto known = items_.find(node);
    if (known == items_.end() && !node.empty()) return no_such_node(node);
    Items answer;
    if (!node.empty()) answer.node = node;
    if (known != items_.end()) answer.items = known->second;
    return answer;
}

}  // namespace headstock::disco
