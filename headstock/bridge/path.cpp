// SPDX-License-Identifier: MIT
#include "headstock/bridge/path.hpp"

#include <utility>

#include "headstock/bridge/characters.hpp"

namespace headstock::bridge {

/// Reads a path from left to right. Each function takes what it says and tells whether that was there.
class Path::Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<Path> read() {
        Path path;
        path.from_root_ = take('/');
        do {
            if (!step(path.steps_.emplace_back())) return refuse();
        } while (take('/'));
        if (at_ != text_.size()) return refuse();
        return path;
    }

private:
    bool take(char c) {
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool take_up_to(std::string_view stops, std::string& out) {
        const std::size_t end = text_.find_first_of(stops, at_);
        out = text_.substr(at_, end - at_);
        at_ = end == std::string_view::npos ? text_.size() : end;
        return end != std::string_view::npos;
    }
    bool name(std::string& tag) {
        const std::size_t begin = at_;
        take_up_to("/[]=", tag);
        if (!tag.empty() && detail::is_ncname(tag)) return true;
        at_ = begin;
        return false;
    }
    bool in_braces(std::string& ns) { return take_up_to("}", ns) && take('}'); }

    bool step(Step& step) {
        if (take('{') && !in_braces(step.ns.emplace())) return false;
        if (!name(step.tag)) return false;
        return !take('[') || test(step.test.emplace());
    }
    bool test(Test& test) {
        if (!take('@') || (take('{') && !in_braces(test.ns)) || !name(test.tag)) return false;
        if (take('=') && !quoted(test.value.emplace())) return false;
        return take(']');
    }
    bool quoted(std::string& value) {
        if (take('"')) return take_up_to("\"", value) && take('"');
        return take('\'') && take_up_to("'", value) && take('\'');
    }

    Result<Path> refuse() const {
        return fail(std::make_error_code(std::errc::invalid_argument),
                    "no path at character " + std::to_string(at_ + 1) + " of \"" + std::string(text_) + "\"");
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Result<Path> Path::parse(std::string_view text) { return Reader(text).read(); }

bool Path::Step::fits(View element) const {
    if (element.tag() != tag || (ns && element.ns() != *ns)) return false;
    if (!test) return true;
    const auto value = element.attribute(Name{test->tag, test->ns});
    return value && (!test->value || *value == *test->value);
}

bool Path::leads_to(View element) const {
    std::optional<View> at = element;
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
        if (!at || !step->fits(*at)) return false;
        at = at->parent();
    }
    return !from_root_ || !at;
}

}  // namespace headstock::bridge
