// SPDX-License-Identifier: MIT
#pragma once
#include <cassert>
#include <cstddef>
#include <utility>

#include "headstock/bridge/builder.hpp"
#include "headstock/bridge/check.hpp"
#include "headstock/bridge/writer.hpp"

namespace headstock::bridge {
namespace detail {

/// Calls `use` with each value that a member holds: none, one or many.
template <class M, class Use>
void each_in(const M& member, Use use) {
    if constexpr (MemberOf<M>::repeats) {
        for (const auto& value : member) use(value);
    } else if constexpr (MemberOf<M>::is_optional) {
        if (member) use(*member);
    } else {
        use(member);
    }
}

/// The same, but not with one that absence would say as well.
template <class F, class T, class Use>
void each_written(const F& field, const T& value, Use use) {
    if constexpr (F::has_default)
        if (value.*field.member == field.absent) return;
    each_in(value.*field.member, use);
}

/// Calls `use` with the characters for a value.
template <class V, class Use>
void with_chars(const V& value, Use use) {
    use(std::string_view(Lexical<V>::write(value)));
}

template <Payload T>
void compose(Builder& out, const T& value);

template <class F, class T>
void compose_attribute(Builder& out, const F& field, const T& value) {
    if constexpr (F::kind == Kind::attribute)
        each_written(field, value, [&](const auto& each) {
            with_chars(each, [&](std::string_view chars) { out.attribute({field.name.tag, field.name.ns}, chars); });
        });
}

template <class F, class T>
void compose_text(Builder& out, const F& field, const T& value, Name name) {
    each_written(field, value, [&](const auto& each) {
        if constexpr (F::kind != Kind::content) out.open(name);
        with_chars(each, [&](std::string_view chars) {
            if constexpr (F::kind == Kind::attribute_of) out.attribute(field.attribute, chars);
            else out.text(chars);
        });
        if constexpr (F::kind != Kind::content) out.close();
    });
}

inline void compose_texts(Builder& out, const LanguageTexts& texts, Name name) {
    for (const auto& [language, text] : texts) {
        out.open(name);
        if (!language.empty()) out.attribute(xml_lang, language);
        out.text(text).close();
    }
}

template <class F, class T>
void compose_one_of(Builder& out, const F& field, const T& value, std::string_view ns) {
    const auto& member = value.*field.member;
    if constexpr (F::has_text) {
        each_in(member, [&](const auto& each) {
            const auto& text = value.*field.text;
            if constexpr (F::has_default)
                if (!text && each == field.absent) return;
            out.open({word_for(each), ns}).text(text ? std::string_view(*text) : std::string_view()).close();
        });
    } else {
        each_written(field, value, [&](const auto& each) { out.open({word_for(each), ns}).close(); });
    }
}

template <Declared T>
void compose_fields(Builder& out, const T& value, std::string_view ns);

/// Writes a child under its own name, or under that which the field gives it.
template <class F, class V>
void compose_child(Builder& out, const F& field, const V& value, std::string_view around) {
    if constexpr (std::is_same_v<V, Element>) {
        out.add(value);
    } else if constexpr (may_be_renamed<V>()) {
        if (field.name.tag.empty()) return compose(out, value);
        const Name name = field.name.in(around);
        out.open(name);
        compose_fields(out, value, name.ns);
        out.close();
    } else {
        compose(out, value);
    }
}

template <class F, class T>
void compose_content(Builder& out, const F& field, const T& value, std::string_view around) {
    const auto& member = value.*field.member;
    const Name name = field.name.in(around);
    if constexpr (F::kind == Kind::content || F::kind == Kind::text || F::kind == Kind::attribute_of)
        compose_text(out, field, value, name);
    else if constexpr (F::kind == Kind::texts) compose_texts(out, member, name);
    else if constexpr (F::kind == Kind::one_of) compose_one_of(out, field, value, name.ns);
    else if constexpr (F::kind == Kind::child || F::kind == Kind::rest)
        each_in(member, [&](const auto& each) { compose_child(out, field, each, around); });
    else if constexpr (F::kind == Kind::flag)
        if (member) out.open(name).close();
}

template <class F, class T>
void adjust_name(Name& name, const F& field, const T& value) {
    if constexpr (F::kind == Kind::tag) name.tag = word_for(value.*field.member);
    if constexpr (F::kind == Kind::version) {
        const auto version = static_cast<std::size_t>(value.*field.member);
        assert(version < T::xml.spaces.size() && "there is no such version");
        name.ns = T::xml.spaces[version];
    }
}

/// What `value` is written as: by its own tag, in the version that it keeps, else in the first.
template <Declared T>
Name name_for(const T& value) {
    Name name = name_of<T>();
    std::apply([&](const auto&... field) { (adjust_name(name, field, value), ...); }, T::xml.fields);
    return name;
}

/// Writes the attributes and the content of `value` into the element that is open.
template <Declared T>
void compose_fields(Builder& out, const T& value, std::string_view ns) {
    static_assert(is_sound<T>);
    std::apply(
        [&](const auto&... field) {
            (compose_attribute(out, field, value), ...);
            (compose_content(out, field, value, ns), ...);
        },
        T::xml.fields);
}

template <Payload T>
void compose(Builder& out, const T& value) {
    if constexpr (Declared<T>) {
        const Name name = name_for(value);
        out.open(name);
        compose_fields(out, value, name.ns);
        out.close();
    } else {
        out.add(value.to_xml());
    }
}

}  // namespace detail

/// Writes `value` as an element. What XML cannot say, as control characters in a string, is refused when that is sent.
template <Payload T>
[[nodiscard]] Element write(const T& value) {
    if constexpr (Declared<T>) {
        const Name name = detail::name_for(value);
        Builder out(name);
        detail::compose_fields(out, value, name.ns);
        return std::move(out).take();
    } else {
        return value.to_xml();
    }
}

}  // namespace headstock::bridge
