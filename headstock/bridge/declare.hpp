// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "headstock/bridge/field.hpp"
#include "headstock/bridge/language_texts.hpp"

/// A payload is a plain struct that declares its XML once, in `static constexpr auto xml = bridge::element(…)`:
/// reading, writing, JSON and random values follow from it. The type of a field's member says how often it stands:
/// `std::optional` may be absent, `std::vector` repeats, anything else must be there, and what may stand once may not
/// stand twice.
namespace headstock::bridge {

/// The namespaces a payload has had, the newest first: any is read, the first is written.
template <class... S>
[[nodiscard]] constexpr std::array<std::string_view, sizeof...(S)> versions(S... namespaces) {
    return {std::string_view(namespaces)...};
}

/// Declares an element, of any of these namespaces, made of these fields. Attributes are written first, then the rest
/// in order.
template <std::size_t N, class... F>
[[nodiscard]] constexpr auto element(std::string_view tag, const std::array<std::string_view, N>& namespaces,
                                     F... fields) {
    detail::check_declaration(namespaces, fields...);
    if (tag.empty()) detail::an_element_or_attribute_has_no_name();
    return detail::Schema<detail::Nothing, N, F...>{tag, namespaces, {fields...}};
}
template <class... F>
[[nodiscard]] constexpr auto element(std::string_view tag, std::string_view ns, F... fields) {
    return element(tag, std::array<std::string_view, 1>{ns}, fields...);
}
template <class... F>
    requires(detail::is_field<F> && ...)
constexpr auto element(std::string_view, F...) {
    static_assert(sizeof...(F) > sizeof...(F), "element() needs the payload's namespace behind the tag");
}

/// The same for a family of elements, whose tags are the words of an enum: `tag` is `tag_of(&T::member)`.
template <class O, class E, std::size_t N, class... F>
[[nodiscard]] constexpr auto element(detail::Field<detail::Kind::tag, O, E> tag,
                                     const std::array<std::string_view, N>& namespaces, F... fields) {
    detail::check_declaration(namespaces, fields...);
    return detail::Schema<E, N, detail::Field<detail::Kind::tag, O, E>, F...>{
        xml_words(E{}).front().second, namespaces, {tag, fields...}};
}
template <class O, class E, class... F>
[[nodiscard]] constexpr auto element(detail::Field<detail::Kind::tag, O, E> tag, std::string_view ns, F... fields) {
    return element(tag, std::array<std::string_view, 1>{ns}, fields...);
}

/// The element's own tag, as <composing/> says what a chat is like; the member is an enum with words.
template <class O, class M>
[[nodiscard]] constexpr auto tag_of(M O::* member) {
    static_assert(HasWords<M>, "tag_of() needs an enum with xml_words(Enum)");
    return detail::Field<detail::Kind::tag, O, M>{"tag", {}, member};
}

/// An attribute. A `Name` is for one in a namespace, as `xml_lang`.
template <class O, class M>
[[nodiscard]] constexpr auto attribute(std::string_view name, M O::* member) {
    return detail::Field<detail::Kind::attribute, O, M>{Name{name, {}}, {}, member};
}
template <class O, class M>
[[nodiscard]] constexpr auto attribute(Name name, M O::* member) {
    return detail::Field<detail::Kind::attribute, O, M>{name, {}, member};
}

/// The element's own text.
template <class O, class M>
[[nodiscard]] constexpr auto text(M O::* member) {
    return detail::Field<detail::Kind::content, O, M>{"text", {}, member};
}

/// The text of a child. Here and below a child is named by its tag, or by a `Name` when it is in another namespace.
template <class O, class M>
[[nodiscard]] constexpr auto text(detail::Label child, M O::* member) {
    return detail::Field<detail::Kind::text, O, M>{child, {}, member};
}

/// The attribute of a child that is nothing else, as in <feature var='…'/>.
template <class O, class M>
[[nodiscard]] constexpr auto attribute_of(detail::Label child, std::string_view name, M O::* member) {
    return detail::Field<detail::Kind::attribute_of, O, M>{child, {name, {}}, member};
}

/// Texts of children of one name in several languages, told by xml:lang; the member is a `LanguageTexts`.
template <class O, class M>
[[nodiscard]] constexpr auto texts(detail::Label child, M O::* member) {
    return detail::Field<detail::Kind::texts, O, M>{child, {}, member};
}

/// Whether an empty child is there; the member is a `bool`.
template <class O, class M>
[[nodiscard]] constexpr auto flag(detail::Label child, M O::* member) {
    return detail::Field<detail::Kind::flag, O, M>{child, {}, member};
}

/// A child that is a payload with a declaration of its own.
template <class O, class M>
[[nodiscard]] constexpr auto child(M O::* member) {
    return detail::Field<detail::Kind::child, O, M>{{}, {}, member};
}

/// The same for a child that is called otherwise here than in its own declaration; or, with a member that is an
/// `Element`, a child that is kept as it is: its name is a `Name`, or `anywhere(tag)`.
template <class O, class M>
[[nodiscard]] constexpr auto child(detail::Label name, M O::* member) {
    return detail::Field<detail::Kind::child, O, M>{name, {}, member};
}

/// The name of a child that is kept as an `Element`, in whatever namespace it is.
[[nodiscard]] constexpr detail::Label anywhere(std::string_view tag) {
    detail::Label label(tag);
    label.place = detail::Place::anywhere;
    return label;
}

/// An enum with words, told by which of them is there as a child; in namespace `ns`, or in the payload's own.
template <class O, class M>
[[nodiscard]] constexpr auto one_of(M O::* member, std::string_view ns) {
    return detail::Field<detail::Kind::one_of, O, M>{Name{"condition", ns}, {}, member};
}
template <class O, class M>
[[nodiscard]] constexpr auto one_of(M O::* member) {
    return detail::Field<detail::Kind::one_of, O, M>{"condition", {}, member};
}

/// The children that no other field reads, in order: a `std::vector<Element>` keeps all, a `std::optional<Element>` one
/// if it is there, and an `Element` the one that must be there.
template <class O, class M>
[[nodiscard]] constexpr auto rest(M O::* member) {
    return detail::Field<detail::Kind::rest, O, M>{"others", {}, member};
}

/// Which of its `versions` the payload was read from and is written in; the member is a number, 0 for the first.
template <class O, class M>
[[nodiscard]] constexpr auto version_of(M O::* member) {
    return detail::Field<detail::Kind::version, O, M>{"xmlns", {}, member};
}

/// A struct that declares its XML.
template <class T>
concept Declared = requires { T::xml; } && detail::is_schema<std::remove_cvref_t<decltype(T::xml)>>;

/// A struct too odd for a declaration: it has `static constexpr Name xml_name`, and translates itself.
template <class T>
concept Handwritten = requires(View element, const T& value) {
    { T::from_xml(element) } -> std::same_as<Result<T>>;
    { value.to_xml() } -> std::same_as<Element>;
    { T::xml_name } -> std::convertible_to<Name>;
};

/// What can be read from an element and written as one.
template <class T>
concept Payload = Declared<T> || Handwritten<T>;

namespace detail {

/// Whether the tag of a `T` is a word of an enum.
template <class T>
inline constexpr bool is_family = false;
template <Declared T>
inline constexpr bool is_family<T> = !std::is_same_v<typename std::remove_cvref_t<decltype(T::xml)>::TagWords, Nothing>;

}  // namespace detail

/// The namespaces that `T` is read from, the one it is written in first.
template <Payload T>
[[nodiscard]] constexpr std::span<const std::string_view> namespaces_of() {
    if constexpr (Declared<T>) return T::xml.spaces;
    else return {&T::xml_name.ns, 1};
}

/// What `T` is written as; of a family, the first.
template <Payload T>
[[nodiscard]] constexpr Name name_of() {
    if constexpr (Declared<T>) return {T::xml.tag, T::xml.spaces.front()};
    else return T::xml_name;
}

/// Whether an element of that name can be a `T`.
template <Payload T>
[[nodiscard]] constexpr bool is_a(Name name) {
    if constexpr (detail::is_family<T>) {
        if (!value_for<typename std::remove_cvref_t<decltype(T::xml)>::TagWords>(name.tag)) return false;
    } else if (name.tag != name_of<T>().tag) {
        return false;
    }
    for (const std::string_view ns : namespaces_of<T>())
        if (ns == name.ns) return true;
    return false;
}

/// The first child of `parent` that can be a `T`.
template <Payload T>
[[nodiscard]] std::optional<View> find(View parent) {
    for (const View child : parent.children())
        if (is_a<T>(child.name())) return child;
    return std::nullopt;
}

}  // namespace headstock::bridge
