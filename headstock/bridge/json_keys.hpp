// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "headstock/bridge/check.hpp"

/// What the fields of a payload are called in JSON.
namespace headstock::bridge::detail {

/// The name of a field, before others are looked at.
template <class F>
constexpr std::string_view plain_key(const F& field) {
    if (!field.key.empty()) return field.key;
    if constexpr (F::kind == Kind::child && Payload<typename F::Value>)
        if (field.name.tag.empty()) return name_of<typename F::Value>().tag;
    return field.name.tag;
}

template <class T, std::size_t I>
constexpr std::string_view plain_key_of() {
    return plain_key(std::get<I>(T::xml.fields));
}

template <class T, std::size_t I, std::size_t... J>
constexpr bool shares_key(std::index_sequence<J...>) {
    return ((I != J && plain_key_of<T, I>() == plain_key_of<T, J>()) || ...);
}

/// The key of the field number `I`: its name and, where another field has that too, a mark of what it is before it.
template <class T, std::size_t I>
std::string key_of() {
    using F = std::tuple_element_t<I, std::remove_cvref_t<decltype(T::xml.fields)>>;
    const std::string key(plain_key_of<T, I>());
    if constexpr (!shares_key<T, I>(std::make_index_sequence<field_count<T>>())) return key;
    else if constexpr (F::kind == Kind::attribute) return "@" + key;
    else if constexpr (F::kind == Kind::content || F::kind == Kind::tag) return "#" + key;
    else if constexpr (F::kind == Kind::child && Payload<typename F::Value>)
        return "{" + std::string(name_of<typename F::Value>().ns) + "}" + key;
    else return "{" + std::string(std::get<I>(T::xml.fields).name.in(name_of<T>().ns).ns) + "}" + key;
}

/// Whether the field number `I` is read from `key`.
template <class T, std::size_t I>
bool is_key(std::string_view key) {
    using F = std::tuple_element_t<I, std::remove_cvref_t<decltype(T::xml.fields)>>;
    if (key == key_of<T, I>()) return true;
    if constexpr (F::has_text) return key == key_of<T, I>() + "_text";
    return false;
}

}  // namespace headstock::bridge::detail
