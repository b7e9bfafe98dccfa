// SPDX-License-Identifier: MIT
#include "headstock/conversation/script.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::testing {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr Duration longest = std::chrono::hours(1);

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && is_letter(text.front()) &&
           std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// A time such as 500ms, 5s or 2m.
std::optional<Duration> read_time(std::string_view text) {
    unsigned count = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (wrong != std::errc() || count > 3'600'000) return std::nullopt;
    const Duration time = unit == "ms"  ? std::chrono::milliseconds(count)
                          : unit == "s" ? std::chrono::seconds(count)
                          : unit == "m" ? std::chrono::minutes(count)
                                        : Duration::zero();
    return time > Duration::zero() && time <= longest ? std::optional(time) : std::nullopt;
}

/// Takes the elements out of a block; what stands there is what may stand in a stream.
class Block final : private bridge::Parser::Handler {
public:
    std::optional<std::string> read(std::string_view element) {
        bridge::Parser parser(*this);
        (void)parser.feed("<stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        const auto fed = parser.feed(element);
        if (!fed) return fed.error().message();
        return std::nullopt;
    }
    std::vector<bridge::Element> elements;

private:
    bridge::Flow on_end(bridge::View element, std::size_t depth) override {
        if (depth == 1) elements.push_back(element.own());
        return bridge::Flow::go;
    }
};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::vector<ScriptStep> read() {
        if (text_.size() > max_script) complain("a script has at most 1 MiB");
        std::vector<ScriptStep> steps;
        for (pass_over_blanks(); at_ < text_.size(); pass_over_blanks()) {
            if (steps.size() == max_script_steps) complain("a script has at most 1000 steps");
            steps.push_back(step());
        }
        if (steps.empty()) complain("there is no step");
        return steps;
    }

private:
    [[noreturn]] void complain(std::string what) const { complain_at(at_, std::move(what)); }
    [[noreturn]] void complain_at(std::size_t at, std::string what) const {
        const std::string_view before = text_.substr(0, at);
        const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
        throw ScriptError{line_of(at), before.size() - begin + 1, std::move(what)};
    }
    [[nodiscard]] std::size_t line_of(std::size_t at) const {
        return static_cast<std::size_t>(std::ranges::count(text_.substr(0, at), '\n')) + 1;
    }

