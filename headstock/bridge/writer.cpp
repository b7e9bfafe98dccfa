// SPDX-License-Identifier: MIT
#include "headstock/bridge/writer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "headstock/bridge/characters.hpp"
#include "headstock/bridge/element.hpp"
#include "headstock/bridge/escape.hpp"

namespace headstock::bridge {
namespace {

using detail::Forbidden;
using detail::none;
using detail::Place;

std::string_view words(int code) {
    switch (static_cast<WriteErrc>(code)) {
        case WriteErrc::forbidden_character:
            return "a character that XML forbids";
        case WriteErrc::bad_name:
            return "not a name";
        case WriteErrc::bad_namespace:
            return "a namespace that cannot be declared";
    }
    return "unknown";
}

/// What the default namespace was before an element changed it. Few do, so few are kept, and mostly without an
/// allocation.
struct Change {
    std::uint32_t node;
    std::string_view before;
};
class Changes {
public:
    void push(Change change) {
        if (size_ < near_.size()) near_[size_] = change;
        else far_.push_back(change);
        ++size_;
    }
    [[nodiscard]] bool ends_with(std::uint32_t node) const { return size_ > 0 && top().node == node; }
    Change pop() {
        const Change last = top();
        if (size_ > near_.size()) far_.pop_back();
        --size_;
        return last;
    }

private:
    [[nodiscard]] const Change& top() const { return size_ > near_.size() ? far_.back() : near_[size_ - 1]; }
    std::array<Change, 8> near_{};
    std::vector<Change> far_;
    std::size_t size_ = 0;
};

/// Writes one element. Every step gives whether it could be said; after a no, `error` tells what was wrong and where.
class Writer {
public:
    Writer(View root, const WriteOptions& options, Forbidden forbidden, std::string& out)
        : tree_(root.tree()),
          first_(root.index()),
          options_(options),
          forbidden_(forbidden),
          out_(out),
          default_(options.default_ns) {}

    bool write_all();
    bool write_start();
    [[nodiscard]] std::unexpected<Error> error() const { return fail(code_, place()); }

private:
    void prolog();
    bool start_tag(std::uint32_t at);
    void opened(std::uint32_t at);
    void closed(std::uint32_t at);
    void close_before(std::uint32_t at);
    bool declare_options(bool with_default);
    bool declare(std::string_view prefix, std::string_view ns);
    bool attributes(View element);
    bool attribute(const AttributeView& attribute, std::vector<std::string_view>& made);
    bool made_prefix(std::string_view ns, std::vector<std::string_view>& made, std::string& prefix);
    bool qualified(std::string_view prefix, std::string_view tag);
    bool escaped(std::string_view text, Place place);
    bool refuse(WriteErrc code) {
        code_ = code;
        return forbidden_ == Forbidden::replace;
    }

    [[nodiscard]] std::string_view bound_prefix(std::string_view ns) const;
    [[nodiscard]] std::string_view element_prefix(std::string_view ns) const;
    [[nodiscard]] bool is_broken(std::uint32_t at) const;
    [[nodiscard]] bool has_text(std::uint32_t at) const;
    void line_break();
    [[nodiscard]] std::string place() const;

