// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/engine.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {

/// Reads on while what comes is plain, complete and within the limits. `unusual`: what stands at `at_` now is not, and
/// has to be looked at the long way. Whatever is read here would be read the same way there.
Engine::Step Engine::plain() {
    if (finder_.pending()) return Step::unusual;
    Step step = Step::more;
    while (step == Step::more && phase_ == Phase::content) {
        const char* const here = input_.chars() + at_;
        if (*here != '<') step = plain_text(here);
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
