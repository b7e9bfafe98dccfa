// SPDX-License-Identifier: MIT
#include "capi/payload_types.hpp"

#include <unordered_map>

#include "capi/json_reader.hpp"

#include "headstock/bridge/parser.hpp"

namespace headstock::capi {
namespace {

std::vector<PayloadType> make_all() {
    std::vector<PayloadType> all;
    detail::add_people(all);
    detail::add_messages(all);
    detail::add_services(all);
    detail::add_pubsub(all);
    detail::add_files(all);
    return all;
}

using ByTag = std::unordered_multimap<std::string_view, const PayloadType*>;

const ByTag& by_tag() {
    static const ByTag all = [] {
        ByTag made;
        const std::vector<PayloadType>& types = payload_types();
        // What is put in last is found first.
        for (auto type = types.rbegin(); type != types.rend(); ++type)
            for (const std::string_view tag : type->tags) made.emplace(tag, &*type);
        return made;
    }();
    return all;
}

}  // namespace

const std::vector<PayloadType>& payload_types() {
    static const std::vector<PayloadType> all = make_all();
    return all;
}

const PayloadType* find_payload_type(std::string_view name) {
    for (const PayloadType& type : payload_types())
        if (type.name == name) return &type;
    return nullptr;
}

bridge::Json payload_json(bridge::View element) {
    const auto [begin, end] = by_tag().equal_range(element.tag());
    for (auto at = begin; at != end; ++at) {
        if (!at->second->is_called(element.name())) continue;
        if (Result<bridge::Json> json = at->second->to_json(element))
            return {{"type", at->second->name}, {"value", *std::move(json)}};
    }
    return {{"xml", element.xml()}};
}

bridge::Element payload_of(std::string_view type, std::string_view text) {
    if (type.empty()) return value(bridge::parse_element(text));
    const PayloadType* const found = find_payload_type(type);
    if (!found) refuse(HS_E_UNKNOWN, "no payload type \"" + std::string(type) + "\"");
    if (text.empty()) return bridge::Element(found->tags.front(), found->namespaces.front());
    return value(found->from_json(parse_json("payload", text)));
}

std::string dump(const bridge::Json& json) { return json.dump(-1, ' ', false, bridge::Json::error_handler_t::replace); }

}  // namespace headstock::capi
