// SPDX-License-Identifier: MIT
#include "cli/json.hpp"

#include <nlohmann/json.hpp>

#include "cli/text.hpp"

namespace headstock::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int max_depth = 32;

Json to_library(const Value& value);

struct Writer {
    Json operator()(const Value::List& list) const {
        Json all = Json::array();
        for (const Value& each : list) all.push_back(to_library(each));
        return all;
    }
    Json operator()(const Value::Fields& fields) const {
        Json all = Json::object();
        for (const auto& [name, value] : fields) all[name] = to_library(value);
        return all;
    }
    template <class T>
    Json operator()(const T& simple) const {
        return simple;
    }
};

Json to_library(const Value& value) { return std::visit(Writer(), value.data); }

Value from_library(const Json& json) {
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number_integer()) return json.get<std::int64_t>();
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) return json.get<std::string>();
    if (json.is_array()) {
        Value::List list;
        for (const Json& each : json) list.push_back(from_library(each));
        return list;
    }
    if (!json.is_object()) return {};
    Value::Fields fields;
    for (const auto& [name, each] : json.items()) fields.emplace_back(name, from_library(each));
    return fields;
}

}  // namespace

const Value* Value::field(std::string_view name) const {
    const auto* fields = std::get_if<Fields>(&data);
    if (!fields) return nullptr;
    for (const auto& [known, value] : *fields)
        if (known == name) return &value;
    return nullptr;
}

std::string to_json(const Value& value) {
    return escaped_json(to_library(value).dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<Value> from_json(std::string_view text) {
    bool too_deep = false;
    const Json::parser_callback_t watch = [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > max_depth;
        return !too_deep;
    };
    const Json json = Json::parse(text, watch, false);
    if (json.is_discarded() || too_deep) return fail(std::make_error_code(std::errc::invalid_argument), "no JSON");
    return from_library(json);
}

}  // namespace headstock::cli
