// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>
#include <vector>

#include "headstock/bridge/declare.hpp"

/// What a payload is called, for tables and for languages that know no types of ours.
namespace headstock::bridge {

/// The name of `T` in C++, without `headstock::`.
template <class T>
constexpr std::string_view type_name() {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    name = name.substr(0, name.find_first_of(";]"));
    constexpr std::string_view project = "headstock::";
    if (name.starts_with(project)) name.remove_prefix(project.size());
    return name;
}

/// The tags that `T` is read from, the one it is written with first.
template <Payload T>
std::vector<std::string_view> tags_of() {
    std::vector<std::string_view> tags;
    if constexpr (detail::is_family<T>) {
        for (const auto& [value, word] : xml_words(typename std::remove_cvref_t<decltype(T::xml)>::TagWords{}))
            tags.push_back(word);
    } else {
        tags.push_back(name_of<T>().tag);
    }
    return tags;
}

}  // namespace headstock::bridge
