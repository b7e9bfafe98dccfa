// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cassert>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace headstock::bridge {

/// An enum with a table of words: a function `constexpr auto xml_words(Enum)` beside it gives a
/// `std::array<std::pair<Enum, std::string_view>, N>`, in which each enumerator stands.
template <class T>
concept HasWords = std::is_enum_v<T> && requires { xml_words(T{}).front().second.size(); };

/// A table of words: `return bridge::words<Colour>({{Colour::red, "red"}, {Colour::green, "green"}});`
template <class E, std::size_t N>
[[nodiscard]] constexpr std::array<std::pair<E, std::string_view>, N> words(
    const std::pair<E, std::string_view> (&table)[N]) {
    return std::to_array(table);
}

/// The word for `value`, which must have one.
template <HasWords E>
[[nodiscard]] constexpr std::string_view word_for(E value) {
    for (const auto& [known, word] : xml_words(value))
        if (known == value) return word;
    assert(false && "this enumerator has no word");
    return {};
}

/// What `word` stands for; nothing when it is none of the words.
template <HasWords E>
[[nodiscard]] constexpr std::optional<E> value_for(std::string_view word) {
    for (const auto& [value, known] : xml_words(E{}))
        if (known == word) return value;
    return std::nullopt;
}

/// A word of an enum, or one that the enum does not have, kept as it stands: for what others may add to.
template <HasWords E>
class Open {
public:
    Open() = default;
    constexpr Open(E known) : word_(known) {}  // NOLINT(google-explicit-constructor)
    /// A word, known or not.
    explicit Open(std::string_view word) {
        if (const auto known = value_for<E>(word)) word_ = *known;
        else word_ = std::string(word);
    }

    /// The enumerator; nothing for a word that the enum does not have.
    [[nodiscard]] std::optional<E> known() const {
        const E* const value = std::get_if<E>(&word_);
        return value ? std::optional(*value) : std::nullopt;
    }
    /// The word, as long as this is not changed.
    [[nodiscard]] std::string_view word() const {
        if (const std::string* const other = std::get_if<std::string>(&word_)) return *other;
        return word_for(std::get<E>(word_));
    }

    friend bool operator==(const Open&, const Open&) = default;
    friend bool operator==(const Open& open, E value) { return open.known() == value; }

private:
    std::variant<E, std::string> word_;
};

namespace detail {

/// How the compiler prints `V`: an enumerator by its name, another value as a number behind a cast.
template <auto V>
constexpr bool is_enumerator() {
    const std::string_view printed = __PRETTY_FUNCTION__;
    return printed[printed.rfind("V = ") + 4] != '(';
}

template <class E>
consteval std::pair<int, int> range_of_words() {
    int lowest = 0;
    int highest = 0;
    for (const auto& [value, word] : xml_words(E{})) {
        if (static_cast<int>(value) < lowest) lowest = static_cast<int>(value);
        if (static_cast<int>(value) > highest) highest = static_cast<int>(value);
    }
    return {lowest, highest};
}

template <class E, int At>
consteval bool has_word_if_named() {
    for (const auto& [value, word] : xml_words(E{}))
        if (static_cast<int>(value) == At) return true;
    return !is_enumerator<static_cast<E>(At)>();
}

template <class E, int First, int... I>
consteval bool have_words(std::integer_sequence<int, I...>) {
    return (has_word_if_named<E, First + I>() && ...);
}

/// Whether no enumerator was forgotten, up to the one behind the last that was not.
template <class E>
consteval bool each_has_a_word() {
    constexpr auto range = range_of_words<E>();
    if constexpr (!std::is_scoped_enum_v<E> || range.second - range.first > 500) return true;  // others cannot be tried
    else {
        constexpr bool may_grow =
            range.second < static_cast<int>(std::numeric_limits<std::underlying_type_t<E>>::max());
        return have_words<E, range.first>(
            std::make_integer_sequence<int, range.second - range.first + (may_grow ? 2 : 1)>());
    }
}

template <class E>
consteval bool each_word_stands_once() {
    constexpr auto words = xml_words(E{});
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (words[i].first == words[j].first || words[i].second == words[j].second) return false;
    return true;
}

/// Whether the table of words fits the enum; when it does not, this does not compile.
template <HasWords E>
consteval bool check_words() {
    static_assert(each_has_a_word<E>(), "an enumerator has no word in xml_words");
    static_assert(each_word_stands_once<E>(), "a word or an enumerator stands twice in xml_words");
    return true;
}

template <class E>
inline constexpr bool has_sound_words = check_words<E>();

}  // namespace detail
}  // namespace headstock::bridge
