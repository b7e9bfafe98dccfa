// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/engine.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "headstock/bridge/engine/characters.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {
namespace {

constexpr std::size_t chunk = 16 * 1024;         // what `feed` copies at a time
constexpr std::size_t big_buffer = 2 * 1024;     // more than this is given back once it is empty
constexpr std::uint32_t most_bytes = 1U << 30U;  // offsets have 32 bits
constexpr std::uint32_t most_names = 0xf000;     // lengths and indices of names have 16

Limits bounded(Limits limits) {
    limits.stanza = std::min(limits.stanza, most_bytes);
    limits.waiting = std::min(limits.waiting, most_bytes);
    limits.name = std::min(limits.name, most_names);
    limits.attributes = std::min(limits.attributes, most_names);
    return limits;
}

/// A number that a peer cannot know, for hashing: where this very object lies.
std::uint64_t key_of(const void* object) { return reinterpret_cast<std::uintptr_t>(object) * 0xd6e8feb86659fd93ULL; }

}  // namespace

Engine::Running::Running(Engine& engine) : engine_(engine) { engine_.running_ = true; }

Engine::Running::~Running() {
    engine_.running_ = false;
    if (engine_.abandoned_) delete &engine_;
}

Engine::Engine(Parser::Handler& handler, const Limits& limits, Mode mode)
    : handler_(handler), limits_(bounded(limits)), border_(mode == Mode::stream ? 1 : 0), arena_(key_of(this)) {}

void Engine::abandon() {
    abandoned_ = true;
    if (!running_) delete this;
}

/// Why `size` bytes more may not come in now.
std::optional<Error> Engine::refusal(std::size_t size) {
    if (running_) return Error{std::make_error_code(std::errc::operation_in_progress), {}};
    if (paused_ || phase_ == Phase::closed) waited_ += size;  // nothing is parsed: it waits, but not without end
    if (!failure_ && waited_ > limits_.waiting) fail(ParseErrc::stanza_too_big, input_.end());
    if (failure_) return Error{*failure_, {}};
    return std::nullopt;
}

std::span<char> Engine::prepare(std::size_t size) {
    assert(size <= most_bytes && "no read is that long");
    return running_ ? std::span<char>() : make_room(size);
}

std::span<char> Engine::make_room(std::size_t size) {
    if (!input_.has_room(size)) compact();
    return input_.prepare(size);
}

void Engine::append(std::string_view bytes) {
    if (bytes.empty()) return;
    std::memcpy(make_room(bytes.size()).data(), bytes.data(), bytes.size());
    input_.commit(bytes.size());
}

Result<Flow> Engine::commit(std::size_t size) {
    if (listening()) [[likely]] {
        input_.commit(size);
        return received();
    }
    if (auto refused = refusal(size)) return std::unexpected(*refused);
    const Running running(*this);
    input_.commit(size);
    return outcome(run());
}

Result<Flow> Engine::received() {
    input_.check();
    if (merely_more()) return Flow::go;
    const Running running(*this);
    return outcome(run());
}

/// Whether what came in only goes on with a tag or a text that is not at its end: so it is with most small reads.
bool Engine::merely_more() {
    if (input_.invalid() || input_.valid() > limit_end()) return false;
    if (finder_.pending()) {
        const bool found = finder_.find(input_.chars(), input_.valid());
        if (found) finder_.clear();
        return !found;
    }
    if (!arena_.in_text() || arena_.text_end() != at_ || phase_ != Phase::content) return false;
    const char* const end = input_.chars() + input_.valid();
    if (find_text_end(input_.chars() + at_, end) != end) return false;
    arena_.extend_text(input_.valid() - at_);
    at_ = input_.valid();
    return true;
}

Result<Flow> Engine::feed(std::string_view bytes) {
    if (listening() && bytes.size() <= chunk) [[likely]] {
        append(bytes);
        return received();
    }
    if (auto refused = refusal(bytes.size())) return std::unexpected(*refused);
    const Running running(*this);
    try {
        return outcome(read_pieces(bytes));
    } catch (...) {
        append(bytes);  // as if all had been received before the handler threw
        throw;
    }
}

/// Reads `rest` piece by piece, so that a long one needs no long buffer. What a handler leaves of it is kept unparsed.
Engine::Step Engine::read_pieces(std::string_view& rest) {
    for (;;) {
        const std::string_view piece = rest.substr(0, chunk);
        append(piece);
        rest.remove_prefix(piece.size());
        const Step step = run();
        if (step == Step::wait && !rest.empty() && phase_ != Phase::closed) continue;
        if (step != Step::failed && step != Step::restarted) append(rest);
        rest = {};
        return step;
    }
}

Result<Flow> Engine::resume() {
    if (auto refused = refusal(0)) return std::unexpected(*refused);
    const Running running(*this);
    paused_ = false;
    waited_ = 0;
    return outcome(run());
}

