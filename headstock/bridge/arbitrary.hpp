// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "headstock/base/random.hpp"
#include "headstock/bridge/check.hpp"

/// Random values of any payload, for tests: legal ones, with the worst that is legal in them.
namespace headstock::bridge {

/// Text that XML can say and that breaks what is careless: markup, quotes, line ends, every length of UTF-8.
[[nodiscard]] std::string arbitrary_text(Random& random);

/// A small element of no known namespace, with attributes, text and children.
[[nodiscard]] Element arbitrary_element(Random& random);
/// The same, of that name.
[[nodiscard]] Element arbitrary_element(Random& random, Name name);

/// Makes a value that has a lexical form. Specialise it for a type of your own, with `static T make(Random&)`.
template <class T>
struct Arbitrary;

template <>
struct Arbitrary<std::string> {
    static std::string make(Random& random) { return arbitrary_text(random); }
};
template <>
struct Arbitrary<bool> {
    static bool make(Random& random) { return random.below(2) == 1; }
};
template <>
struct Arbitrary<double> {
    static double make(Random& random);
};
template <>
struct Arbitrary<Timestamp> {
    static Timestamp make(Random& random);
};
template <>
struct Arbitrary<std::chrono::year_month_day> {
    static std::chrono::year_month_day make(Random& random);
};
template <>
struct Arbitrary<Zone> {
    static Zone make(Random& random);
};
template <>
struct Arbitrary<TimeOfDay> {
    static TimeOfDay make(Random& random);
};
template <class Encoding>
struct Arbitrary<BytesIn<Encoding>> {
    static BytesIn<Encoding> make(Random& random) { return {random.bytes(static_cast<std::size_t>(random.below(40)))}; }
};
template <>
struct Arbitrary<Uri> {
    static Uri make(Random& random);
};
template <>
struct Arbitrary<LanguageTag> {
    static LanguageTag make(Random& random);
};
template <>
struct Arbitrary<Token> {
    static Token make(Random& random);
};
template <>
struct Arbitrary<LanguageTexts> {
    static LanguageTexts make(Random& random);
};
template <>
struct Arbitrary<Element> {
    static Element make(Random& random) { return arbitrary_element(random); }
};
template <HasWords E>
struct Arbitrary<E> {
    static E make(Random& random) {
        constexpr auto words = xml_words(E{});
        return words[static_cast<std::size_t>(random.below(words.size()))].first;
    }
};
template <class E>
struct Arbitrary<Open<E>> {
    static Open<E> make(Random& random) {
        if (random.below(2) == 0) return Arbitrary<E>::make(random);
        return Open<E>(arbitrary_text(random) + ".");
    }
};
template <detail::Number T>
struct Arbitrary<T> {
    static T make(Random& random) {
        using Limit = std::numeric_limits<T>;
        switch (random.below(6)) {
            case 0:
                return Limit::min();
            case 1:
                return Limit::max();
            case 2:
                return T{0};
            case 3:
                return static_cast<T>(random.below(100));
            default:
                return static_cast<T>(random.below(std::numeric_limits<std::uint64_t>::max()));
        }
    }
};

namespace detail {

/// How many payloads lie in each other at most.
inline constexpr unsigned arbitrary_depth = 3;

template <class V>
V arbitrary_value(Random& random, unsigned depth);

template <class M>
M arbitrary_member(Random& random, unsigned depth) {
    using Value = typename MemberOf<M>::Value;
    const bool is_deep = Payload<Value> && depth >= arbitrary_depth;
    if constexpr (MemberOf<M>::repeats) {
        M many;
        for (std::uint64_t more = is_deep ? 0 : random.below(4); more > 0; --more)
            many.push_back(arbitrary_value<Value>(random, depth + 1));
        return many;
    } else if constexpr (MemberOf<M>::is_optional) {
        if (is_deep || random.below(3) == 0) return std::nullopt;
        return arbitrary_value<Value>(random, depth + 1);
    } else {
        return arbitrary_value<Value>(random, depth + 1);
    }
}

/// No text at all reads as absent, so what has a text or is absent gets one.
template <class F, class M>
void settle_content(const F& field, M& member) {
    using Value = typename F::Value;
    if constexpr (F::is_optional) {
        if (member && Lexical<Value>::write(*member).empty()) member.reset();
    } else if constexpr (F::has_default) {
        if (Lexical<Value>::write(member).empty()) member = Value(field.absent);
    }
}

template <class M>
void fill_with_elements(M& member, Random& random, const Label& label) {
    const Name name{label.tag, label.place == Place::anywhere ? "urn:headstock:anywhere" : label.ns};
    for (std::uint64_t more = MemberOf<M>::repeats ? random.below(4) : 1; more > 0; --more) {
        if (MemberOf<M>::is_optional && random.below(3) == 0) return;
        if constexpr (MemberOf<M>::repeats) member.push_back(arbitrary_element(random, name));
        else member = arbitrary_element(random, name);
    }
}

template <class F, class T>
void fill_in(const F& field, T& value, Random& random, unsigned depth) {
    auto& member = value.*field.member;
    if constexpr (F::kind == Kind::version) member = static_cast<typename F::Value>(random.below(T::xml.spaces.size()));
    else if constexpr (F::kind == Kind::child && std::is_same_v<typename F::Value, Element>)
        fill_with_elements(member, random, field.name);
    else member = arbitrary_member<std::remove_cvref_t<decltype(member)>>(random, depth);
    if constexpr (F::kind == Kind::content) settle_content(field, member);
    if constexpr (F::has_text) {
        bool has_word = true;
        if constexpr (F::is_optional) has_word = member.has_value();
        if (has_word && random.below(2) == 1) value.*field.text = arbitrary_text(random) + ".";
    }
}

template <class V>
V arbitrary_value(Random& random, unsigned depth) {
    if constexpr (Declared<V>) {
        static_assert(is_sound<V>);
        V value{};
        std::apply([&](const auto&... field) { (fill_in(field, value, random, depth), ...); }, V::xml.fields);
        return value;
    } else {
        static_assert(
            requires { Arbitrary<V>::make(random); },
            "specialise headstock::bridge::Arbitrary for the type of this member");
        return Arbitrary<V>::make(random);
    }
}

}  // namespace detail

/// A random `T`. One that translates itself needs an `Arbitrary` of its own.
template <class T>
[[nodiscard]] T arbitrary(Random& random) {
    return detail::arbitrary_value<T>(random, 0);
}

}  // namespace headstock::bridge
