// SPDX-License-Identifier: MIT
#include <cstring>

#include "headstock/bridge/engine/characters.hpp"
#include "headstock/bridge/engine/engine.hpp"
#include "headstock/bridge/engine/reference.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {
namespace {

/// How many of the last characters may be the beginning of "]]>", which must not be taken yet.
Offset held_back(const char* begin, const char* end) {
    Offset held = 0;
    while (held < 2 && end - held != begin && end[-1 - static_cast<std::ptrdiff_t>(held)] == ']') ++held;
    return held;
}

/// How much must be seen behind the first character to know it for text, and not for "]]>".
Offset look_ahead(const char* text) {
    if (text[0] != ']') return 0;
    return text[1] == ']' ? 2 : 1;
}

}  // namespace

/// Whether a run of text may go on with what stands in [from, to), which was known for text at `seen`.
bool Engine::admit_text(Offset from, Offset to, Offset seen) {
    if (!arena_.in_text() && arena_.size() >= limits_.nodes) {
        fail(ParseErrc::too_many_nodes, from, seen);
        return false;
    }
    if (to <= limit_end()) return true;
    fail(ParseErrc::stanza_too_big, to);
    return false;
}

/// Takes [from, to) as text. It stays where it is, or moves down to what it continues.
bool Engine::take(Offset from, Offset to) {
    if (from == to || !in_stanza()) return true;
    if (!admit_text(from, to, from + look_ahead(input_.chars() + from))) return false;
    if (!arena_.in_text()) arena_.begin_text(from);
    if (const Offset end = arena_.text_end(); end != from) {
        input_.count_to(to);
        std::memmove(input_.chars() + end, input_.chars() + from, to - from);
    }
    arena_.extend_text(to - from);
    return true;
}

/// Takes what [from, to) stands for, which is never longer.
bool Engine::put(Offset from, Offset to, std::string_view decoded) {
    if (!in_stanza()) return true;
    if (!admit_text(from, to, to - 1)) return false;
    if (!arena_.in_text()) arena_.begin_text(from);
    input_.count_to(to);
    std::memcpy(input_.chars() + arena_.text_end(), decoded.data(), decoded.size());
    arena_.extend_text(decoded.size());
    return true;
}

/// Reads a CR: alone it is a line end, before an LF it is nothing (XML 1.0 §2.11).
bool Engine::line_end(Offset at) {
    if (input_.chars()[at + 1] != '\n' && !put(at, at + 1, "\n")) return false;
    at_ = at + 1;
    return true;
}

Engine::Step Engine::text() {
    const char* const chars = input_.chars();
    const Offset end = input_.valid();
    for (Offset at = at_;; ++at) {
        at = static_cast<Offset>(find_text_stop(chars + at, chars + end) - chars);
        const bool closes = at != end && chars[at] == '>';
        if (closes && (at < at_ + 2 || chars[at - 1] != ']' || chars[at - 2] != ']')) continue;
        const Offset held = closes ? 2 : at == end ? held_back(chars + at_, chars + at) : 0;
        if (!take(at_, at - held)) return Step::failed;
        at_ = at - held;
        if (at == end) return Step::wait;
        if (closes) return fail(ParseErrc::not_well_formed, at_, at);  // "]]>" in text: XML 1.0 §2.4
        if (chars[at] == '<') return Step::more;
        if (chars[at] == '&') return reference(at);
        if (at + 1 == end) return Step::wait;
        if (!line_end(at)) return Step::failed;
    }
}

Engine::Step Engine::reference(Offset at) {
    const Reference found = read_reference(input_.chars() + at, limits_.name);
    if (found.progress == Progress::wait) return Step::wait;
    const Offset end = at + found.length;
    if (found.progress == Progress::failed) return fail(found.code, at, end);
    char decoded[4];
    if (!put(at, end, {decoded, encode(found.value, decoded)})) return Step::failed;
    at_ = end;
    return Step::more;
}

Engine::Step Engine::cdata() {
    const char* const chars = input_.chars();
    const Offset end = input_.valid();
    for (Offset at = at_;; ++at) {
        at = static_cast<Offset>(find_cdata_stop(chars + at, chars + end) - chars);
        const std::string_view rest = input_.slice(at, end);
        if (rest.starts_with(']') && !std::string_view("]]>").starts_with(rest.substr(0, 3))) continue;
        if (!take(at_, at)) return Step::failed;
        at_ = at;
        if (rest.starts_with("]]>")) {
            at_ += 3;
            phase_ = Phase::content;
            return Step::more;
        }
        if (rest.size() < 2 || rest.front() == ']') return Step::wait;
        if (!line_end(at)) return Step::failed;
    }
}

/// Behind the root there may be white space. Anything else is left as it is: it belongs to no document.
Engine::Step Engine::trailing() {
    at_ = static_cast<Offset>(skip_spaces(input_.chars() + at_) - input_.chars());
    return Step::wait;
}

}  // namespace headstock::bridge::detail
