// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/bridge/declare.hpp"

/// Says in a sentence what is wrong with a declaration, when its struct is complete and first used.
namespace headstock::bridge::detail {

// Not constexpr: see field.hpp.
[[noreturn]] inline void this_payload_cannot_be_a_child_by_another_name_than_its_own() { std::abort(); }
[[noreturn]] inline void a_child_that_is_an_element_needs_its_tag_and_namespace() { std::abort(); }
[[noreturn]] inline void only_an_element_can_be_a_child_of_any_namespace() { std::abort(); }

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
        static_assert(Payload<Value> || std::is_same_v<Value, Element>,
                      "child() needs a struct with a declaration, or a std::optional or std::vector of one");
    if constexpr (kind == Kind::one_of)
        static_assert(HasWords<Value>,
                      "one_of() needs an enum with xml_words(Enum), or a std::optional or std::vector");
    if constexpr (kind == Kind::flag)
        static_assert(std::is_same_v<Value, bool> && !F::is_optional && !F::repeats, "flag() needs a bool");
    if constexpr (kind == Kind::texts)
        static_assert(std::is_same_v<Value, LanguageTexts> && !F::is_optional && !F::repeats,
                      "texts() needs a LanguageTexts");
    if constexpr (kind == Kind::rest)
        static_assert(std::is_same_v<Value, Element>,
                      "rest() needs a std::vector<Element>, a std::optional<Element> or an Element");
    if constexpr (kind == Kind::version)
        static_assert(Number<Value> && !F::is_optional && !F::repeats, "version_of() needs a number");
    if constexpr (HasWords<Value>) static_assert(has_sound_words<Value>);
    return true;
}

/// Whether a struct can be a child by another name than its own.
template <class T>
consteval bool may_be_renamed() {
    if constexpr (!Declared<T> || is_family<T>) return std::is_same_v<T, Element>;
    else
        return []<class... F>(const std::tuple<F...>*) {
            return count_of<Kind::version, F...> == 0;
        }(static_cast<const std::remove_cvref_t<decltype(T::xml.fields)>*>(nullptr));
}

/// Checks what depends on a name too.
template <class F>
constexpr bool check_child(const F& field) {
    if constexpr (F::kind == Kind::child) {
        using Value = typename F::Value;
        if (!field.name.tag.empty() && !may_be_renamed<Value>())
            this_payload_cannot_be_a_child_by_another_name_than_its_own();
        if (std::is_same_v<Value, Element> && (field.name.tag.empty() || field.name.place == Place::within))
            a_child_that_is_an_element_needs_its_tag_and_namespace();
        if (!std::is_same_v<Value, Element> && field.name.place == Place::anywhere)
            only_an_element_can_be_a_child_of_any_namespace();
    }
    return true;
}

template <class T, class... F, std::size_t... I>
constexpr bool check_fields(const std::tuple<F...>& fields, std::index_sequence<I...>) {
    static_assert(std::is_default_constructible_v<T>,
                  "a payload is filled in field by field, so it needs a default constructor");
    static_cast<void>((check_field<T, F>() && ...));
    return (check_child(std::get<I>(fields)) && ...);
}

template <class T>
inline constexpr std::size_t field_count = std::tuple_size_v<std::remove_cvref_t<decltype(T::xml.fields)>>;

/// Whether the declaration of `T` fits its members; when it does not, this does not compile.
template <class T>
inline constexpr bool is_sound = check_fields<T>(T::xml.fields, std::make_index_sequence<field_count<T>>());

}  // namespace headstock::bridge::detail
