// SPDX-License-Identifier: MIT
#include "headstock/extensions/result_set_pager.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace headstock::result_set {
namespace {

std::uint32_t to_count(std::size_t number) {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(number, most));
}

std::unexpected<Error> not_found(std::string_view what) {
    return fail(make_error_code(core::StanzaCondition::item_not_found), std::string(what));
}

}  // namespace

std::optional<Page> Pager::next() const {
    if (ended_) return std::nullopt;
    Page page = first(max_);
    if (direction_ == Direction::backward) page.before = cursor_.value_or("");
    else page.after = cursor_;
    return page;
}

void Pager::take(const std::optional<Page>& answer, std::size_t items, bool is_complete) {
    ended_ = true;
    if (!answer || items == 0 || is_complete) return;
    if (direction_ == Direction::forward) cursor_ = answer->last;
    else cursor_ = answer->first ? std::optional(answer->first->id) : std::nullopt;
    if (!cursor_ || cursor_->empty()) return;
    cut_short_ = seen_.size() + 1 >= max_pages || !seen_.insert(*cursor_).second;
    ended_ = cut_short_;
}

Result<Slice> slice(const Page& asked, std::size_t total, std::size_t limit,
                    const std::function<std::optional<std::size_t>(std::string_view id)>& place) {
    assert(limit > 0 && "pages need room");
    Slice whole{0, total};
    if (asked.after && !asked.after->empty()) {
        const auto found = place(*asked.after);
        if (!found || *found >= total) return not_found(*asked.after);
        whole.begin = *found + 1;
    }
    if (asked.before && !asked.before->empty()) {
        const auto found = place(*asked.before);
        if (!found || *found >= total) return not_found(*asked.before);
        whole.end = std::max(*found, whole.begin);
    }
    if (asked.index) {
        if (*asked.index > total) return not_found("index " + std::to_string(*asked.index));
        whole.begin = std::min<std::size_t>(*asked.index, whole.end);
    }
    const std::size_t size = std::min({whole.size(), limit, std::size_t{asked.max.value_or(to_count(limit))}});
    const bool is_backward = asked.before && !asked.after && !asked.index;
    if (is_backward) whole.begin = whole.end - size;
    else whole.end = whole.begin + size;
    return whole;
}

Page describe(const Slice& slice, std::size_t total, const std::function<std::string(std::size_t place)>& id) {
    Page page;
    page.count = to_count(total);
    if (slice.size() == 0) return page;
    page.first.emplace();
    page.first->index = to_count(slice.begin);
    page.first->id = id(slice.begin);
    page.last = id(slice.end - 1);
    return page;
}

}  // namespace headstock::result_set
