// SPDX-License-Identifier: MIT
#pragma once
#include <array>
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
#include "headstock/bridge/lexical.hpp"

/// What a declaration is made of; declare.hpp has the words to write one in.
namespace headstock::bridge::detail {

enum class Kind : unsigned char {
    tag,
    attribute,
    content,
    text,
    attribute_of,
    texts,
    flag,
    child,
    one_of,
    rest,
    version
};

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
struct ConstantOf {
    using Type = M;
};
template <>
struct ConstantOf<std::string> {
    using Type = std::string_view;
};
template <class E>
struct ConstantOf<Open<E>> {
    using Type = E;
};
template <class M>
using Fallback = typename ConstantOf<M>::Type;

/// Which namespace a child is in.
enum class Place : unsigned char { within, elsewhere, anywhere };

/// A child's name: in the payload's namespace unless it has one of its own.
struct Label {
    std::string_view tag{};
    std::string_view ns{};
    Place place = Place::within;

    constexpr Label() = default;
    constexpr Label(const char* local) : tag(local) {}       // NOLINT(google-explicit-constructor)
    constexpr Label(std::string_view local) : tag(local) {}  // NOLINT(google-explicit-constructor)
    constexpr Label(Name name)
        : tag(name.tag), ns(name.ns), place(Place::elsewhere) {}  // NOLINT(google-explicit-constructor)
    [[nodiscard]] constexpr Name in(std::string_view around) const {
        return {tag, place == Place::elsewhere ? ns : around};
    }
    [[nodiscard]] bool fits(View child, std::string_view around) const {
        return child.tag() == tag && (place == Place::anywhere || child.ns() == in(around).ns);
    }
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

    Label name;      // of the child, or of the attribute with `elsewhere` for its namespace
    Name attribute;  // of the child's attribute
    M O::* member;
    std::string_view key{};  // in JSON, where it is not the name
    D absent{};
    E text{};

    /// Absent reads as `value`, and `value` is not written.
    [[nodiscard]] constexpr auto or_default(Fallback<M> value) const {
        static_assert(K == Kind::attribute || K == Kind::text || K == Kind::content || K == Kind::one_of,
                      "only an attribute, a text and an one_of can have a default");
        static_assert(!is_optional && !repeats, "a std::optional or std::vector says by itself what absence means");
        return Field<K, O, M, Fallback<M>, E>{name, attribute, member, key, value, text};
    }
    /// The same in other words.
    [[nodiscard]] constexpr auto otherwise(Fallback<M> value) const { return or_default(value); }
    /// The text of the child that tells an `one_of` is kept too, as <gone/> holds an address.
    template <class P>
    [[nodiscard]] constexpr auto with_text(std::optional<std::string> P::* kept) const {
        static_assert(K == Kind::one_of && !repeats, "only an one_of that stands once has a text beside it");
        return Field<K, O, M, D, std::optional<std::string> P::*>{name, attribute, member, key, absent, kept};
    }
    /// Its key in JSON, where the usual one is taken.
    [[nodiscard]] constexpr Field named(std::string_view other) const {
        Field renamed = *this;
        renamed.key = other;
        return renamed;
    }
};

template <class F>
inline constexpr bool is_field = false;
template <Kind K, class O, class M, class D, class E>
inline constexpr bool is_field<Field<K, O, M, D, E>> = true;

template <Kind K, class... F>
inline constexpr std::size_t count_of = (std::size_t{0} + ... + (F::kind == K ? 1 : 0));

/// A declaration. `Tag` is the enum whose word the tag is, where it is no other.
template <class Tag, std::size_t N, class... F>
struct Schema {
    using TagWords = Tag;
    std::string_view tag;
    std::array<std::string_view, N> spaces;
    std::tuple<F...> fields;
};

template <class D>
inline constexpr bool is_schema = false;
template <class Tag, std::size_t N, class... F>
inline constexpr bool is_schema<Schema<Tag, N, F...>> = true;

// Not constexpr: a declaration that calls one of these does not compile, and the compiler shows its name.
[[noreturn]] inline void two_fields_read_the_same_child_or_attribute() { std::abort(); }
[[noreturn]] inline void an_element_or_attribute_has_no_name() { std::abort(); }
[[noreturn]] inline void a_payload_has_no_namespace() { std::abort(); }

/// Whether a field of that kind reads children of one name, which it says.
constexpr bool is_child(Kind kind) {
    return kind == Kind::text || kind == Kind::texts || kind == Kind::flag || kind == Kind::attribute_of;
}

/// What a field reads.
struct Claim {
    Kind kind;
    Label name;
    [[nodiscard]] constexpr bool is_attribute() const { return kind == Kind::attribute; }
    [[nodiscard]] constexpr bool is_named() const {
        return is_attribute() || is_child(kind) || (kind == Kind::child && !name.tag.empty());
    }
    [[nodiscard]] constexpr bool collides(const Claim& other) const {
        if (!other.is_named() || is_attribute() != other.is_attribute() || name.tag != other.name.tag) return false;
        const bool is_any = name.place == Place::anywhere || other.name.place == Place::anywhere;
        return is_any || (name.place == other.name.place && name.ns == other.name.ns);
    }
};

constexpr void check_claims(std::span<const Claim> claims) {
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const bool needs_name = claims[i].is_attribute() || is_child(claims[i].kind);
        if (needs_name && claims[i].name.tag.empty()) an_element_or_attribute_has_no_name();
        for (std::size_t j = 0; j < i; ++j)
            if (claims[i].is_named() && claims[i].collides(claims[j])) two_fields_read_the_same_child_or_attribute();
    }
}

template <class... F>
constexpr void check_declaration(std::span<const std::string_view> spaces, const F&... fields) {
    static_assert((is_field<F> && ...),
                  "element() takes fields behind the namespace: attribute(), text(), texts(), flag(), child(), …");
    static_assert(count_of<Kind::content, F...> <= 1, "an element has one text of its own, and two fields claim it");
    static_assert(count_of<Kind::rest, F...> <= 1, "only one field can keep the rest");
    static_assert(count_of<Kind::version, F...> <= 1, "only one field can keep the version");
    for (const std::string_view ns : spaces)
        if (ns.empty()) a_payload_has_no_namespace();
    const std::array<Claim, sizeof...(F) + 1> claims{Claim{F::kind, fields.name}..., Claim{Kind::version, {}}};
    check_claims(claims);
}

}  // namespace headstock::bridge::detail
