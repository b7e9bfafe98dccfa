// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/bridge/engine/arena.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {

/// Whether `c` may begin a name, given that it may stand within one and is ASCII.
constexpr bool begins_name(char c) { return c >= 'A'; }

/// A number below 64 that tells most names of attributes apart.
inline unsigned mark_of(const char* name, std::size_t length) {
    return (static_cast<unsigned char>(name[0]) + 3U * static_cast<unsigned char>(name[length - 1]) +
            7U * static_cast<unsigned>(length)) &
           63U;
}

inline constexpr std::size_t few_names = 16;  // more are not compared with each other one by one

inline bool is_xmlns(const char* at, std::size_t length) { return length == 5 && std::memcmp(at, "xmlns", 5) == 0; }

/// Reads one plain start tag, its attributes right into the arena. Every way to fail leaves it to `StartTag` to say
/// what is so unusual. All of it is one function to the compiler, so that what it works with stays in registers.
class Arena::Plain {
public:
    [[gnu::always_inline]] Plain(Arena& arena, const char* chars, const Limits& limits)
        : arena_(arena),
          chars_(chars),
          limits_(limits),
          before_(arena.scopes_.mark()),
          first_(arena.attributes_.size()) {}

    [[gnu::always_inline]] Opened read(Offset start, std::uint64_t limit) {
        const char* const end = tag(chars_ + start + 1);
        const std::uint16_t space =
            end ? arena_.scopes_.find(chars_, {chars_ + name_.at, name_.prefix_length}) : unknown_space;
        const auto reached = static_cast<Offset>(end - chars_);
        if (space == unknown_space || reached > limit) [[unlikely]] {
            arena_.attributes_.truncate(first_);
            arena_.scopes_.forget(before_);
            return {};
        }
        arena_.push(name_, space, first_, before_.bindings);
        return {reached, end[-2] == '/'};
    }

private:
    // Each of these reads at `at` and gives where it came to; null where that is not plain.

    [[gnu::always_inline]] const char* tag(const char* at) {
        at = short_name(at, name_, Block(at).any_of(' ', '>', '/', '>'));
        if (!at) return nullptr;
        while (*at == ' ') {
            ++at;
            if (*at == '/' || *at == '>') break;
            at = attribute(at);
            if (!at) return nullptr;
        }
        if (*at == '/') ++at;
        if (*at != '>' || too_many() || (prefixed_ && !resolve())) return nullptr;
        return at + 1;
    }

    [[gnu::always_inline]] const char* name(const char* begin, RawName& read) {
        const char* local = begin;
        const char* end = find_name_end(begin);
        if (*end == ':') [[unlikely]] {
            if (end == begin || !begins_name(*begin)) return nullptr;
            local = end + 1;
            end = find_name_end(local);
        }
        read.at = static_cast<Offset>(begin - chars_);
        read.prefix_length = static_cast<std::uint16_t>(local == begin ? 0 : local - begin - 1);
        read.length = static_cast<std::uint16_t>(end - local);
        return end != local && begins_name(*local) && end - begin <= limits_.name ? end : nullptr;
    }

    /// A name that ends at the first of `ends`, as nearly all do that are short and have no prefix. That it is a name
    /// is seen meanwhile: nothing has to wait for that.
    [[gnu::always_inline]] const char* short_name(const char* begin, RawName& read, unsigned ends) {
        if (ends == 0 || (~Block(begin).name() & below_first(ends)) != 0 || !begins_name(*begin)) [[unlikely]]
            return name(begin, read);
        const auto size = static_cast<std::uint16_t>(std::countr_zero(ends));
        read = {static_cast<Offset>(begin - chars_), 0, size};
        return begin + size;
    }

    [[gnu::always_inline]] const char* attribute(const char* at) {
        RawAttribute read;
        at = short_name(at, read.name, Block(at).equal('='));
        if (!at || *at != '=') return nullptr;
        const char quote = at[1];
        if (quote != '\'' && quote != '"') return nullptr;
        const char* const value = at + 2;
        at = find_plain_value_end(value, quote);
        if (*at != quote) return nullptr;
        read.value = static_cast<Offset>(value - chars_);
        read.value_length = static_cast<Offset>(at - value);
        return take(read) ? at + 1 : nullptr;
    }

    [[gnu::always_inline]] bool take(RawAttribute& read) {
        const RawName& name = read.name;
        const char* const decisive = chars_ + name.at;
        if (is_xmlns(decisive, name.prefix_length == 0 ? name.length : name.prefix_length)) return declare(read);
        const char* const local = chars_ + name.local();
        const std::uint64_t mark = std::uint64_t{1} << mark_of(local, name.length);
        if ((marks_ & mark) != 0 && repeats(local, name.length)) return false;
        marks_ |= mark;
        prefixed_ = prefixed_ || name.prefix_length != 0;
        arena_.attributes_.push(
            {name.local(), read.value, read.value_length, name.length, name.prefix_length, no_space});
        return true;
    }

    [[gnu::always_inline]] bool declare(const RawAttribute& read) {
        const std::size_t length = read.name.prefix_length == 0 ? 0 : read.name.length;
        const std::string_view prefix(chars_ + read.name.local(), length);
        if (arena_.scopes_.mark().bindings - before_.bindings > few_names) return false;
        return !arena_.scopes_.declared_since(before_, chars_, prefix) &&
               arena_.scopes_.declare_plain(chars_, read, limits_.namespaces);
    }

    [[nodiscard]] bool too_many() const {
        const std::size_t declarations = arena_.scopes_.mark().bindings - before_.bindings;
        return arena_.attributes_.size() - first_ + declarations > limits_.attributes;
    }

    /// Whether there is an attribute of this local name, whatever its namespace; and where there are many, whether
    /// there may be.
    [[nodiscard]] bool repeats(const char* local, std::size_t length) const {
        if (arena_.attributes_.size() - first_ > few_names) return true;
        for (std::size_t i = first_; i < arena_.attributes_.size(); ++i) {
            const Attribute& other = arena_.attributes_[i];
            if (other.name_length == length && same_bytes(chars_ + other.name, local, length)) return true;
        }
        return false;
    }

    [[nodiscard]] bool resolve() const {
        for (std::size_t i = first_; i < arena_.attributes_.size(); ++i) {
            Attribute& attribute = arena_.attributes_[i];
            if (attribute.prefix_length == 0) continue;
            const char* const prefix = chars_ + attribute.name - attribute.prefix_length - 1;
            attribute.space = arena_.scopes_.find(chars_, {prefix, attribute.prefix_length});
            if (attribute.space == unknown_space) return false;
        }
        return true;
    }

    Arena& arena_;
    const char* const chars_;
    const Limits& limits_;
    const Scopes::Mark before_;
    const std::size_t first_;
    RawName name_;
    std::uint64_t marks_ = 0;
    bool prefixed_ = false;
};

[[gnu::always_inline]] inline Arena::Opened Arena::open_plain(const char* chars, Offset start, std::uint64_t limit,
                                                              const Limits& limits) {
    if (limits.name < 16) return {};  // so that a short name is never too long
    return Plain(*this, chars, limits).read(start, limit);
}

}  // namespace headstock::bridge::detail
