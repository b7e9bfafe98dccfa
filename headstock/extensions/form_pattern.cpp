// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_pattern.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headstock/base/number.hpp"
#include "headstock/extensions/form_validation.hpp"

// A pattern is made into a list of states, all of which are followed at once (Thompson's way), so that no text takes
// longer than its length times the number of states.
namespace headstock::form_validation::detail {
namespace {

using Character = std::uint32_t;

/// Ranges of characters, or all but those.
struct Set {
    std::vector<std::pair<Character, Character>> ranges;
    bool negated = false;
    [[nodiscard]] bool has(Character c) const {
        for (const auto& [from, to] : ranges)
            if (c >= from && c <= to) return !negated;
        return negated;
    }
};

struct State {
    enum class Kind : std::uint8_t { take, split, begin, end, accept } kind = Kind::accept;
    std::size_t set = 0;
    std::size_t next = 0;
    std::size_t other = 0;
};

/// The next character of valid UTF-8, which is taken off; what is no UTF-8 counts byte by byte.
Character take_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<Character>(static_cast<unsigned char>(text[i])); };
    const Character first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length == 1 || length > text.size()) return text.remove_prefix(1), first;
    Character c = first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = c << 6U | (byte(i) & 0x3fU);
    text.remove_prefix(length);
    return c;
}

