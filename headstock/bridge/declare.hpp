// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "headstock/bridge/element.hpp"
#include "headstock/bridge/language_texts.hpp"
#include "headstock/bridge/lexical.hpp"

/// A payload is a plain struct that declares its XML once, in `static constexpr auto xml = bridge::element(…)`:
/// reading, writing, JSON and random values follow from it. The type of a field's member says how often it stands:
/// `std::optional` may be absent, `std::vector` repeats, anything else must be there, and what may stand once may not
/// stand twice.
namespace headstock::bridge {
namespace detail {

enum class Kind : unsigned char { attribute, content, text, attribute_of, texts, flag, child, one_of, rest, version };

struct Nothing {};

template <class M>
struct MemberOf {
    using Value = M;
    static constexpr bool is_optional = false;
    static constexpr bool repeats = false;
};
template <class T>
struct MemberOf<std::optional<T>> {
    using Value = T;
    static constexpr bool is_optional = true;
    static constexpr bool repeats = false;
};
template <class T>
struct MemberOf<std::vector<T>> {
    using Value = T;
    static constexpr bool is_optional = false;
    static constexpr bool repeats = true;
};

/// What stands for a member that is absent: a constant, so never a std::string.
template <class M>
using Fallback = std::conditional_t<std::is_same_v<M, std::string>, std::string_view, M>;

/// A child's name: in the payload's namespace unless it has one of its own.
struct Label {
    std::string_view tag{};
    std::string_view ns{};
    bool is_elsewhere = false;

    constexpr Label() = default;
    constexpr Label(const char* local) : tag(local) {}       // NOLINT(google-explicit-constructor)
    constexpr Label(std::string_view local) : tag(local) {}  // NOLINT(google-explicit-constructor)
    constexpr Label(Name name)
        : tag(name.tag), ns(name.ns), is_elsewhere(true) {}  // NOLINT(google-explicit-constructor)
    [[nodiscard]] constexpr Name within(std::string_view around) const { return {tag, is_elsewhere ? ns : around}; }
};

/// One line of a declaration. `D` is the type of what an absent value reads as, `E` that of the member for an
/// `one_of`'s text.
template <Kind K, class O, class M, class D = Nothing, class E = Nothing>
struct Field {
    static constexpr Kind kind = K;
    using Owner = O;
    using Value = typename MemberOf<M>::Value;
    static constexpr bool is_optional = MemberOf<M>::is_optional;
    static constexpr bool repeats = MemberOf<M>::repeats;
    static constexpr bool has_default = !std::is_same_v<D, Nothing>;
    static constexpr bool has_text = !std::is_same_v<E, Nothing>;

    Label name;      // of the child, or of the attribute with `is_elsewhere` for its namespace
    Name attribute;  // of the child's attribute
    M O::* member;
    D absent{};
    E text{};