    const detail::Tree& tree_;
    std::uint32_t first_;
    const WriteOptions& options_;
    Forbidden forbidden_;
    std::string& out_;
    std::string_view default_;  // the namespace in force where the next tag goes
    Changes changes_;
    std::uint32_t open_ = none;      // the innermost element whose end tag is still to come
    std::size_t level_ = 0;          // how many such there are
    std::uint32_t whole_from_ = 0;   // an element with text of its own, and
    std::uint32_t whole_until_ = 0;  // where it ends: in between no lines are broken
    WriteErrc code_{};
    std::uint32_t wrong_node_ = none;
    std::optional<Name> wrong_attribute_;
};

void Writer::prolog() {
    if (!options_.declaration) return;
    out_.append("<?xml version='1.0'?>");
    if (options_.indent > 0) out_.push_back('\n');
}

bool Writer::write_all() {
    prolog();
    const std::uint32_t last = std::max(tree_.nodes[first_].end, first_ + 1);
    for (std::uint32_t at = first_; at < last; ++at) {
        close_before(at);
        const detail::Node& node = tree_.nodes[at];
        wrong_node_ = node.is_text ? node.parent : at;
        if (node.is_text) {
            if (!escaped(tree_.slice(node.offset, node.length), Place::content)) return false;
            continue;
        }
        if (at != first_ && is_broken(open_)) line_break();
        if (!start_tag(at)) return false;
        const bool has_content = node.end > at + 1;
        out_.append(has_content ? ">" : "/>");
        if (has_content) opened(at);
        else closed(at);
    }
    close_before(last);
    return true;
}

bool Writer::write_start() {
    prolog();
    wrong_node_ = first_;
    if (!start_tag(first_)) return false;
    out_.push_back('>');
    return true;
}

void Writer::opened(std::uint32_t at) {
    if (options_.indent > 0 && at >= whole_until_ && has_text(at)) {
        whole_from_ = at;
        whole_until_ = tree_.nodes[at].end;
    }
    open_ = at;
    ++level_;
}

void Writer::closed(std::uint32_t at) {
    if (changes_.ends_with(at)) default_ = changes_.pop().before;
}

/// Writes the end tags of what ends before the node at `at`.
void Writer::close_before(std::uint32_t at) {
    while (open_ != none && tree_.nodes[open_].end <= at) {
        --level_;
        if (is_broken(open_)) line_break();
        const View element(tree_, open_);
        out_.append("</");
        qualified(element_prefix(element.ns()), element.tag());
        out_.push_back('>');
        closed(open_);
        open_ = open_ == first_ ? none : tree_.nodes[open_].parent;
    }
}

bool Writer::start_tag(std::uint32_t at) {
    const View element(tree_, at);
    const std::string_view ns = element.ns();
    const std::string_view prefix = element_prefix(ns);
    const bool declares = prefix.empty() && ns != default_;
    out_.push_back('<');
    if (!qualified(prefix, element.tag())) return false;
    if (options_.declare && at == first_ && !declare_options(!declares)) return false;
    if (declares) {
        changes_.push({at, default_});
        default_ = ns;
        if (!declare({}, ns)) return false;
    }
    return attributes(element);
}

bool Writer::declare_options(bool with_default) {
    if (with_default && !default_.empty() && !declare({}, default_)) return false;
    return std::ranges::all_of(options_.prefixes, [this](const Prefix& bound) {
        const bool reserved = bound.prefix == "xml" || bound.prefix == "xmlns" || bound.ns.empty();
        if (reserved && !refuse(WriteErrc::bad_namespace)) return false;
        return declare(bound.prefix, bound.ns);
    });
}

bool Writer::declare(std::string_view prefix, std::string_view ns) {
    if ((ns == xmlns_ns || ns == xml_ns) && !refuse(WriteErrc::bad_namespace)) return false;
    out_.append(" ");
    if (!(prefix.empty() ? qualified({}, "xmlns") : qualified("xmlns", prefix))) return false;
    return escaped(ns, Place::attribute);
}

bool Writer::attributes(View element) {
    std::vector<std::string_view> made;  // namespaces for which this element declares prefixes
    for (const AttributeView& each : element.attributes()) {
        wrong_attribute_ = each.name;
        if (!attribute(each, made)) return false;
    }
    wrong_attribute_.reset();
    return true;
}

bool Writer::attribute(const AttributeView& attribute, std::vector<std::string_view>& made) {
    const std::string_view ns = attribute.name.ns;
    const bool is_xmlns = ns.empty() && attribute.name.tag == "xmlns";
    if ((is_xmlns || ns == xmlns_ns) && !refuse(WriteErrc::bad_namespace)) return false;
    std::string prefix;
    if (ns == xml_ns) prefix = "xml";
    else if (!ns.empty()) prefix = bound_prefix(ns);
    if (!ns.empty() && prefix.empty() && !made_prefix(ns, made, prefix)) return false;
    out_.push_back(' ');
    if (is_xmlns) out_.append(detail::replacement);  // for people only: as it is it would declare a namespace
    return qualified(prefix, attribute.name.tag) && escaped(attribute.value, Place::attribute);
}

/// Finds a prefix that no binding has, and declares it where the element has not done so.
bool Writer::made_prefix(std::string_view ns, std::vector<std::string_view>& made, std::string& prefix) {
    prefix = "ns";
    while (
        std::ranges::any_of(options_.prefixes, [&](const Prefix& bound) { return bound.prefix.starts_with(prefix); }))
        prefix.push_back('_');
    const auto known = std::ranges::find(made, ns);
    prefix.append(std::to_string(known - made.begin()));
    if (known != made.end()) return true;
    made.push_back(ns);
    return declare(prefix, ns);
}

bool Writer::qualified(std::string_view prefix, std::string_view tag) {
    if (!prefix.empty()) out_.append(prefix).push_back(':');
    if (detail::is_ncname(tag)) {
        out_.append(tag);
        return true;
    }
    if (!refuse(WriteErrc::bad_name)) return false;
    detail::append_as_ncname(tag, out_);
    return true;
}

bool Writer::escaped(std::string_view text, Place place) {
    if (place == Place::attribute) out_.append("='");
    if (!detail::append_escaped(text, place, forbidden_, out_)) return refuse(WriteErrc::forbidden_character);
    if (place == Place::attribute) out_.push_back('\'');
    return true;
}

std::string_view Writer::bound_prefix(std::string_view ns) const {
    for (const Prefix& bound : options_.prefixes)
        if (bound.ns == ns) return bound.prefix;
    return {};
}

std::string_view Writer::element_prefix(std::string_view ns) const {
    if (ns == default_ || ns.empty()) return {};
    return ns == xml_ns ? "xml" : bound_prefix(ns);
}

bool Writer::is_broken(std::uint32_t at) const {
    return options_.indent > 0 && !(at >= whole_from_ && at < whole_until_);
}

bool Writer::has_text(std::uint32_t at) const {
    return std::ranges::any_of(View(tree_, at).content(), [](const Content& piece) { return piece.is_text(); });
}

void Writer::line_break() {
    out_.push_back('\n');
    out_.append(static_cast<std::size_t>(options_.indent) * std::min(level_, max_indented_levels), ' ');
}

/// The tags down to what could not be written, fit to be shown: as many and as long as a line can take.
std::string Writer::place() const {
    constexpr std::size_t most = 16;
    constexpr std::size_t longest = 64;
    std::vector<std::string_view> tags;
    std::uint32_t at = wrong_node_;
    for (; at != none && tags.size() < most; at = at == first_ ? none : tree_.nodes[at].parent)
        tags.push_back(View(tree_, at).tag());
    std::string shown = at == none ? "" : ".../";
    for (auto tag = tags.rbegin(); tag != tags.rend(); ++tag) {
        if (tag != tags.rbegin()) shown.push_back('/');
        detail::append_as_ncname(tag->substr(0, longest), shown);
    }
    if (!wrong_attribute_) return shown;
    shown.append(wrong_attribute_->ns == xml_ns ? "@xml:" : "@");
    detail::append_as_ncname(wrong_attribute_->tag.substr(0, longest), shown);
    return shown;
}

/// Runs `write` on a writer that appends to `out`; when it fails, `out` is as it was.
template <class F>
Result<void> append(View element, std::string& out, const WriteOptions& options, F write) {
    const std::size_t before = out.size();
    Writer writer(element, options, Forbidden::refuse, out);
    if ((writer.*write)()) return {};
    out.resize(before);
    return writer.error();
}

}  // namespace

const std::error_category& write_category() {
    static const Category category("headstock.write", words);
    return category;
}

std::error_code make_error_code(WriteErrc code) { return {static_cast<int>(code), write_category()}; }

Result<void> write(View element, std::string& out, const WriteOptions& options) {
    return append(element, out, options, &Writer::write_all);
}

Result<void> write_start(View element, std::string& out, const WriteOptions& options) {
    return append(element, out, options, &Writer::write_start);
}

Result<void> write_escaped(std::string_view text, std::string& out) {
    const std::size_t before = out.size();
    if (detail::append_escaped(text, Place::anywhere, Forbidden::refuse, out)) return {};
    out.resize(before);
    return fail(WriteErrc::forbidden_character);
}

std::string View::xml() const {
    std::string out;
    Writer(*this, {}, Forbidden::replace, out).write_all();
    return out;
}

}  // namespace headstock::bridge
