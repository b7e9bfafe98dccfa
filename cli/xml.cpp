// SPDX-License-Identifier: MIT
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/files.hpp"
#include "cli/text.hpp"

#include "headstock/bridge/parser.hpp"

namespace headstock::cli {
namespace {

/// As much as the parser can take; the tool's documentation tells the numbers.
constexpr bridge::Limits widest{.stanza = 1U << 30U,
                                .depth = 1U << 20U,
                                .attributes = 61'440,
                                .namespaces = 65'535,
                                .name = 61'440,
                                .nodes = 1U << 30U,
                                .waiting = 1U << 20U};
constexpr std::size_t block = 64 * 1024;  // what is read at once

/// `text` on one line: \ becomes \\, and the white space that XML knows \n, \r and \t.
std::string in_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') out += "\\\\";
        else if (c == '\n') out += "\\n";
        else if (c == '\r') out += "\\r";
        else if (c == '\t') out += "\\t";
        else out += c;
    }
    return out;
}

std::string spelled(bridge::Name name) { return '{' + std::string(name.ns) + '}' + std::string(name.tag); }

void tell_start(bridge::View element, std::string& out) {
    out += "S " + in_line(spelled(element.name())) + '\n';
    std::vector<std::string> lines;
    for (const bridge::AttributeView& attribute : element.attributes())
        lines.push_back(in_line(spelled(attribute.name) + '=' + std::string(attribute.value)));
    std::ranges::sort(lines);
    for (const std::string& line : lines) out += "A " + line + '\n';
}

/// Tells of an element with all below it, in the order of the document.
void tell_all(bridge::View root, std::string& out) {
    using Iterator = bridge::Range<bridge::Content>::iterator;
    struct Level {
        Iterator at;
        Iterator end;
    };
    std::vector<Level> open;
    const auto enter = [&](bridge::View element) {
        tell_start(element, out);
        open.push_back({element.content().begin(), element.content().end()});
    };
    for (enter(root); !open.empty();) {
        if (open.back().at == open.back().end) {
            out += "E\n";
            open.pop_back();
            continue;
        }
        const bridge::Content piece = *open.back().at;
        ++open.back().at;
        if (piece.is_text()) out += "T " + in_line(piece.text()) + '\n';
        else enter(*piece.element());
    }
}

/// The same lines, without what could steer a terminal.
std::string visible_lines(std::string_view lines) {
    std::string shown;
    for (std::size_t at = 0; at <= lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        shown += (at == 0 ? "" : "\n") + visible(lines.substr(at, end - at));
        at = end + 1;
    }
    return shown;
}

/// Writes down what is to be told of a file: the root's start, each child of the root when it is complete, the end.
class Events : public bridge::Parser::Handler {
public:
    explicit Events(bool wanted) : wanted_(wanted) {}

    bridge::Flow on_start(bridge::View element, std::size_t depth) override {
        if (wanted_ && depth == 0) tell_start(element, lines_);
        return bridge::Flow::go;
    }
    bridge::Flow on_end(bridge::View element, std::size_t depth) override {
        if (wanted_ && depth == 1) tell_all(element, lines_);
        if (wanted_ && depth == 0) lines_ += "E\n";
        return bridge::Flow::go;
    }
    /// Says what was told since the last time.
    void say(Output& out) {
        if (lines_.empty()) return;
        lines_.pop_back();  // a result ends its line itself
        out.result({}, {}, terminal_ ? visible_lines(lines_) : lines_);
        lines_.clear();
    }

private:
    bool wanted_;
    bool terminal_ = isatty(STDOUT_FILENO) == 1;
    std::string lines_;
};

/// Checks one file after the other.
class Check {
public:
    explicit Check(Context& context) : context_(context), options_(context.options.xml) {}

    int run() {
        for (const std::string& path : options_.files) {
            if (context_.out.broken()) break;
            if (options_.events && options_.files.size() > 1) context_.out.result({}, {}, "F " + visible(path));
            const Result<void> checked = check(path);
            if (!checked && checked.error().code == Errc::interrupted) throw Failure(checked.error());
            if (!checked) context_.out.error(checked.error());
            if (!checked) worst_ = Exit::config;
        }
        return static_cast<int>(worst_);
    }

private:
    Result<void> check(const std::string& path) {
        const Result<Descriptor> file =
            path == "-" ? Result<Descriptor>(Descriptor(dup(STDIN_FILENO))) : open_public(path);
        if (!file) return std::unexpected(file.error());
        if (!*file) return file_error(path);
        Events events(options_.events);
        bridge::Parser parser(events, widest);
        const Result<bool> good = read(path, file->get(), parser, events);
        if (!good) return std::unexpected(good.error());
        if (!*good) complain(path, parser);
        return {};
    }

    /// Gives whether all of the file was in order; fails where it cannot be read.
    Result<bool> read(const std::string& path, int fd, bridge::Parser& parser, Events& events) {
        std::string held;  // what does not fill a piece yet
        std::vector<char> space(block);
        for (;;) {
            if (!context_.stop.wait_for(fd, POLLIN)) return fail(Errc::interrupted);
            const ssize_t size = ::read(fd, space.data(), space.size());
            if (size < 0 && errno == EINTR) continue;
            if (size < 0) return file_error(path);
            held.append(space.data(), static_cast<std::size_t>(size));
            const bool good = feed(held, size == 0, parser);
            events.say(context_.out);
            if (!good || size == 0) return good;
            if (context_.out.broken()) return true;
        }
    }

    /// Gives the parser what fills pieces, or all at the end.
    bool feed(std::string& held, bool at_end, bridge::Parser& parser) {
        const std::size_t piece = options_.chunk > 0 ? options_.chunk : block;
        std::string_view rest = held;
        while (!rest.empty() && (at_end || options_.chunk == 0 || rest.size() >= piece)) {
            if (!take(parser.feed(rest.substr(0, piece)))) return false;
            rest.remove_prefix(std::min(piece, rest.size()));
            if (!parser.unparsed().empty() && parser.root_closed()) return take(parser.finish());
        }
        held.erase(0, held.size() - rest.size());
        return !at_end || take(parser.finish());
    }

    template <class T>
    bool take(const Result<T>& result) {
        if (!result) reason_ = result.error().code.message();
        return result.has_value();
    }

    /// Says where a file is wrong, as compilers say it.
    void complain(const std::string& path, const bridge::Parser& parser) {
        if (worst_ == Exit::ok) worst_ = Exit::other;
        const bridge::Position at = parser.position();
        if (context_.out.json()) {
            Value::Fields fields;
            fields.emplace_back("file", path);
            fields.emplace_back("line", at.line);
            fields.emplace_back("column", at.column);
            fields.emplace_back("offset", at.offset);
            fields.emplace_back("reason", reason_);
            context_.out.result("malformed", std::move(fields), {});
            return;
        }
        const std::string place = ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
        errors_.result({}, {}, visible(path) + place + ": byte " + std::to_string(at.offset) + ": " + reason_);
    }

    Context& context_;
    const XmlOptions& options_;
    Output errors_{context_.stop, false, STDERR_FILENO};
    std::string reason_;
    Exit worst_ = Exit::ok;
};

}  // namespace

int run_xml(Context& context) { return Check(context).run(); }

}  // namespace headstock::cli
