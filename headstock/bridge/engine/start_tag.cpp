// SPDX-License-Identifier: MIT
#include "headstock/bridge/engine/start_tag.hpp"

#include <string_view>

#include "headstock/bridge/engine/characters.hpp"
#include "headstock/bridge/engine/reference.hpp"
#include "headstock/bridge/engine/scan.hpp"

namespace headstock::bridge::detail {

Progress StartTag::fail(ParseErrc code, const char* at, const char* seen) {
    fault_ = {code, offset(at), offset(seen)};
    return Progress::failed;
}

Progress StartTag::finish(bool empty) {
    empty_ = empty;
    end_ = offset(at_) + (empty ? 2 : 1);
    return Progress::done;
}

Progress StartTag::read(const char* chars, Offset start, const Limits& limits) {
    chars_ = chars;
    at_ = chars + start + 1;
    limits_ = limits;
    start_ = start;
    normal_ = true;
    attributes_.clear();
    if (const Progress progress = read_name(name_); progress != Progress::done) return progress;
    for (;;) {
        const char* const before = at_;
        at_ = skip_spaces(at_);
        if (*at_ == '>') return finish(false);
        if (*at_ == '/') {
            if (at_[1] == '>') return finish(true);
            return at_[1] == '\0' ? Progress::wait : fail(ParseErrc::not_well_formed, at_, at_ + 1);
        }
        if (at_ == before || *at_ == '\0') return wait_or_fail();
        if (const Progress progress = read_attribute(); progress != Progress::done) return progress;
    }
}

Progress StartTag::read_name(RawName& name) {
    const char* const begin = at_;
    const auto too_long = [&] { return static_cast<Offset>(at_ - begin) > limits_.name; };
    name = {offset(begin), 0, 0};
    at_ = skip_name(begin);
    if (too_long()) return fail(ParseErrc::name_too_long, begin, begin + limits_.name);
    if (at_ == begin) return wait_or_fail();
    const char* local = begin;
    if (*at_ == ':') {
        name.prefix_length = static_cast<std::uint16_t>(at_ - begin);
        local = at_ + 1;
        at_ = skip_name(local);
        if (too_long()) return fail(ParseErrc::name_too_long, begin, begin + limits_.name);
        if (at_ == local || *at_ == ':') return wait_or_fail();
    }
    name.length = static_cast<std::uint16_t>(at_ - local);
    return Progress::done;
}

Progress StartTag::read_attribute() {
    if (attributes_.size() >= limits_.attributes) return fail(ParseErrc::too_many_attributes, at_);
    RawAttribute& attribute = attributes_.emplace_back();
    if (const Progress progress = read_name(attribute.name); progress != Progress::done) return progress;
    const RawName& name = attribute.name;
    const std::string_view decisive(chars_ + name.at, name.prefix_length == 0 ? name.length : name.prefix_length);
    attribute.declares = decisive == "xmlns";
    if (const Progress progress = read_equals(); progress != Progress::done) return progress;
    return read_value(attribute);
}

Progress StartTag::read_equals() {
    at_ = skip_spaces(at_);
    if (*at_ != '=') return wait_or_fail();
    at_ = skip_spaces(at_ + 1);
    return *at_ == '\'' || *at_ == '"' ? Progress::done : wait_or_fail();
}

Progress StartTag::read_value(RawAttribute& attribute) {
    const char quote = *at_++;
    attribute.value = offset(at_);
    for (;;) {
        at_ = find_value_stop(at_, quote);
        if (*at_ == quote) break;
        if (*at_ == '\0' || *at_ == '<') return wait_or_fail();
        attribute.normal = normal_ = false;
        if (*at_ != '&') {
            ++at_;
            continue;
        }
        const Reference reference = read_reference(at_, limits_.name);
        if (reference.progress == Progress::failed) return fail(reference.code, at_, at_ + reference.length);
        if (reference.progress == Progress::wait) return Progress::wait;
        at_ += reference.length;
    }
    attribute.value_length = offset(at_) - attribute.value;
    ++at_;
    return Progress::done;
}

void StartTag::shrink() {
    if (attributes_.capacity() > 64) std::vector<RawAttribute>().swap(attributes_);
}

}  // namespace headstock::bridge::detail
