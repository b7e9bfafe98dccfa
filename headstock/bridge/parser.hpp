// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/bridge/element.hpp"
#include "headstock/bridge/limits.hpp"
#include "headstock/bridge/tag_filter.hpp"

namespace headstock::bridge {

namespace detail {
class Engine;
}

/// Why the input was refused. The comment names the stream error that answers it (RFC 6120 §4.9.3).
enum class ParseErrc {
    not_well_formed = 1,   ///< not-well-formed: breaks a rule of XML 1.0
    bad_encoding,          ///< not-well-formed: bytes that are not UTF-8, or a character XML forbids
    restricted_xml,        ///< restricted-xml: a comment, processing instruction, DTD or entity (RFC 6120 §11.1)
    bad_namespace_prefix,  ///< bad-namespace-prefix: a prefix not declared, or one that may not be
    unsupported_encoding,  ///< unsupported-encoding: the XML declaration names another than UTF-8
    stanza_too_big,        ///< policy-violation, and so are all below
    too_deep,
    too_many_attributes,
    too_many_namespaces,
    name_too_long,
    too_many_nodes,
    unexpected_end,  ///< not-well-formed: the input ended inside the root, or before it
    stopped,         ///< nothing: a handler said stop
};
const std::error_category& parse_category();
std::error_code make_error_code(ParseErrc code);

/// What a handler wants of the parser next.
enum class Flow : std::uint8_t {
    go,     ///< carry on
    pause,  ///< stop at the border of the stanza; `resume` goes on
    stop,   ///< take no byte more; `unparsed` shows what was left
};

/// Where in the input something is: bytes from 0, lines and columns from 1, columns in bytes.
struct Position {
    std::uint64_t offset = 0;
    std::uint64_t line = 1;
    std::uint64_t column = 1;
};

/// Reads a stream of XML in pieces of any size, down to one byte, and tells of each element the moment it is complete.
/// The XMPP profile (RFC 6120 §11): well-formed, namespaces, UTF-8, nothing of a DTD, no comments, no processing
/// instructions.
///
/// What a stanza was is forgotten when its handlers have run; memory is bounded by one read plus one stanza. Text right
/// inside the root is checked and dropped. Adjacent text, CDATA sections and references make one run of text. The first
/// error in the input is the one reported, however the input was cut.
///
/// A handler may restart the parser, change its limits, and destroy it.
class Parser {
public:
    /// Hears of elements. `element` and all views got from it are valid until the call returns. `depth` is 0 for the
    /// root.
    class Handler {
    public:
        virtual ~Handler() = default;
        /// A start tag is complete: names and attributes are readable, content is not yet.
        virtual Flow on_start(View element, std::size_t depth);
        /// An element is complete; children come before their parents, the root comes last and without its children.
        virtual Flow on_end(View element, std::size_t depth) = 0;
        /// Whether `on_start` is called at all. Who does not need it spares the parser those calls.
        [[nodiscard]] bool hears_starts() const { return hears_starts_; }
        /// Whether `on_end` is called for an element of this tag.
        [[nodiscard]] bool hears_end(std::string_view tag) const { return !heard_ || heard_->may_have(tag); }

    protected:
        void hears_starts(bool hears) { hears_starts_ = hears; }
        /// Spares the parser the calls of `on_end` for tags that `tags` rules out, from now on; null: hears of all.
        /// `tags` may change, and must outlive the handler or the next call of this.
        void hears_ends(const TagFilter* tags) { heard_ = tags; }

    private:
        const TagFilter* heard_ = nullptr;
        bool hears_starts_ = true;
    };

    /// `handler` must outlive the parser.
    explicit Parser(Handler& handler, const Limits& limits = {});
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    ~Parser();

    /// At least `size` bytes of the parser's buffer to read into; valid until the next call. Inside a handler: none.
    [[nodiscard]] std::span<char> prepare(std::size_t size);
    /// Says that the first `size` bytes of what `prepare` gave are input now, and parses. Gives how it ended: `go` when
    /// all is read, `pause` or `stop` when a handler said so. After an error or a stop every call gives that error
    /// again, and after a pause input is only kept, until `resume`, and no more of it than `Limits::waiting`. A
    /// handler's exception passes through, with its stanza done: the next call goes on behind it, and tells nobody of
    /// what is left of it. Inside a handler this, `feed`, `resume` and `finish` fail with
    /// `std::errc::operation_in_progress`.
    Result<Flow> commit(std::size_t size);
    /// The same for bytes that lie elsewhere: copies them.
    Result<Flow> feed(std::string_view bytes);
    /// Goes on after a pause.
    Result<Flow> resume();
    /// Says that no more will come; fails with `unexpected_end` unless the root has closed, and with `not_well_formed`
    /// where anything but white space came behind it. During a pause it fails with `std::errc::operation_in_progress`.
    Result<void> finish();

    /// What was received but not parsed, after a pause, a stop or the end of the root: the parser takes nothing behind
    /// that but white space, and leaves it to its owner what the rest means. A stop takes effect at once, so what a
    /// handler that stops finds here is what its caller finds afterwards. Valid until the next call.
    [[nodiscard]] std::string_view unparsed() const;
    /// Begins a new document with the next byte: buffers are kept, what was not parsed is dropped, an error is
    /// forgotten. From inside a handler: the rest of the buffer is dropped as well, once the handler returns.
    void restart();

    /// Changes the limits from the next element on.
    void limit(const Limits& limits);
    /// Takes the namespace `ns` for `jabber:client`, whose words it shares, where it is declared from now on: as
    /// `jabber:component:accept` (XEP-0114). Empty: none is.
    void take_for_client(std::string_view ns);
    /// Where the first byte not parsed yet stands or, after an error, what was wrong.
    [[nodiscard]] Position position() const;
    /// Whether the root's start tag was seen, and its end.
    [[nodiscard]] bool in_root() const;
    [[nodiscard]] bool root_closed() const;
    /// Gives back the memory that is not needed for what is buffered.
    void release_memory();

private:
    struct Abandon {
        void operator()(detail::Engine* engine) const;
    };
    std::unique_ptr<detail::Engine, Abandon> engine_;
};

/// Reads one whole document as a tree, under the same rules. `root` says why it could not: the text holds line and
/// column.
[[nodiscard]] Result<Element> parse_element(std::string_view xml, const Limits& limits = {});

}  // namespace headstock::bridge

template <>
struct std::is_error_code_enum<headstock::bridge::ParseErrc> : std::true_type {};
