// SPDX-License-Identifier: MIT
#pragma once
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "headstock/bridge/declare.hpp"
#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {

/// JSON whose keys keep their order.
using Json = nlohmann::ordered_json;

namespace detail {

/// A value to fill in.
template <class V>
V fresh() {
    if constexpr (std::is_same_v<V, Element>) return Element("", "");
    else return V{};
}

inline bool read_json(std::string& value, const Json& json, const Trail& here, Error& error) {
    if (!json.is_string()) return refuse(error, PayloadErrc::malformed, here, "not a string");
    value = json.get_ref<const std::string&>();
    return true;
}

inline bool read_json(bool& value, const Json& json, const Trail& here, Error& error) {
    if (!json.is_boolean()) return refuse(error, PayloadErrc::malformed, here, "neither true nor false");
    value = json.get<bool>();
    return true;
}

inline bool read_json(double& value, const Json& json, const Trail& here, Error& error) {
    if (json.is_number()) {
        value = json.get<double>();
        return true;
    }
    const std::string_view word = json.is_string() ? json.get_ref<const std::string&>() : std::string_view();
    if (word != "INF" && word != "-INF" && word != "NaN")
        return refuse(error, PayloadErrc::malformed, here, "not a number");
    value = *Lexical<double>::read(word);
    return true;
}

template <Number V>
bool read_json(V& value, const Json& json, const Trail& here, Error& error) {
    const bool is_negative = json.is_number_integer() && !json.is_number_unsigned();
    const bool fits = (json.is_number_unsigned() && std::in_range<V>(json.get<std::uint64_t>())) ||
                      (is_negative && std::in_range<V>(json.get<std::int64_t>()));
    if (!fits) return refuse(error, PayloadErrc::malformed, here, "not a number that fits");
    value = json.get<V>();
    return true;
}

inline bool read_json(Element& value, const Json& json, const Trail& here, Error& error) {
    if (!json.is_string()) return refuse(error, PayloadErrc::malformed, here, "not a string with XML");
    Result<Element> element = parse_element(json.get_ref<const std::string&>());
    if (!element) return refuse(error, PayloadErrc::malformed, here, reason(element.error()));
    value = *std::move(element);
    return true;
}

inline bool read_json(LanguageTexts& value, const Json& json, const Trail& here, Error& error) {
    if (!json.is_object()) return refuse(error, PayloadErrc::malformed, here, "not an object of languages");
    for (const auto& [language, text] : json.items()) {
        const Trail at{&here, language};
        if (!text.is_string()) return refuse(error, PayloadErrc::malformed, at, "not a string");
        if (!value.add(language, text.get<std::string>())) return refuse(error, PayloadErrc::duplicate, at);
    }
    return true;
}

}  // namespace detail
}  // namespace headstock::bridge
