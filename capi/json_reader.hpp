// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "capi/status.hpp"

#include "headstock/base/clock.hpp"
#include "headstock/bridge/json_values.hpp"

namespace headstock::capi {

/// Reads a JSON object key by key, each of them optional. What is wrong ends the call, and says where it stands.
class JsonReader {
public:
    /// `what` names it in errors. An empty text is an empty object.
    JsonReader(std::string what, std::string_view json);
    /// Reads an object inside of another, `json`.
    JsonReader(std::string what, bridge::Json json);

    [[nodiscard]] std::optional<std::string> string(const char* key);
    [[nodiscard]] std::optional<bool> boolean(const char* key);
    template <class T>
    [[nodiscard]] std::optional<T> number(const char* key) {
        const auto found = take(key);
        if (!found) return std::nullopt;
        const bool is_whole = found->is_number_integer() || found->is_number_unsigned();
        if (!is_whole || (found->is_number_unsigned() && !std::in_range<T>(found->get<std::uint64_t>())) ||
            (!found->is_number_unsigned() && !std::in_range<T>(found->get<std::int64_t>())))
            wrong(key, "not a number that fits");
        return found->get<T>();
    }
    /// Seconds, with a fraction or without; from 0 to a year.
    [[nodiscard]] std::optional<Duration> seconds(const char* key);
    [[nodiscard]] std::optional<JsonReader> object(const char* key);
    [[nodiscard]] std::map<std::string, std::string> strings(const char* key);
    /// Ends the call where a key was not asked for.
    void finish() const;
    /// Ends the call because of `key`.
    [[noreturn]] void wrong(std::string_view key, const std::string& why) const;

private:
    std::optional<bridge::Json> take(const char* key);
    std::string what_;
    bridge::Json json_;
};

/// JSON read from a text; what is none ends the call.
[[nodiscard]] bridge::Json parse_json(const std::string& what, std::string_view json);

}  // namespace headstock::capi
