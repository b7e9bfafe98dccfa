// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "headstock/bridge/compose.hpp"
#include "headstock/bridge/json_keys.hpp"
#include "headstock/bridge/json_values.hpp"
#include "headstock/bridge/read.hpp"

/// A payload as JSON, from the same declaration. Keys are the names of attributes and children; the own text is `text`,
/// what an one_of tells is `condition`, its text `condition_text`, the rest `others`, the version's namespace `xmlns`,
/// the own tag of a family `tag`; where fields would share a key, attributes are `@key`, the own text and tag `#key`,
/// and children are `{ns}key`. Numbers, truth values and repetitions are JSON's own, texts in languages an object,
/// elements their XML; all else is as in XML.
namespace headstock::bridge {

template <Payload T>
[[nodiscard]] Json to_json(const T& value);

namespace detail {

template <class V>
Json value_to_json(const V& value) {
    if constexpr (std::is_same_v<V, bool> || Number<V>) return value;
    else if constexpr (std::is_same_v<V, double>)
        return std::isfinite(value) ? Json(value) : Json(Lexical<V>::write(value));
    else if constexpr (std::is_same_v<V, Element>) return value.xml();
    else if constexpr (Payload<V>) return to_json(value);
    else return std::string_view(Lexical<V>::write(value));
}

template <class M>
void add_member(Json& object, const std::string& key, const M& member) {
    if constexpr (MemberOf<M>::repeats) {
        Json& list = object[key] = Json::array();
        for (const auto& each : member) list.push_back(value_to_json(each));
    } else if constexpr (MemberOf<M>::is_optional) {
        if (member) object[key] = value_to_json(*member);
    } else {
        object[key] = value_to_json(member);
    }
}

template <class F, class T>
void add_field(Json& object, const std::string& key, const F& field, const T& value) {
    const auto& member = value.*field.member;
    if constexpr (F::kind == Kind::texts) {
        Json& texts = object[key] = Json::object();
        for (const auto& [language, text] : member) texts[language] = text;
    } else if constexpr (F::kind == Kind::version) {
        object[key] = name_for(value).ns;
    } else {
        add_member(object, key, member);
    }
    if constexpr (F::has_text) add_member(object, key + "_text", value.*field.text);
}

template <Payload T>
bool read_json(T& value, const Json& json, const Trail& here, Error& error);

template <class V>
bool read_json(V& value, const Json& json, const Trail& here, Error& error) {
    std::string chars;
    return read_json(chars, json, here, error) && read_chars(value, chars, here, error);
}

template <class M>
bool read_member(M& member, const Json& json, const Trail& here, Error& error) {
    if constexpr (!MemberOf<M>::repeats) {
        auto value = fresh<typename MemberOf<M>::Value>();
        if (!read_json(value, json, here, error)) return false;
        member = std::move(value);
    } else {
        if (!json.is_array()) return refuse(error, PayloadErrc::malformed, here, "not a list");
        Trail at = here;
        for (const Json& each : json) {
            ++at.index;
            auto value = fresh<typename MemberOf<M>::Value>();
            if (!read_json(value, each, at, error)) return false;
            member.push_back(std::move(value));
        }
    }
    return true;
}

template <class F, class T>
bool read_version(const F& field, T& value, const Json& json, const Trail& here, Error& error) {
    for (std::size_t i = 0; i < T::xml.spaces.size(); ++i)
        if (json == Json(T::xml.spaces[i])) {
            value.*field.member = static_cast<typename F::Value>(i);
            return true;
        }
    return refuse(error, PayloadErrc::malformed, here, "not one of the namespaces");
}

/// Whether elements that a field keeps have the name that it reads.
template <class F, class T>
bool fit(const F& field, const T& value) {
    bool fits = true;
    if constexpr (F::kind == Kind::child && std::is_same_v<typename F::Value, Element>)
        each_in(value.*field.member, [&](const Element& each) { fits = fits && field.name.fits(each, {}); });
    return fits;
}

template <class F, class T>
bool absent_in_json(const F& field, T& value, const Trail& here, Error& error) {
    constexpr bool may_lack = F::is_optional || F::repeats || F::kind == Kind::texts || F::kind == Kind::flag ||
                              F::kind == Kind::version ||
                              (F::kind == Kind::content && std::is_same_v<typename F::Value, std::string>);
    if constexpr (F::has_default) value.*field.member = typename F::Value(field.absent);
    else if constexpr (!may_lack) return refuse(error, PayloadErrc::missing, here);
    return true;
}

template <class F, class T>
bool read_field(const std::string& key, const F& field, T& value, const Json& object, const Trail& here, Error& error) {
    const Trail at{&here, key};
    if constexpr (F::has_text) {
        const std::string text_key = key + "_text";
        if (const auto text = object.find(text_key); text != object.end())
            if (!read_member(value.*field.text, *text, {&here, text_key}, error)) return false;
    }
    const auto found = object.find(key);
    if (found == object.end()) return absent_in_json(field, value, at, error);
    if constexpr (F::kind == Kind::version) return read_version(field, value, *found, at, error);
    else if (!read_member(value.*field.member, *found, at, error)) return false;
    else return fit(field, value) || refuse(error, PayloadErrc::wrong_element, at);
}

template <class T, std::size_t... I>
bool read_object(T& value, const Json& json, const Trail& here, Error& error, std::index_sequence<I...>) {
    for (const auto& [key, part] : json.items())
        if (!(is_key<T, I>(key) || ...)) return refuse(error, PayloadErrc::unknown, {&here, key});
    (forget(std::get<I>(T::xml.fields), value), ...);
    return (read_field(key_of<T, I>(), std::get<I>(T::xml.fields), value, json, here, error) && ...);
}

template <Payload T>
bool read_json(T& value, const Json& json, const Trail& here, Error& error) {
    if (here.depth() >= max_payload_depth) return refuse(error, PayloadErrc::too_deep, here);
    if constexpr (Declared<T>) {
        static_assert(is_sound<T>);
        if (!json.is_object()) return refuse(error, PayloadErrc::malformed, here, "not an object");
        return read_object(value, json, here, error, std::make_index_sequence<field_count<T>>());
    } else {
        auto element = fresh<Element>();
        if (!read_json(element, json, here, error)) return false;
        Result<T> result = read<T>(element);
        if (!result) return refuse(error, PayloadErrc::malformed, here, reason(result.error()));
        value = *std::move(result);
        return true;
    }
}

template <class T, std::size_t... I>
Json object_of(const T& value, std::index_sequence<I...>) {
    Json object = Json::object();
    (add_field(object, key_of<T, I>(), std::get<I>(T::xml.fields), value), ...);
    return object;
}

}  // namespace detail

/// Gives `value` as JSON: what is optional and absent is left out, everything else is there.
template <Payload T>
Json to_json(const T& value) {
    if constexpr (Declared<T>) return detail::object_of(value, std::make_index_sequence<detail::field_count<T>>());
    else return value.to_xml().xml();
}

/// Reads what `to_json` gives. What has a default, is optional or repeats may be left out; a key that `T` does not know
/// is an error, for it is most likely misspelt.
template <Payload T>
[[nodiscard]] Result<T> from_json(const Json& json) {
    Result<T> result{std::in_place};
    Error error;
    if (!detail::read_json(*result, json, {nullptr, name_of<T>().tag}, error))
        result = std::unexpected(std::move(error));
    return result;
}

}  // namespace headstock::bridge