    void pass_over_blanks() {
        while ((at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size())) < text_.size() && text_[at_] == '#')
            at_ = std::min(text_.find('\n', at_), text_.size());
    }
    [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void demand(char wanted) {
        pass_over_blanks();
        if (next() != wanted) complain(std::string("there should be a '") + wanted + "'");
        ++at_;
    }

    std::string_view word() {
        const std::size_t begin = at_;
        while (is_letter(next())) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    ScriptStep step() {
        ScriptStep step;
        step.line = line_of(at_);
        const std::size_t begin = at_;
        const std::string_view action = word();
        if (action != "send" && action != "expect") complain_at(begin, "there should be send or expect");
        if (action == "expect") step.action = ScriptStep::Action::expect;
        at_ = std::min(text_.find_first_not_of(" \t", at_), text_.size());
        if (is_letter(next())) {
            const std::size_t at = at_;
            if (word() != "strict" || action == "send") complain_at(at, "only expect strict is known here");
            step.strict = true;
        }
        if (next() == '(') arguments(step);
        demand(':');
        demand('{');
        step.elements = block();
        return step;
    }

    void arguments(ScriptStep& step) {
        const std::size_t end = text_.find_first_of(")\n", ++at_);
        if (end == std::string_view::npos || text_[end] != ')') complain("there should be a ')' in this line");
        while (at_ <= end) {
            const std::size_t comma = std::min(text_.find(',', at_), end);
            argument(step, trimmed(text_.substr(at_, comma - at_)));
            at_ = comma + 1;
        }
    }
    void argument(ScriptStep& step, std::string_view text) {
        if (is_name(text) && step.who.empty()) {
            step.who = text;
        } else if (!text.empty() && is_digit(text.front()) && step.action == ScriptStep::Action::expect &&
                   !step.limit) {
            step.limit = read_time(text);
            if (!step.limit) complain("that is no time: 500ms, 5s or 2m are, up to an hour");
        } else {
            complain("there should be a connection's name, or with expect a time");
        }
    }

    std::vector<bridge::Element> block() {
        Block found;
        const std::size_t begin = at_;
        for (pass_over_blanks(); next() != '}'; pass_over_blanks()) {
            if (at_ == text_.size()) complain_at(begin, "this block has no end");
            if (next() != '<') complain("there should be an element, or a '}'");
            if (found.elements.size() == max_script_elements) complain("a block has at most 1000 elements");
            const std::size_t from = at_;
            pass_over_element();
            const std::size_t before = found.elements.size();
            const auto wrong = found.read(text_.substr(from, at_ - from));
            if (wrong) complain_at(from, "this element is not XML as XMPP allows it: " + *wrong);
            if (found.elements.size() != before + 1) complain_at(from, "this element has no end");
        }
        if (found.elements.empty()) complain("the block is empty");
        ++at_;
        return std::move(found.elements);
    }

    /// Finds the end of an element; whether it is good is the parser's to say.
    void pass_over_element() {
        const std::size_t begin = at_;
        std::size_t depth = 0;
        do {
            at_ = text_.find('<', at_);
            if (at_ == std::string_view::npos) at_ = text_.size(), complain_at(begin, "this element has no end");
            const std::string_view tag = pass_over_tag(begin);
            if (tag.starts_with("<![CDATA[")) continue;
            if (tag.starts_with("</")) depth -= std::min<std::size_t>(depth, 1);
            else if (!tag.ends_with("/>")) ++depth;
        } while (depth > 0);
    }
    std::string_view pass_over_tag(std::size_t begin) {
        const std::size_t from = at_;
        const bool raw = text_.substr(at_).starts_with("<![CDATA[");
        std::size_t end = raw ? text_.find("]]>", at_) : at_;
        if (raw && end != std::string_view::npos) end += 2;
        for (char quote = 0; !raw && end < text_.size() && (quote != 0 || text_[end] != '>'); ++end) {
            const char c = text_[end];
            if (quote == 0 && (c == '"' || c == '\'')) quote = c;
            else if (c == quote) quote = 0;
        }
        if (end >= text_.size()) complain_at(begin, "this element has no end");
        at_ = end + 1;
        return text_.substr(from, at_ - from);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Fills in the placeholders of values.
class Filler {
public:
    Filler(const Names& variables, const Names& caught, bool to_match)
        : variables_(variables), caught_(caught), to_match_(to_match) {}

    bridge::Element fill(bridge::View element) const {
        bridge::Element made(element.name());
        for (const bridge::AttributeView& attribute : element.attributes())
            made.attribute(attribute.name, fill(attribute.value));
        const bool parent = !element.children().empty();
        for (const bridge::Content piece : element.content()) {
            if (!piece.is_text()) made.add(fill(*piece.element()));
            else if (!parent || !trimmed(piece.text()).empty()) made.text(fill(piece.text()));
        }
        return made;
    }

private:
    [[nodiscard]] std::string fill(std::string_view text) const {
        if (to_match_ && caught_name(text)) return std::string(text);
        return fill(fill(text, "$(", ')', variables_), "@{", '}', caught_);
    }
    static std::string fill(std::string_view text, std::string_view open, char close, const Names& names) {
        std::string made;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t begin = std::min(text.find(open, at), text.size());
            made.append(text.substr(at, begin - at));
            const std::size_t end = text.find(close, begin);
            if (begin == text.size()) break;
            if (end == std::string_view::npos) throw std::string(text.substr(begin));
            const auto known = names.find(text.substr(begin + 2, end - begin - 2));
            if (known == names.end()) throw std::string(text.substr(begin, end + 1 - begin));
            made.append(known->second);
            at = end + 1;
        }
        return made;
    }

public:
    /// The name in `@{name}`, where there is nothing else.
    static std::optional<std::string_view> caught_name(std::string_view text) {
        text = trimmed(text);
        if (text.size() < 4 || !text.starts_with("@{") || text.find('}') != text.size() - 1) return std::nullopt;
        return text.substr(2, text.size() - 3);
    }

private:
    const Names& variables_;
    const Names& caught_;
    bool to_match_;
};

bool value_fits(std::string_view expected, std::string_view actual, Names& caught) {
    const auto name = Filler::caught_name(expected);
    if (!name) return expected == actual;
    const auto [known, is_new] = caught.emplace(std::string(*name), std::string(actual));
    return is_new || known->second == actual;
}

bool all_fit(bridge::View expected, bridge::View actual, Names& caught);

bool children_fit(bridge::View expected, bridge::View actual, Names& caught) {
    std::vector<bridge::View> free(actual.children().begin(), actual.children().end());
    for (const bridge::View wanted : expected.children()) {
        const auto found = std::ranges::find_if(free, [&](bridge::View each) { return fits(wanted, each, caught); });
        if (found == free.end()) return false;
        free.erase(found);
    }
    return true;
}

bool all_fit(bridge::View expected, bridge::View actual, Names& caught) {
    if (!actual.is(expected.name())) return false;
    for (const bridge::AttributeView& wanted : expected.attributes()) {
        const auto value = actual.attribute(wanted.name);
        if (!value || !value_fits(wanted.value, *value, caught)) return false;
    }
    const std::string wanted = expected.text();
    if (!trimmed(wanted).empty() && !value_fits(trimmed(wanted), trimmed(actual.text()), caught)) return false;
    return children_fit(expected, actual, caught);
}

}  // namespace

std::expected<std::vector<ScriptStep>, ScriptError> parse_script(std::string_view text) try {
    return Reader(text).read();
} catch (ScriptError& wrong) {
    return std::unexpected(std::move(wrong));
}

std::expected<bridge::Element, std::string> filled(bridge::View element, const Names& variables, const Names& caught,
                                                   bool to_match) try {
    return Filler(variables, caught, to_match).fill(element);
} catch (std::string& unknown) {
    return std::unexpected(std::move(unknown));
}

bool fits(bridge::View expected, bridge::View actual, Names& caught) {
    Names tried = caught;
    if (!all_fit(expected, actual, tried)) return false;
    caught = std::move(tried);
    return true;
}

}  // namespace headstock::testing
