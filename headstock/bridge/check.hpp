// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/bridge/declare.hpp"

/// Says in a sentence what is wrong with a declaration, when its struct is complete and first used.
namespace headstock::bridge::detail {

template <class T, class F>
consteval bool check_field() {
    using Value = typename F::Value;
    constexpr Kind kind = F::kind;
    static_assert(std::is_base_of_v<typename F::Owner, T>, "a field points to a member of another struct");
    if constexpr (kind == Kind::attribute || kind == Kind::text || kind == Kind::content || kind == Kind::attribute_of)
        static_assert(HasLexical<Value>,
                      "this member has no lexical form: specialise headstock::bridge::Lexical for its type, or, for an "
                      "enum, write xml_words(Enum) beside it");
    if constexpr (kind == Kind::attribute || kind == Kind::content)
        static_assert(!F::repeats, "an attribute and the own text stand once, so the member cannot be a std::vector");
    if constexpr (kind == Kind::child)
        static_assert(Payload<Value>,
                      "child() needs a struct with a declaration, or a std::optional or std::vector of one");
    if constexpr (kind == Kind::one_of)
        static_assert(HasWords<Value> && !F::repeats,
                      "one_of() needs an enum with xml_words(Enum), or a std::optional of one");
    if constexpr (kind == Kind::flag)
        static_assert(std::is_same_v<Value, bool> && !F::is_optional && !F::repeats, "flag() needs a bool");
    if constexpr (kind == Kind::texts)
        static_assert(std::is_same_v<Value, LanguageTexts> && !F::is_optional && !F::repeats,
                      "texts() needs a LanguageTexts");
    if constexpr (kind == Kind::rest)
        static_assert(std::is_same_v<Value, Element> && F::repeats, "rest() needs a std::vector<Element>");
    if constexpr (kind == Kind::version)
        static_assert(Number<Value> && !F::is_optional && !F::repeats, "version_of() needs a number");
    return true;
}

template <class T, class... F>
consteval bool check_fields(const std::tuple<F...>*) {
    static_assert(std::is_default_constructible_v<T>,
                  "a payload is filled in field by field, so it needs a default constructor");
    return (check_field<T, F>() && ...);
}

/// Whether the declaration of `T` fits its members; when it does not, this does not compile.
template <class T>
inline constexpr bool is_sound =
    check_fields<T>(static_cast<const std::remove_cvref_t<decltype(T::xml.fields)>*>(nullptr));

template <class T>
inline constexpr std::size_t field_count = std::tuple_size_v<std::remove_cvref_t<decltype(T::xml.fields)>>;

}  // namespace headstock::bridge::detail