    /// Absent reads as `value`, and `value` is not written.
    [[nodiscard]] constexpr auto or_default(Fallback<M> value) const {
        static_assert(K == Kind::attribute || K == Kind::text || K == Kind::content || K == Kind::one_of,
                      "only an attribute, a text and an one_of can have a default");
        static_assert(!is_optional && !repeats, "a std::optional or std::vector says by itself what absence means");
        return Field<K, O, M, Fallback<M>, E>{name, attribute, member, value, text};
    }
    /// The same in other words.
    [[nodiscard]] constexpr auto otherwise(Fallback<M> value) const { return or_default(value); }
    /// The text of the child that tells an `one_of` is kept too, as <gone/> holds an address.
    template <class P>
    [[nodiscard]] constexpr auto with_text(std::optional<std::string> P::* kept) const {
        static_assert(K == Kind::one_of, "only an one_of has a text beside it");
        return Field<K, O, M, D, std::optional<std::string> P::*>{name, attribute, member, absent, kept};
    }
    /// Its key in JSON, where the usual one is taken.
    [[nodiscard]] constexpr Field named(std::string_view key) const {
        static_assert(K == Kind::one_of || K == Kind::rest || K == Kind::child, "the others are called as in XML");
        Field renamed = *this;
        renamed.name.tag = key;
        return renamed;
    }
};

template <class F>
inline constexpr bool is_field = false;
template <Kind K, class O, class M, class D, class E>
inline constexpr bool is_field<Field<K, O, M, D, E>> = true;

template <Kind K, class... F>
inline constexpr std::size_t count_of = (std::size_t{0} + ... + (F::kind == K ? 1 : 0));

template <std::size_t N, class... F>
struct Schema {
    std::string_view tag;
    std::array<std::string_view, N> spaces;
    std::tuple<F...> fields;
};

template <class D>
inline constexpr bool is_schema = false;
template <std::size_t N, class... F>
inline constexpr bool is_schema<Schema<N, F...>> = true;

// Not constexpr: a declaration that calls one of these does not compile, and the compiler shows its name.
[[noreturn]] inline void two_fields_read_the_same_child_or_attribute() { std::abort(); }
[[noreturn]] inline void an_element_has_no_name() { std::abort(); }

constexpr bool is_child(Kind kind) {
    return kind == Kind::text || kind == Kind::texts || kind == Kind::flag || kind == Kind::attribute_of;
}

template <class A, class B>
constexpr bool collide(const A& a, const B& b) {
    const bool alike = (is_child(A::kind) && is_child(B::kind)) || (A::kind == Kind::attribute && B::kind == A::kind);
    return alike && a.name.tag == b.name.tag && a.name.ns == b.name.ns;
}

template <class F, class... Others>
constexpr void check_names(const F& field, const Others&... others) {
    if (F::kind != Kind::version && F::kind != Kind::content && F::kind != Kind::child && field.name.tag.empty())
        an_element_has_no_name();
    if ((collide(field, others) || ...)) two_fields_read_the_same_child_or_attribute();
    if constexpr (sizeof...(Others) > 0) check_names(others...);
}

}  // namespace detail

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
    using detail::Kind;
    static_assert((detail::is_field<F> && ...),
                  "element() takes fields: attribute(), text(), texts(), flag(), child(), …");
    static_assert(detail::count_of<Kind::content, F...> <= 1,
                  "an element has one text of its own, and two fields claim it");
    static_assert(detail::count_of<Kind::rest, F...> <= 1, "only one field can keep the rest");
    static_assert(detail::count_of<Kind::version, F...> <= 1, "only one field can keep the version");
    if constexpr (sizeof...(F) > 0) detail::check_names(fields...);
    if (tag.empty()) detail::an_element_has_no_name();
    return detail::Schema<N, F...>{tag, namespaces, {fields...}};
}
template <class... F>
[[nodiscard]] constexpr auto element(std::string_view tag, std::string_view ns, F... fields) {
    return element(tag, std::array<std::string_view, 1>{ns}, fields...);
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

/// An enum with words, told by which of them is there as a child; in namespace `ns`, or in the payload's own.
template <class O, class M>
[[nodiscard]] constexpr auto one_of(M O::* member, std::string_view ns) {
    return detail::Field<detail::Kind::one_of, O, M>{Name{"condition", ns}, {}, member};
}
template <class O, class M>
[[nodiscard]] constexpr auto one_of(M O::* member) {
    return detail::Field<detail::Kind::one_of, O, M>{"condition", {}, member};
}

/// All children that no other field reads, in order; the member is a `std::vector<Element>`.
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

/// The namespaces that `T` is read from, the one it is written in first.
template <Payload T>
[[nodiscard]] constexpr std::span<const std::string_view> namespaces_of() {
    if constexpr (Declared<T>) return T::xml.spaces;
    else return {&T::xml_name.ns, 1};
}

/// What `T` is written as.
template <Payload T>
[[nodiscard]] constexpr Name name_of() {
    if constexpr (Declared<T>) return {T::xml.tag, T::xml.spaces.front()};
    else return T::xml_name;
}

/// Whether an element of that name can be a `T`.
template <Payload T>
[[nodiscard]] constexpr bool is_a(Name name) {
    if (name.tag != name_of<T>().tag) return false;
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
