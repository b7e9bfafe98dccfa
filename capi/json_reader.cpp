// SPDX-License-Identifier: MIT
#include "capi/json_reader.hpp"

#include <chrono>

namespace headstock::capi {
namespace {

constexpr int max_depth = 100;

/// Refuses what would take a deep stack to destroy.
void refuse_deep(const std::string& what, std::string_view json) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max_depth) refuse(HS_E_JSON, what + ": too deep");
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
}

}  // namespace

bridge::Json parse_json(const std::string& what, std::string_view json) {
    refuse_deep(what, json);
    try {
        return bridge::Json::parse(json);
    } catch (const bridge::Json::parse_error& wrong) {
        refuse(HS_E_JSON, what + ": no JSON at byte " + std::to_string(wrong.byte));
    }
}

JsonReader::JsonReader(std::string what, std::string_view json)
    : JsonReader(what, json.empty() ? bridge::Json::object() : parse_json(what, json)) {}

JsonReader::JsonReader(std::string what, bridge::Json json) : what_(std::move(what)), json_(std::move(json)) {
    if (!json_.is_object()) refuse(HS_E_JSON, what_ + ": not an object");
}

std::optional<bridge::Json> JsonReader::take(const char* key) {
    const auto found = json_.find(key);
    if (found == json_.end()) return std::nullopt;
    bridge::Json taken = std::move(*found);
    json_.erase(found);
    return taken;
}

std::optional<std::string> JsonReader::string(const char* key) {
    const auto found = take(key);
    if (!found) return std::nullopt;
    if (!found->is_string()) wrong(key, "not a string");
    return found->get<std::string>();
}

std::optional<bool> JsonReader::boolean(const char* key) {
    const auto found = take(key);
    if (!found) return std::nullopt;
    if (!found->is_boolean()) wrong(key, "neither true nor false");
    return found->get<bool>();
}

std::optional<Duration> JsonReader::seconds(const char* key) {
    const auto found = take(key);
    if (!found) return std::nullopt;
    constexpr double year = 366.0 * 24 * 3600;
    if (!found->is_number() || !(found->get<double>() >= 0 && found->get<double>() <= year))
        wrong(key, "not a number of seconds");
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(found->get<double>()));
}

std::optional<JsonReader> JsonReader::object(const char* key) {
    auto found = take(key);
    if (!found) return std::nullopt;
    return JsonReader(what_ + "." + key, *std::move(found));
}

std::map<std::string, std::string> JsonReader::strings(const char* key) {
    std::map<std::string, std::string> all;
    const auto found = take(key);
    if (!found) return all;
    if (!found->is_object()) wrong(key, "not an object");
    for (const auto& [name, each] : found->items()) {
        if (!each.is_string()) wrong(key, "not strings");
        all.emplace(name, each.get<std::string>());
    }
    return all;
}

void JsonReader::finish() const {
    if (!json_.empty()) wrong(json_.begin().key(), "nobody knows this key");
}

void JsonReader::wrong(std::string_view key, const std::string& why) const {
    refuse(HS_E_JSON, what_ + "." + std::string(key) + ": " + why);
}

}  // namespace headstock::capi
