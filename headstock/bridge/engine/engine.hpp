// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "headstock/bridge/engine/arena.hpp"
#include "headstock/bridge/engine/declaration.hpp"
#include "headstock/bridge/engine/input.hpp"
#include "headstock/bridge/engine/start_tag.hpp"

namespace headstock::bridge::detail {

/// What a Parser is inside. It reads token by token at `at_`; what cannot be read yet stays in the input until more
/// comes.
class Engine {
public:
    /// Whether what goes as a whole is each child of the root, or the root itself.
    enum class Mode { stream, document };

    Engine(Parser::Handler& handler, const Limits& limits, Mode mode);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    [[nodiscard]] std::span<char> prepare(std::size_t size);
    Result<Flow> commit(std::size_t size);
    Result<Flow> feed(std::string_view bytes);
    Result<Flow> resume();
    Result<void> finish();
    [[nodiscard]] std::string_view unparsed();
    void restart();
    void limit(const Limits& limits);
    void take_for_client(std::string_view ns) { arena_.take_for_client(ns); }
    [[nodiscard]] Position position() const;
    [[nodiscard]] bool in_root() const { return arena_.depth() > 0; }
    [[nodiscard]] bool root_closed() const { return phase_ == Phase::closed; }
    void release_memory();

    /// Says that the parser is gone. The engine goes too, now or when the handler that runs has returned.
    void abandon();

private:
    enum class Phase { start, prolog, content, cdata, closed };
    enum class Step { more, wait, failed, paused, stopped, restarted, unusual };

    /// While it lives, the engine runs: no other call comes in, and the engine outlives it even if its parser goes.
    class Running {
    public:
        explicit Running(Engine& engine);
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running();

    private:
        Engine& engine_;
    };

    // engine.cpp: what comes in, and what goes out.
    [[nodiscard]] bool listening() const { return !running_ && !paused_ && !failure_ && phase_ != Phase::closed; }
    [[nodiscard]] std::optional<Error> refusal(std::size_t size);
    Result<Flow> received();
    [[nodiscard]] bool merely_more();
    [[nodiscard]] std::span<char> make_room(std::size_t size);
    void append(std::string_view bytes);
    void compact();
    void tidy();
    void reset();
    [[nodiscard]] Step run();
    [[nodiscard]] Step read_pieces(std::string_view& rest);
    [[nodiscard]] Step step();
    [[nodiscard]] Step exhausted();
    [[nodiscard]] Step give_up(ParseErrc code, Offset at);
    Result<Flow> outcome(Step step);
    Step fail(const Fault& fault);
    Step fail(ParseErrc code, Offset at) { return fail(Fault{code, at, at}); }
    Step fail(ParseErrc code, Offset at, Offset seen) { return fail(Fault{code, at, seen}); }

    // engine_plain.cpp: what nearly all input is made of, the short way.
    [[nodiscard]] Step plain();
    [[nodiscard]] Step plain_text(const char* begin);
    [[nodiscard]] Step plain_start_tag();
    [[nodiscard]] Step plain_end_tag(const char* begin);

    // engine_markup.cpp: tags and what else begins with `<`.
    [[nodiscard]] Step begin();
    [[nodiscard]] Step declaration();
    [[nodiscard]] Step prolog();
    [[nodiscard]] Step markup();
    [[nodiscard]] Step bang();
    [[nodiscard]] Step question();
    [[nodiscard]] Step start_tag();
    [[nodiscard]] Step end_tag();
    [[nodiscard]] Progress read_end_tag(Offset& end, Fault& fault) const;
    [[nodiscard]] Step opened(Offset end, bool empty);
    [[nodiscard]] Step close();
    void leave();
    [[nodiscard]] std::optional<Fault> make_element();
    void normalise();
    void interrupted();
    [[nodiscard]] Step after(Flow flow);
    template <class Read>
    [[nodiscard]] Progress attempt(Read read);

    // engine_text.cpp: what stands between tags.
    [[nodiscard]] Step text();
    [[nodiscard]] Step cdata();
    [[nodiscard]] Step reference(Offset at);
    [[nodiscard]] bool take(Offset from, Offset to);
    [[nodiscard]] bool put(Offset from, Offset to, std::string_view decoded);
    [[nodiscard]] bool admit_text(Offset from, Offset to, Offset seen);
    [[nodiscard]] bool line_end(Offset at);
    [[nodiscard]] Step trailing();

    [[nodiscard]] bool in_stanza() const { return arena_.depth() > border_; }
    /// The first byte that is too many for what is being read.
    [[nodiscard]] std::uint64_t limit_end() const {
        return measuring_ ? std::uint64_t{stanza_} + limits_.stanza : ~std::uint64_t{0};
    }

    Parser::Handler& handler_;
    Limits limits_;
    const std::size_t border_;  // how many elements are open between stanzas
    Input input_;
    Arena arena_;
    StartTag tag_;
    Declaration declaration_;
    TagFinder finder_;
    Phase phase_ = Phase::start;
    Offset at_ = Input::head;      // what stands before it is parsed
    Offset floor_ = Input::head;   // what stands before it stays: the root's start tag
    Offset stanza_ = Input::head;  // where what is measured against the limit began
    std::string raw_;              // a tag as it was before its values were normalised
    std::optional<ParseErrc> failure_;
    Position failed_at_;
    std::uint64_t waited_ = 0;  // bytes that came in while nothing was parsed
    bool measuring_ = false;
    bool last_chance_ = false;  // no more will come to complete a token: read as far as it goes
    bool pausing_ = false;      // a handler asked for a pause, and the stanza's border is not reached
    bool paused_ = false;
    bool muted_ = false;  // a handler threw: the rest of its stanza is told to nobody
    bool running_ = false;
    bool abandoned_ = false;
    bool restarting_ = false;
};

}  // namespace headstock::bridge::detail
