// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/arena.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {
namespace {

/// Whether `c` may begin a name, given that it may stand within one and is ASCII.
bool begins_name(char c) { return c >= 'A'; }

/// A number below 64 that tells most names of attributes apart.
unsigned mark_of(const char* name, std::size_t length) {
    return (static_cast<unsigned char>(name[0]) + 3U * static_cast<unsigned char>(name[length - 1]) +
            7U * static_cast<unsigned>(length)) &
           63U;
}

bool is_xmlns(const char* at, std::size_t length) { return length == 5 && std::memcmp(at, "xmlns", 5) == 0; }

}  // namespace

/// Reads one plain start tag, its attributes right into the arena. Every way to fail leaves it to `StartTag` to say
/// what is so unusual.
class Arena::Plain {
public:
    Plain(Arena& arena, const char* chars, Offset start, const Limits& limits)
        : arena_(arena),
          chars_(chars),
          at_(chars + start + 1),
          limits_(limits),
          before_(arena.scopes_.mark()),
          first_(arena.attributes_.size()) {}

    [[nodiscard]] Opened read(std::uint64_t limit) {
        Opened opened;
        const std::uint16_t space = tag(opened.empty);
        const auto end = static_cast<Offset>(at_ - chars_);
        if (space == unknown_space || end > limit) {
            arena_.attributes_.truncate(first_);
            arena_.scopes_.forget(before_);
            return {};
        }
        arena_.push(name_, space, first_, before_.bindings);
        opened.end = end;
        return opened;
    }

private:
    /// Reads the tag up to and with its `>`; gives the element's namespace, or `unknown_space`.
    std::uint16_t tag(bool& empty) {
        if (!name(name_)) return unknown_space;
        while (*at_ == ' ') {
            ++at_;
            if (*at_ != '/' && *at_ != '>' && !attribute()) return unknown_space;
        }
        empty = *at_ == '/';
        if (empty) ++at_;
        if (*at_ != '>') return unknown_space;
        ++at_;
        if (prefixed_ && !resolve()) return unknown_space;
        return arena_.scopes_.find(chars_, {chars_ + name_.at, name_.prefix_length});
    }

    bool name(RawName& read) {
        const char* const begin = at_;
        const char* local = begin;
        at_ = find_name_end(begin);
        if (*at_ == ':') [[unlikely]] {
            if (at_ == begin || !begins_name(*begin)) return false;
            local = at_ + 1;
            at_ = find_name_end(local);
        }
        read = {static_cast<Offset>(begin - chars_), static_cast<std::uint16_t>(local == begin ? 0 : local - begin - 1),
                static_cast<std::uint16_t>(at_ - local)};
        return at_ != local && begins_name(*local) && at_ - begin <= limits_.name;
    }

    bool attribute() {
        RawAttribute read;
        if (!name(read.name) || *at_ != '=') return false;
        const char quote = at_[1];
        if (quote != '\'' && quote != '"') return false;
        const char* const value = at_ + 2;
        at_ = find_value_stop(value, quote);
        if (*at_ != quote || ++count_ > limits_.attributes) return false;
        read.value = static_cast<Offset>(value - chars_);
        read.value_length = static_cast<Offset>(at_ - value);
        ++at_;
        return take(read);
    }

    bool take(RawAttribute& read) {
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

    bool declare(RawAttribute& read) {
        read.declares = true;
        const std::size_t length = read.name.prefix_length == 0 ? 0 : read.name.length;
        const std::string_view prefix(chars_ + read.name.local(), length);
        return !arena_.scopes_.declared_since(before_, chars_, prefix) &&
               arena_.scopes_.declare_plain(chars_, read, limits_.namespaces);
    }

    /// Whether there is an attribute of this local name, whatever its namespace.
    [[nodiscard]] bool repeats(const char* local, std::size_t length) const {
        for (std::size_t i = first_; i < arena_.attributes_.size(); ++i) {
            const Attribute& other = arena_.attributes_[i];
            if (other.name_length == length && same_bytes(chars_ + other.name, local, length)) return true;
        }
        return false;
    }

    bool resolve() {
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
    const char* at_;
    const Limits& limits_;
    const Scopes::Mark before_;
    const std::size_t first_;
    RawName name_;
    std::uint64_t marks_ = 0;
    std::uint32_t count_ = 0;
    bool prefixed_ = false;
};

Arena::Opened Arena::open_plain(const char* chars, Offset start, std::uint64_t limit, const Limits& limits) {
    return Plain(*this, chars, start, limits).read(limit);
}

}  // namespace headstock::bridge::detail
