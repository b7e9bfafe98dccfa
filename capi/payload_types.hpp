// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/bridge/json.hpp"
#include "headstock/bridge/type_name.hpp"

namespace headstock::capi {

/// A payload that has a name in JSON, and how it comes from one to the other.
struct PayloadType {
    std::string name;  ///< as in "version.Info"
    std::vector<std::string_view> tags;
    std::span<const std::string_view> namespaces;
    bool (*is_called)(bridge::Name name);
    Result<bridge::Json> (*to_json)(bridge::View element);
    Result<bridge::Element> (*from_json)(const bridge::Json& json);
};

/// All of them, in the order in which they are tried where several have one name.
[[nodiscard]] const std::vector<PayloadType>& payload_types();
/// The one of that name; null where there is none.
[[nodiscard]] const PayloadType* find_payload_type(std::string_view name);

/// `element` as `{"type", "value"}` by the first type that reads it, else as `{"xml"}`.
[[nodiscard]] bridge::Json payload_json(bridge::View element);
/// The payload that `text` says: JSON of the type of that name, or XML where there is no name. An empty text is an
/// empty element of the type's name. What is wrong ends the call.
[[nodiscard]] bridge::Element payload_of(std::string_view type, std::string_view text);
/// JSON as text; bytes that are no UTF-8 come out as U+FFFD.
[[nodiscard]] std::string dump(const bridge::Json& json);

namespace detail {

template <bridge::Payload T>
Result<bridge::Json> payload_to_json(bridge::View element) {
    const Result<T> value = bridge::read<T>(element);
    if (!value) return std::unexpected(value.error());
    return bridge::to_json(*value);
}

template <bridge::Payload T>
Result<bridge::Element> payload_from_json(const bridge::Json& json) {
    const Result<T> value = bridge::from_json<T>(json);
    if (!value) return std::unexpected(value.error());
    return bridge::write(*value);
}

template <bridge::Payload T>
PayloadType payload_type() {
    std::string name(bridge::type_name<T>());
    for (std::size_t at = name.find("::"); at != std::string::npos; at = name.find("::")) name.replace(at, 2, ".");
    return {std::move(name), bridge::tags_of<T>(), bridge::namespaces_of<T>(),
            bridge::is_a<T>, payload_to_json<T>,   payload_from_json<T>};
}

template <bridge::Payload... T>
void add(std::vector<PayloadType>& all) {
    (all.push_back(payload_type<T>()), ...);
}

// A file each, for the compiler's sake.
void add_people(std::vector<PayloadType>& all);
void add_messages(std::vector<PayloadType>& all);
void add_services(std::vector<PayloadType>& all);
void add_pubsub(std::vector<PayloadType>& all);
void add_files(std::vector<PayloadType>& all);

}  // namespace detail
}  // namespace headstock::capi
