// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "headstock/bridge/engine/characters.hpp"
#include "headstock/bridge/engine/engine.hpp"
#include "headstock/bridge/engine/reference.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view declaration_start = "<?xml";
constexpr std::string_view cdata_start = "<![CDATA[";
constexpr std::string_view comment_start = "<!--";
constexpr std::string_view dtd_start = "<!DOCTYPE";

/// How many characters two texts have in common at their beginnings.
std::size_t common(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

/// Reads a token with `read`. One that is cut short is not tried again before its end has come: what was begun is read
/// twice at most, whatever the size of the pieces it comes in.
template <class Read>
Progress Engine::attempt(Read read) {
    if (finder_.pending() && !finder_.find(input_.chars(), input_.valid()) && !last_chance_) return Progress::wait;
    const Progress progress = read();
    if (progress != Progress::wait) {
        finder_.clear();
    } else if (!finder_.pending()) {
        finder_.begin(at_);
        (void)finder_.find(input_.chars(), input_.valid());  // the end is not there: this only moves on
    }
    return progress;
}

/// The very start: a byte order mark and the XML declaration may stand here, and nowhere else.
Engine::Step Engine::begin() {
    const std::string_view rest = input_.slice(at_, input_.valid());
    if (input_.absolute(at_) == 0 && rest.starts_with(byte_order_mark)) {
        at_ += static_cast<Offset>(byte_order_mark.size());
        return Step::more;
    }
    const std::size_t same = common(rest, declaration_start);
    if (same == rest.size() && same <= declaration_start.size()) return Step::wait;
    if (same == declaration_start.size() && is_space(rest[same])) return declaration();
    phase_ = Phase::prolog;
    return Step::more;
}

Engine::Step Engine::declaration() {
    measuring_ = true;
    stanza_ = at_;
    const Progress progress = attempt([&] { return declaration_.read(input_.chars(), at_); });
    if (progress == Progress::wait) return Step::wait;
    if (progress == Progress::failed) return fail(declaration_.fault());
    if (declaration_.end() > limit_end()) return fail(ParseErrc::stanza_too_big, declaration_.end());
    at_ = declaration_.end();
    measuring_ = false;
    phase_ = Phase::prolog;
    return Step::more;
}

Engine::Step Engine::prolog() {
    at_ = static_cast<Offset>(skip_spaces(input_.chars() + at_) - input_.chars());
    if (at_ == input_.valid()) return Step::wait;
    if (input_.chars()[at_] != '<') return fail(ParseErrc::not_well_formed, at_);
    if (at_ != floor_) {  // so that nothing but the start tag stays with the root
        input_.reveal();
        compact();
        input_.conceal();
    }
    return markup();
}

Engine::Step Engine::markup() {
    if (!measuring_) {
        measuring_ = true;
        stanza_ = at_;
    }
    switch (input_.chars()[at_ + 1]) {
        case '\0':
            return Step::wait;
        case '/':
            return end_tag();
        case '!':
            return bang();
        case '?':
            return question();
        default:
            return start_tag();
    }
}

/// A CDATA section, or a comment or DTD, which XMPP forbids (RFC 6120 §11.1), or nonsense.
Engine::Step Engine::bang() {
    const std::string_view rest = input_.slice(at_, input_.valid());
    const std::string_view allowed = phase_ == Phase::content ? cdata_start : std::string_view();
    if (!allowed.empty() && rest.starts_with(allowed)) {
        at_ += static_cast<Offset>(allowed.size());
        measuring_ = in_stanza();
        phase_ = Phase::cdata;
        return Step::more;
    }
    const std::size_t known = std::max({common(rest, allowed), common(rest, comment_start), common(rest, dtd_start)});
    if (rest.starts_with(comment_start) || rest.starts_with(dtd_start))
        return fail(ParseErrc::restricted_xml, at_, at_ + static_cast<Offset>(known) - 1);
    if (known == rest.size()) return Step::wait;
    return fail(ParseErrc::not_well_formed, at_, at_ + static_cast<Offset>(known));
}

/// A processing instruction, which XMPP forbids, or an XML declaration where none may be.
Engine::Step Engine::question() {
    const std::string_view rest = input_.slice(at_, input_.valid());
    const std::size_t same = common(rest, declaration_start);
    if (same == rest.size()) return Step::wait;
    const char* const next = rest.data() + same;
    const auto seen = static_cast<Offset>(at_ + same);
    const bool target =
        same == declaration_start.size() ? skip_name(rest.data() + 2) != next : same > 2 || skip_name(next) != next;
    return fail(target ? ParseErrc::restricted_xml : ParseErrc::not_well_formed, at_, seen);
}

Engine::Step Engine::start_tag() {
    const Progress progress = attempt([&] { return tag_.read(input_.chars(), at_, limits_); });
    if (progress == Progress::wait) return Step::wait;
    if (progress == Progress::failed) return fail(tag_.fault());
    if (tag_.end() > limit_end()) return fail(ParseErrc::stanza_too_big, tag_.end());
    if (arena_.depth() >= limits_.depth) return fail(ParseErrc::too_deep, at_, tag_.end() - 1);
    if (arena_.size() >= limits_.nodes) return fail(ParseErrc::too_many_nodes, at_, tag_.end() - 1);
    if (const auto fault = make_element()) return fail(*fault);
    return opened(tag_.end(), tag_.empty());
}

/// Puts the element into the arena. Where its values had to be normalised and a name is wrong, the input is put back as
/// it was, for the place of the error is counted in it.
std::optional<Fault> Engine::make_element() {
    if (tag_.normal()) return arena_.open(input_.chars(), tag_, limits_.namespaces);
    const Input::Count before = input_.count();
    raw_.assign(input_.slice(tag_.start(), tag_.end()));
    normalise();
    auto fault = arena_.open(input_.chars(), tag_, limits_.namespaces);
    if (fault) {
        std::memcpy(input_.chars() + tag_.start(), raw_.data(), raw_.size());
        input_.count(before);
    }
    return fault;
}

void Engine::normalise() {
    input_.count_to(tag_.end());
    for (RawAttribute& attribute : tag_.attributes())
        if (!attribute.normal)
            attribute.value_length = normalise_value(input_.chars() + attribute.value, attribute.value_length);
}

Engine::Step Engine::end_tag() {
    Offset end = 0;
    Fault fault{};
    const Progress progress = attempt([&] { return read_end_tag(end, fault); });
    if (progress == Progress::wait) return Step::wait;
    if (progress == Progress::failed) return fail(fault);
    if (end > limit_end()) return fail(ParseErrc::stanza_too_big, end);
    at_ = end;
    return close();
}

Progress Engine::read_end_tag(Offset& end, Fault& fault) const {
    const auto failed = [&](Offset seen) {
        fault = {ParseErrc::not_well_formed, at_, seen};
        return Progress::failed;
    };
    if (arena_.depth() == 0) return failed(at_ + 1);
    const std::string_view name = arena_.top_name(input_.chars());
    const std::string_view rest = input_.slice(at_ + 2, input_.valid());
    const std::size_t same = common(rest, name);
    if (same == rest.size()) return Progress::wait;
    if (same < name.size()) return failed(static_cast<Offset>(at_ + 2 + same));
    const char* const behind = skip_spaces(rest.data() + same);
    const auto at = static_cast<Offset>(behind - input_.chars());
    if (*behind == '\0') return Progress::wait;
    if (*behind != '>') return failed(at);
    end = at + 1;
    return Progress::done;
}

/// A handler threw: what was asked for before still counts.
void Engine::interrupted() {
    if (restarting_) reset();
    if (pausing_ && !in_stanza()) {
        pausing_ = false;
        paused_ = true;
    }
}

}  // namespace headstock::bridge::detail
