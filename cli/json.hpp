// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "headstock/base/error.hpp"

namespace headstock::cli {

/// A JSON value, whose fields stay in order.
struct Value {
    using List = std::vector<Value>;
    using Fields = std::vector<std::pair<std::string, Value>>;
    using Data = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Fields>;

    Value() = default;
    Value(std::same_as<bool> auto value) : data(value) {}         // NOLINT(google-explicit-constructor)
    Value(double value) : data(value) {}                          // NOLINT(google-explicit-constructor)
    Value(std::string value) : data(std::move(value)) {}          // NOLINT(google-explicit-constructor)
    Value(std::string_view value) : Value(std::string(value)) {}  // NOLINT(google-explicit-constructor)
    Value(const char* value) : Value(std::string(value)) {}       // NOLINT(google-explicit-constructor)
    Value(List value) : data(std::move(value)) {}                 // NOLINT(google-explicit-constructor)
    Value(Fields value) : data(std::move(value)) {}               // NOLINT(google-explicit-constructor)
    template <std::integral T>
        requires(!std::same_as<T, bool>)
    Value(T value) : data(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)

    /// The field `name`; null where this is no object, or has no such field.
    [[nodiscard]] const Value* field(std::string_view name) const;
    /// The text; null where it is something else.
    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data); }
    [[nodiscard]] const List* list() const { return std::get_if<List>(&data); }

    friend bool operator==(const Value&, const Value&) = default;

    Data data;
};

/// Writes `value` on one line, always valid UTF-8: bytes that are none become U+FFFD, and what is unsafe to show
/// (`is_unsafe`) is there only as an escape.
[[nodiscard]] std::string to_json(const Value& value);

/// Reads one JSON value. Fails with `std::errc::invalid_argument`, and on more than 32 values within each other.
[[nodiscard]] Result<Value> from_json(std::string_view text);

}  // namespace headstock::cli