std::optional<Set> class_called(std::string_view name) {
    constexpr Character beyond_ascii = 0x80;
    constexpr Character last = 0x10ffff;
    if (name == "digit") return Set{{{'0', '9'}}};
    if (name == "lower") return Set{{{'a', 'z'}}};
    if (name == "upper") return Set{{{'A', 'Z'}}};
    if (name == "alpha") return Set{{{'a', 'z'}, {'A', 'Z'}, {beyond_ascii, last}}};
    if (name == "alnum") return Set{{{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {beyond_ascii, last}}};
    if (name == "word") return Set{{{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'_', '_'}, {beyond_ascii, last}}};
    if (name == "space") return Set{{{' ', ' '}, {'\t', '\r'}}};
    if (name == "blank") return Set{{{' ', ' '}, {'\t', '\t'}}};
    if (name == "cntrl") return Set{{{0, 0x1f}, {0x7f, 0x7f}}};
    if (name == "xdigit") return Set{{{'0', '9'}, {'a', 'f'}, {'A', 'F'}}};
    if (name == "punct") return Set{{{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}};
    if (name == "print") return Set{{{' ', '~'}, {beyond_ascii, last}}};
    if (name == "graph") return Set{{{'!', '~'}, {beyond_ascii, last}}};
    return std::nullopt;
}

/// How often something may stand; `most` without an end is nothing.
struct Times {
    std::size_t least = 0;
    std::optional<std::size_t> most;
};

/// Makes states of a pattern, from behind to the front: each part is told where to go on. Parts that repeat are parsed
/// once for each time, so that what they grow to is counted as it grows.
class Compiler {
public:
    static constexpr std::size_t max_work = 10 * max_pattern_states;

    explicit Compiler(std::string_view pattern) : pattern_(pattern) {}

    /// Gives where to begin; nothing where the pattern is wrong, or too large.
    std::optional<std::size_t> compile() {
        std::string_view rest = pattern_;
        const std::size_t accept = add({});
        const std::size_t start = alternatives(rest, accept);
        if (!rest.empty()) wrong_ = true;
        return wrong_ ? std::nullopt : std::optional(start);
    }
    [[nodiscard]] const std::vector<State>& states() const { return states_; }
    [[nodiscard]] const std::vector<Set>& sets() const { return sets_; }

private:
    std::size_t add(State state) {
        if (states_.size() >= max_pattern_states) wrong_ = true;
        else states_.push_back(state);
        return states_.size() - 1;
    }

    /// a|b|c
    std::size_t alternatives(std::string_view& rest, std::size_t next) {
        if (++depth_ > max_pattern_depth) wrong_ = true;
        std::size_t start = wrong_ ? next : sequence(rest, next);
        while (!wrong_ && rest.starts_with('|')) {
            rest.remove_prefix(1);
            const std::size_t other = sequence(rest, next);
            start = add({State::Kind::split, 0, start, other});
        }
        --depth_;
        return start;
    }

    /// abc: where each piece ends is found first, then they are made from the last to the first.
    std::size_t sequence(std::string_view& rest, std::size_t next) {
        std::vector<std::string_view> pieces;
        while (!rest.empty() && rest.front() != '|' && rest.front() != ')' && !wrong_) {
            const std::size_t length = piece_length(rest);
            pieces.push_back(rest.substr(0, length));
            rest.remove_prefix(length);
        }
        for (; !pieces.empty() && !wrong_; pieces.pop_back()) next = piece(pieces.back(), next);
        return next;
    }

    /// a, a*, a{2,3}
    std::size_t piece(std::string_view text, std::size_t next) {
        const std::string_view atom = text.substr(0, atom_length(text));
        std::string_view rest = text.substr(atom.size());
        std::vector<Times> all;
        while (!rest.empty() && !wrong_) all.push_back(take_times(rest));
        return repeated(atom, all, all.size(), next);
    }

    /// `atom` as often as the first `count` of `all` say, the last of them around the others.
    std::size_t repeated(std::string_view atom, const std::vector<Times>& all, std::size_t count, std::size_t next) {
        if (++work_ > max_work) wrong_ = true;  // ((){999}){999} has no states
        if (wrong_) return next;
        if (count == 0) return single(atom, next);
        const Times& times = all[count - 1];
        if (!times.most) {
            const std::size_t loop = add({State::Kind::split, 0, 0, next});
            const std::size_t body = repeated(atom, all, count - 1, loop);
            states_[loop].next = body;
            next = loop;
        } else {
            const std::size_t end = next;
            for (std::size_t i = times.least; i < *times.most && !wrong_; ++i) {
                const std::size_t body = repeated(atom, all, count - 1, next);
                next = add({State::Kind::split, 0, body, end});
            }
        }
        for (std::size_t i = 0; i < times.least && !wrong_; ++i) next = repeated(atom, all, count - 1, next);
        return next;
    }

    std::size_t single(std::string_view atom, std::size_t next) {
        if (atom.front() == '(') {
            atom.remove_prefix(1);
            atom.remove_suffix(1);
            const std::size_t start = alternatives(atom, next);
            if (!atom.empty()) wrong_ = true;
            return start;
        }
        if (atom == "^") return add({State::Kind::begin, 0, next, 0});
        if (atom == "$") return add({State::Kind::end, 0, next, 0});
        sets_.push_back(set_of(atom));
        work_ += sets_.back().ranges.size();
        return add({State::Kind::take, sets_.size() - 1, next, 0});
    }

    Set set_of(std::string_view atom) {
        if (atom == ".") return Set{{}, true};
        if (atom.front() == '[') return bracket(atom.substr(1, atom.size() - 2));
        if (atom.front() == '\\') {
            atom.remove_prefix(1);
            if (auto known = shorthand(atom.front())) return *std::move(known);
        }
        const Character c = take_character(atom);
        return Set{{{c, c}}};
    }

    static std::optional<Set> shorthand(char letter) {
        constexpr std::string_view letters = "dDwWsS";
        const std::size_t at = letters.find(letter);
        if (at == std::string_view::npos) return std::nullopt;
        constexpr std::string_view names[] = {"digit", "word", "space"};
        Set set = *class_called(names[at / 2]);
        set.negated = at % 2 == 1;
        return set;
    }

    /// What stands between [ and ].
    Set bracket(std::string_view inner) {
        Set set;
        if (inner.starts_with('^')) {
            set.negated = true;
            inner.remove_prefix(1);
        }
        while (!inner.empty() && !wrong_) {
            if (inner.starts_with("[:")) {
                const std::size_t end = inner.find(":]");
                const auto named =
                    end == std::string_view::npos ? std::nullopt : class_called(inner.substr(2, end - 2));
                if (!named) return wrong_ = true, set;
                set.ranges.insert(set.ranges.end(), named->ranges.begin(), named->ranges.end());
                inner.remove_prefix(end + 2);
                continue;
            }
            const Character from = take_character(inner);
            Character to = from;
            if (inner.size() > 1 && inner.front() == '-') {
                inner.remove_prefix(1);
                to = take_character(inner);
            }
            if (to < from) wrong_ = true;
            set.ranges.emplace_back(from, to);
        }
        return set;
    }

    Times take_times(std::string_view& rest) {
        const char sign = rest.front();
        const std::size_t length = times_length(rest);
        const std::string_view inner = sign == '{' ? rest.substr(1, length - 2) : std::string_view();
        rest.remove_prefix(length);
        if (sign == '*') return {0, std::nullopt};
        if (sign == '+') return {1, std::nullopt};
        if (sign == '?') return {0, 1};
        const std::size_t comma = inner.find(',');
        const auto least = read_number<std::uint16_t>(inner.substr(0, comma));
        if (!least) return wrong_ = true, Times();
        if (comma == std::string_view::npos) return {*least, *least};
        if (comma + 1 == inner.size()) return {*least, std::nullopt};
        const auto most = read_number<std::uint16_t>(inner.substr(comma + 1));
        if (!most || *most < *least) return wrong_ = true, Times();
        return {*least, *most};
    }

    /// The length of *, +, ? or {…} at the front; 0 where there is none.
    std::size_t times_length(std::string_view text) {
        if (text.empty()) return 0;
        if (text.front() == '*' || text.front() == '+' || text.front() == '?') return 1;
        if (text.front() != '{') return 0;
        const std::size_t end = text.find('}');
        if (end == std::string_view::npos) return wrong_ = true, text.size();
        return end + 1;
    }

    std::size_t piece_length(std::string_view text) {
        std::size_t length = atom_length(text);
        for (std::size_t more = 1; more > 0 && !wrong_; length += more) more = times_length(text.substr(length));
        return length;
    }

    /// The length of the one thing at the front, which is not empty.
    std::size_t atom_length(std::string_view text) {
        constexpr std::string_view no_atoms = "*+?{";
        if (no_atoms.find(text.front()) != std::string_view::npos) wrong_ = true;
        if (text.front() == '(') return group_length(text);
        if (text.front() == '[') return bracket_length(text);
        if (text.front() == '\\') {
            if (text.size() < 2 || (text[1] >= '0' && text[1] <= '9')) wrong_ = true;  // a reference back
            if (text.size() < 2) return text.size();
            text.remove_prefix(1);
            return 1 + character_length(text);
        }
        return character_length(text);
    }

    static std::size_t character_length(std::string_view text) {
        const std::size_t whole = text.size();
        take_character(text);
        return whole - text.size();
    }

    std::size_t group_length(std::string_view text) {
        std::size_t open = 0;
        for (std::size_t at = 0; at < text.size();) {
            if (text[at] == '(') ++open;
            if (text[at] == ')' && --open == 0) return at + 1;
            if (text[at] == '[') at += bracket_length(text.substr(at));
            else at += text[at] == '\\' ? 2 : 1;
        }
        return wrong_ = true, text.size();
    }

    /// [^]…[:alpha:]…]: a ] that stands first is one of the set.
    std::size_t bracket_length(std::string_view text) {
        std::size_t at = text.starts_with("[^") ? 2 : 1;
        if (at < text.size() && text[at] == ']') ++at;
        while (at < text.size() && text[at] != ']') {
            const std::size_t end = text.substr(at).starts_with("[:") ? text.find(":]", at) : std::string_view::npos;
            at = end == std::string_view::npos ? at + 1 : end + 2;
        }
        if (at >= text.size()) return wrong_ = true, text.size();
        return at + 1;
    }

    std::string_view pattern_;
    std::vector<State> states_;
    std::vector<Set> sets_;
    unsigned depth_ = 0;
    std::size_t work_ = 0;
    bool wrong_ = false;
};

/// The states that are reached together.
class Front {
public:
    explicit Front(const std::vector<State>& states) : states_(&states), is_in_(states.size()) {}
    /// Adds a state and those that it leads to without a character.
    void add(std::size_t state, bool at_begin, bool at_end) {
        waiting_.push_back(state);
        while (!waiting_.empty()) {
            const std::size_t each = waiting_.back();
            waiting_.pop_back();
            if (is_in_[each]) continue;
            is_in_[each] = true;
            members_.push_back(each);
            const State& reached = (*states_)[each];
            if (reached.kind == State::Kind::split) waiting_.insert(waiting_.end(), {reached.next, reached.other});
            if (reached.kind == State::Kind::begin && at_begin) waiting_.push_back(reached.next);
            if (reached.kind == State::Kind::end && at_end) waiting_.push_back(reached.next);
        }
    }
    void clear() {
        for (const std::size_t each : members_) is_in_[each] = false;
        members_.clear();
    }
    [[nodiscard]] const std::vector<std::size_t>& members() const { return members_; }

private:
    const std::vector<State>* states_;
    std::vector<bool> is_in_;
    std::vector<std::size_t> members_;
    std::vector<std::size_t> waiting_;
};

bool run(const Compiler& compiled, std::size_t start, std::string_view text) {
    Front now(compiled.states());
    Front then(compiled.states());
    now.add(start, true, text.empty());
    while (!text.empty() && !now.members().empty()) {
        const Character c = take_character(text);
        then.clear();
        for (const std::size_t each : now.members()) {
            const State& state = compiled.states()[each];
            if (state.kind == State::Kind::take && compiled.sets()[state.set].has(c))
                then.add(state.next, false, text.empty());
        }
        std::swap(now, then);
    }
    for (const std::size_t each : now.members())
        if (compiled.states()[each].kind == State::Kind::accept) return text.empty();
    return false;
}

}  // namespace

Result<bool> matches(std::string_view pattern, std::string_view text) {
    Compiler compiler(pattern);
    const auto start = pattern.size() > max_pattern ? std::nullopt : compiler.compile();
    if (text.size() > max_matched_value)
        return fail(std::make_error_code(std::errc::invalid_argument), "too long for a pattern");
    if (!start) return fail(std::make_error_code(std::errc::not_supported), "not a pattern, or too large a one");
    return run(compiler, *start, text);
}

}  // namespace headstock::form_validation::detail
