// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/arena_plain.hpp"
#include "headstock/bridge/engine/engine.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {

/// Does what a handler asked for.
Engine::Step Engine::after(Flow flow) {
    if (flow == Flow::go && !abandoned_ && !restarting_ && !pausing_ && input_.concealed()) [[likely]]
        return Step::more;
    if (abandoned_) return Step::stopped;
    if (restarting_) {
        reset();
        return Step::restarted;
    }
    input_.conceal();
    if (flow == Flow::stop) {
        fail(ParseErrc::stopped, at_);
        return Step::stopped;
    }
    pausing_ = pausing_ || flow == Flow::pause;
    if (!pausing_ || in_stanza()) return Step::more;
    pausing_ = false;
    paused_ = true;
    return Step::paused;
}

Engine::Step Engine::close() {
    const View element(arena_.tree(), arena_.close());
    if (muted_ || !handler_.hears_end(element.tag())) {
        leave();
        return pausing_ ? after(Flow::go) : Step::more;
    }
    Flow flow = Flow::go;
    try {
        flow = handler_.on_end(element, arena_.depth() - 1);
    } catch (...) {
        muted_ = true;
        leave();
        interrupted();
        throw;
    }
    if (!abandoned_) leave();
    return after(flow);
}

/// Leaves the element that closed; a stanza is forgotten.
[[gnu::always_inline]] inline void Engine::leave() {
    arena_.leave();
    if (arena_.depth() == 0) phase_ = Phase::closed;
    if (in_stanza()) return;
    muted_ = measuring_ = false;
    if (arena_.depth() == border_) arena_.drop();
}

/// The element is there: tells of it, and closes it if its tag does.
Engine::Step Engine::opened(Offset end, bool empty) {
    at_ = end;
    phase_ = Phase::content;
    if (arena_.depth() == 1 && border_ == 1) {  // a stream: the root's start tag stays, and stanzas follow
        floor_ = at_;
        arena_.keep();
        measuring_ = false;
    }
    if (!handler_.hears_starts() || muted_) return empty ? close() : Step::more;
    Flow flow = Flow::go;
    try {
        flow = handler_.on_start(View(arena_.tree(), arena_.top()), arena_.depth() - 1);
    } catch (...) {
        muted_ = in_stanza();
        if (empty && !abandoned_) {
            arena_.close();
            leave();
        }
        interrupted();
        throw;
    }
    const Step step = after(flow);
    return empty && step == Step::more ? close() : step;
}

/// Reads on while what comes is plain, complete and within the limits. `unusual`: what stands at `at_` now is not, and
/// has to be looked at the long way. Whatever is read here would be read the same way there.
Engine::Step Engine::plain() {
    if (finder_.pending()) return Step::unusual;
    Step step = Step::more;
    while (step == Step::more && phase_ == Phase::content) {
        const char* const here = input_.chars() + at_;
        if (at_ == input_.valid()) step = Step::wait;
        else if (*here != '<') step = plain_text(here);
        else if (here[1] == '/') step = plain_end_tag(here);
        else step = plain_start_tag();
    }
    return step;
}

Engine::Step Engine::plain_text(const char* begin) {
    const char* const end = find_text_stop(begin, input_.chars() + input_.valid());
    const auto size = static_cast<Offset>(end - begin);
    if (at_ + size == input_.valid() || *end != '<') return Step::unusual;
    if (in_stanza()) {
        if (arena_.in_text() || arena_.size() >= limits_.nodes || at_ + size > limit_end()) return Step::unusual;
        arena_.begin_text(at_);
        arena_.extend_text(size);
    }
    at_ += size;
    return Step::more;
}

Engine::Step Engine::plain_start_tag() {
    if (arena_.depth() >= limits_.depth || arena_.size() >= limits_.nodes) return Step::unusual;
    const std::uint64_t limit = std::uint64_t{measuring_ ? stanza_ : at_} + limits_.stanza;
    const Arena::Opened read = arena_.open_plain(input_.chars(), at_, limit, limits_);
    if (read.end == 0) return Step::unusual;
    if (!measuring_) stanza_ = at_;
    measuring_ = true;
    return opened(read.end, read.empty);
}

Engine::Step Engine::plain_end_tag(const char* begin) {
    const std::string_view name = arena_.top_name(input_.chars());
    const Offset end = at_ + static_cast<Offset>(name.size()) + 3;
    if (end > input_.valid() || end > limit_end() || begin[name.size() + 2] != '>') return Step::unusual;
    if (!same_bytes(begin + 2, name.data(), name.size())) return Step::unusual;
    at_ = end;
    return close();
}

}  // namespace headstock::bridge::detail
