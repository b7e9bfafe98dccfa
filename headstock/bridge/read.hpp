// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <utility>

#include "headstock/bridge/check.hpp"

namespace headstock::bridge {
namespace detail {

template <Payload T>
bool read_into(T& value, View element, const Trail& here, Error& error);

/// Takes away what a default member initialiser put where absence means nothing.
template <class F, class T>
void forget(const F& field, T& value) {
    constexpr bool may_be_nothing =
        F::is_optional || F::repeats || F::kind == Kind::flag || F::kind == Kind::texts || F::kind == Kind::version;
    if constexpr (may_be_nothing) value.*field.member = std::remove_cvref_t<decltype(value.*field.member)>();
    if constexpr (F::has_text) (value.*field.text).reset();
}

/// Puts a value where a member of that kind keeps it, and gives it to be filled in.
template <class M>
typename MemberOf<M>::Value& room_in(M& member) {
    if constexpr (MemberOf<M>::repeats) return member.emplace_back();
    else if constexpr (MemberOf<M>::is_optional) return member.emplace();
    else return member;
}

template <class M, class V>
void put(M& member, V&& value) {
    if constexpr (MemberOf<M>::repeats) member.push_back(std::forward<V>(value));
    else member = std::forward<V>(value);
}

template <class M>
bool read_chars(M& member, std::string_view chars, const Trail& here, Error& error) {
    using Value = typename MemberOf<M>::Value;
    if constexpr (std::is_same_v<Value, std::string>) {
        room_in(member).assign(chars);
    } else {
        Result<Value> value = Lexical<Value>::read(chars);
        if (!value) return refuse(error, PayloadErrc::malformed, here, reason(value.error()));
        put(member, *std::move(value));
    }
    return true;
}

template <class M>
bool read_text(M& member, View element, const Trail& here, Error& error) {
    if (const auto chars = element.text_in_one_piece()) return read_chars(member, *chars, here, error);
    return read_chars(member, element.text(), here, error);
}

/// Reads an attribute into a member; where it is absent, does what `field` says about absence.
template <class F, class M>
bool read_attribute(const F& field, M& member, View element, Name name, const Trail& here, Error& error) {
    const Trail at{&here, name.tag, 0, true};
    if (const auto chars = element.attribute(name)) return read_chars(member, *chars, at, error);
    if constexpr (F::has_default) member = typename F::Value(field.absent);
    else if constexpr (!F::is_optional) return refuse(error, PayloadErrc::missing, at);
    return true;
}

/// Reads what does not stand in a child: attributes, the own text, the version.
template <class F, class T>
bool read_own(const F& field, T& value, View element, const Trail& here, Error& error) {
    auto& member = value.*field.member;
    if constexpr (F::kind == Kind::attribute) {
        return read_attribute(field, member, element, {field.name.tag, field.name.ns}, here, error);
    } else if constexpr (F::kind == Kind::content) {
        const auto chars = element.text_in_one_piece();
        const bool is_empty = chars && chars->empty();
        if constexpr (F::is_optional)
            if (is_empty) return true;
        if constexpr (F::has_default)
            if (is_empty) return member = typename F::Value(field.absent), true;
        return read_text(member, element, here, error);
    } else if constexpr (F::kind == Kind::version) {
        while (T::xml.spaces[static_cast<std::size_t>(member)] != element.ns()) ++member;
    } else if constexpr (F::kind == Kind::tag) {
        member = *value_for<typename F::Value>(element.tag());
    }
    return true;
}

/// Whether `child` is what `field` reads, in a payload of namespace `around`.
template <class F>
bool is_for(const F& field, View child, std::string_view around) {
    using Value = typename F::Value;
    if constexpr (is_child(F::kind) || std::is_same_v<Value, Element>) return field.name.fits(child, around);
    else if constexpr (F::kind == Kind::child)
        return field.name.tag.empty() ? is_a<Value>(child.name()) : field.name.fits(child, around);
    else return child.ns() == field.name.in(around).ns && value_for<Value>(child.tag()).has_value();
}

template <class F, class T>
bool read_one_of(const F& field, T& value, View child, const Trail& here, Error& error) {
    put(value.*field.member, *value_for<typename F::Value>(child.tag()));
    if constexpr (F::has_text) {
        const auto chars = child.text_in_one_piece();
        if (!chars || !chars->empty()) return read_text(value.*field.text, child, here, error);
    }
    return true;
}

/// Reads a child that `is_for` the field.
template <class F, class T>
bool read_child(const F& field, T& value, View child, const Trail& here, Error& error) {
    auto& member = value.*field.member;
    if constexpr (F::kind == Kind::text) return read_text(member, child, here, error);
    else if constexpr (F::kind == Kind::attribute_of)
        return read_attribute(field, member, child, field.attribute, here, error);
    else if constexpr (std::is_same_v<typename F::Value, Element>) return put(member, child.own()), true;
    else if constexpr (F::kind == Kind::child) return read_into(room_in(member), child, here, error);
    else if constexpr (F::kind == Kind::one_of) return read_one_of(field, value, child, here, error);
    else if constexpr (F::kind == Kind::flag) return member = true;
    else {  // one of several texts
        if (member.add(child.attribute(xml_lang).value_or(""), child.text())) return true;
        return refuse(error, PayloadErrc::duplicate, here);
    }
}

/// What became of a child.
enum class Taken : unsigned char { no, yes, badly };

template <class F, class T>
Taken take(const F& field, T& value, View child, View around, std::size_t& seen, const Trail& here, Error& error) {
    if constexpr (is_child(F::kind) || F::kind == Kind::child || F::kind == Kind::one_of) {
        if (!is_for(field, child, around.ns())) return Taken::no;
        ++seen;
        constexpr bool repeats = F::repeats || F::kind == Kind::texts;
        const Trail at{&here, child.tag(), repeats ? seen : 0};
        if (!repeats && seen > 1) return refuse(error, PayloadErrc::duplicate, at), Taken::badly;
        return read_child(field, value, child, at, error) ? Taken::yes : Taken::badly;
    }
    return Taken::no;
}

/// Says what it means that no child was there for the field.
template <class F, class T>
bool settle_absent(const F& field, T& value, const Trail& here, Error& error) {
    constexpr bool is_single = (is_child(F::kind) && F::kind != Kind::texts && F::kind != Kind::flag) ||
                               F::kind == Kind::child || F::kind == Kind::one_of || F::kind == Kind::rest;
    if constexpr (is_single && F::has_default) {
        value.*field.member = typename F::Value(field.absent);
    } else if constexpr (is_single && !F::is_optional && !F::repeats) {
        std::string_view tag = field.name.tag;
        if constexpr (F::kind == Kind::child && Payload<typename F::Value>)
            if (tag.empty()) tag = name_of<typename F::Value>().tag;
        return refuse(error, PayloadErrc::missing, {&here, F::kind == Kind::rest ? std::string_view("*") : tag});
    }
    return true;
}

/// Keeps a child that no other field has read, where one field keeps those.
template <class F, class T>
bool keep(const F& field, T& value, View child, std::size_t& seen, const Trail& here, Error& error) {
    if constexpr (F::kind == Kind::rest) {
        if (++seen > 1 && !F::repeats) return refuse(error, PayloadErrc::duplicate, {&here, child.tag()});
        put(value.*field.member, child.own());
    }
    return true;
}

template <class T, std::size_t... I>
bool read_fields(T& value, View element, const Trail& here, Error& error, std::index_sequence<I...>) {
    static constexpr const auto& fields = T::xml.fields;
    (forget(std::get<I>(fields), value), ...);
    if (!(read_own(std::get<I>(fields), value, element, here, error) && ...)) return false;
    [[maybe_unused]] std::array<std::size_t, sizeof...(I) + 1> seen{};
    for ([[maybe_unused]] const View child : element.children()) {
        Taken taken = Taken::no;
        static_cast<void>(
            (((taken = take(std::get<I>(fields), value, child, element, seen[I], here, error)) != Taken::no) || ...));
        if (taken == Taken::badly) return false;
        if (taken == Taken::no && !(keep(std::get<I>(fields), value, child, seen[I], here, error) && ...)) return false;
    }
    return ((seen[I] > 0 || settle_absent(std::get<I>(fields), value, here, error)) && ...);
}

/// Reads an element, known to be a `T` by its name, into a fresh `value`.
template <Payload T>
bool read_into(T& value, View element, const Trail& here, Error& error) {
    if (here.depth() >= max_payload_depth) return refuse(error, PayloadErrc::too_deep, here);
    if constexpr (Declared<T>) {
        static_assert(is_sound<T>);
        return read_fields(value, element, here, error, std::make_index_sequence<field_count<T>>());
    } else {
        Result<T> result = T::from_xml(element);
        if (!result) return refuse(error, PayloadErrc::malformed, here, reason(result.error()));
        value = *std::move(result);
        return true;
    }
}

}  // namespace detail

/// Reads `element` as a `T`. Fails with a `PayloadErrc` and the place. Attributes and children that `T` does not know
/// are passed over; a part that may stand once and stands twice is an error. What an enum or number has no word for is
/// malformed.
template <Payload T>
[[nodiscard]] Result<T> read(View element) {
    if (!is_a<T>(element.name())) return std::unexpected(detail::wrong_element(name_of<T>(), element.name()));
    if constexpr (Handwritten<T> && !Declared<T>) {
        return T::from_xml(element);
    } else {
        Result<T> result{std::in_place};
        Error error;
        if (!detail::read_into(*result, element, {nullptr, element.tag()}, error))
            result = std::unexpected(std::move(error));
        return result;
    }
}

}  // namespace headstock::bridge