Result<void> Engine::finish() {
    if (auto refused = refusal(0)) return std::unexpected(*refused);
    const Running running(*this);
    Step step = run();
    if (step == Step::paused) return headstock::fail(std::make_error_code(std::errc::operation_in_progress));
    if (step == Step::stopped) return headstock::fail(ParseErrc::stopped);
    if (step == Step::restarted) return headstock::fail(ParseErrc::unexpected_end);
    if (step == Step::wait && phase_ != Phase::closed) step = give_up(ParseErrc::unexpected_end, input_.end());
    if (step == Step::wait && at_ != input_.end()) step = fail(ParseErrc::not_well_formed, at_);
    if (failure_) return headstock::fail(*failure_);
    return {};
}

Result<Flow> Engine::outcome(Step step) {
    if (step == Step::failed) return headstock::fail(*failure_);
    if (step == Step::stopped) return Flow::stop;
    tidy();
    return step == Step::paused ? Flow::pause : Flow::go;
}

Engine::Step Engine::run() {
    if (paused_) return Step::paused;
    struct Concealed {
        explicit Concealed(Input& hidden) : input(hidden) { input.conceal(); }
        Concealed(const Concealed&) = delete;
        Concealed& operator=(const Concealed&) = delete;
        ~Concealed() { input.reveal(); }
        Input& input;
    };
    input_.check();
    arena_.show(input_.chars());
    const Concealed concealed(input_);
    Step step = Step::more;
    while (step == Step::more) step = this->step();
    return step == Step::wait ? exhausted() : step;
}

Engine::Step Engine::step() {
    if (at_ == input_.valid()) return Step::wait;
    switch (phase_) {
        case Phase::start:
            return begin();
        case Phase::prolog:
            return prolog();
        case Phase::content:
            if (const Step step = plain(); step != Step::unusual) return step;
            return input_.chars()[at_] == '<' ? markup() : text();
        case Phase::cdata:
            return cdata();
        case Phase::closed:
            break;
    }
    return trailing();
}

/// What is there is read as far as it can be. That is all, unless there can never be more of it.
Engine::Step Engine::exhausted() {
    if (phase_ == Phase::closed) return Step::wait;
    if (input_.valid() > limit_end()) return give_up(ParseErrc::stanza_too_big, static_cast<Offset>(limit_end()));
    return input_.invalid() ? give_up(ParseErrc::bad_encoding, input_.valid()) : Step::wait;
}

/// Fails with `code`, unless what was begun and will not be completed has an error before that.
Engine::Step Engine::give_up(ParseErrc code, Offset at) {
    input_.conceal();
    last_chance_ = true;
    const Step last = step();
    last_chance_ = false;
    return last == Step::failed ? last : fail(code, at);
}

Engine::Step Engine::fail(const Fault& fault) {
    const bool past_limit = fault.seen >= limit_end();
    failure_ = past_limit ? ParseErrc::stanza_too_big : fault.code;
    failed_at_ = input_.position(past_limit ? static_cast<Offset>(limit_end()) : fault.at);
    return Step::failed;
}

std::string_view Engine::unparsed() {
    if (restarting_ || !input_.chars()) return {};
    input_.reveal();
    return input_.slice(at_, input_.end());
}

void Engine::restart() {
    if (running_) restarting_ = true;
    else reset();
}

void Engine::reset() {
    arena_.reset();
    input_.reset();
    finder_.clear();
    phase_ = Phase::start;
    at_ = floor_ = stanza_ = Input::head;
    failure_.reset();
    waited_ = 0;
    measuring_ = pausing_ = paused_ = muted_ = restarting_ = false;
}

void Engine::limit(const Limits& limits) { limits_ = bounded(limits); }

Position Engine::position() const { return failure_ ? failed_at_ : input_.position(at_); }

/// Moves down what is still needed.
void Engine::compact() {
    const Offset first = measuring_ ? stanza_ : at_;
    const Offset delta = first - floor_;
    if (delta == 0) return;
    input_.drop(first, floor_);
    arena_.rebase(delta);
    finder_.rebase(delta);
    at_ -= delta;
    stanza_ -= delta;
}

/// Between stanzas, when nothing is left to read, the buffer begins anew, and what a big stanza needed is given back.
void Engine::tidy() {
    if (abandoned_ || in_stanza() || at_ != input_.end()) return;
    compact();
    if (input_.capacity() > big_buffer) input_.shrink();
    arena_.shrink(false);
}

void Engine::release_memory() {
    if (running_) return;
    compact();
    input_.shrink();
    arena_.shrink(true);
    tag_.shrink();
    std::string().swap(raw_);
}

}  // namespace headstock::bridge::detail
