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
    if constexpr (std::is_same_v<V, std::string>) use(std::string_view(value));
    else if constexpr (HasWords<V>) use(word_for(value));
    else use(std::string_view(Lexical<V>::write(value)));
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

template <class F, class T>
void compose_content(Builder& out, const F& field, const T& value, std::string_view around) {
    const auto& member = value.*field.member;
    const Name name = field.name.within(around);
    if constexpr (F::kind == Kind::content || F::kind == Kind::text || F::kind == Kind::attribute_of)
        compose_text(out, field, value, name);
    else if constexpr (F::kind == Kind::texts) compose_texts(out, member, name);
    else if constexpr (F::kind == Kind::one_of) compose_one_of(out, field, value, name.ns);
    else if constexpr (F::kind == Kind::child) each_in(member, [&](const auto& each) { compose(out, each); });
    else if constexpr (F::kind == Kind::rest) each_in(member, [&](const Element& each) { out.add(each); });
    else if constexpr (F::kind == Kind::flag)
        if (member) out.open(name).close();
}

/// What `value` is written as: in the version that it keeps, else in the first.
template <Declared T>
Name name_for(const T& value) {
    std::size_t version = 0;
    std::apply(
        [&](const auto&... field) {
            [[maybe_unused]] const auto look = [&]<class F>(const F& each) {
                if constexpr (F::kind == Kind::version) version = static_cast<std::size_t>(value.*each.member);
            };
            (look(field), ...);
        },
        T::xml.fields);
    assert(version < T::xml.spaces.size() && "there is no such version");
    return {T::xml.tag, T::xml.spaces[version]};
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
