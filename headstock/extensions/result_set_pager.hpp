// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "headstock/core/stanza_error.hpp"
#include "headstock/extensions/result_set.hpp"

/// Result Set Management (XEP-0059): going through a list to its end, and cutting the pages of one of our own.
namespace headstock::result_set {

enum class Direction { forward, backward };

/// Goes through a list page by page, until nothing more comes:
///
///     for (Pager pager(Direction::forward, 50); const auto page = pager.next();) {
///         …ask with *page…
///         pager.take(answer.page, answer.items.size());
///     }
///
/// A page that leads back to where we were ends it, so that no peer keeps us turning pages for ever.
class Pager {
public:
    /// Pages that are asked for at most.
    static constexpr std::size_t max_pages = 10'000;

    explicit Pager(Direction direction, std::uint32_t max = 50) : direction_(direction), max_(max) {}

    /// What to ask next; nothing once there is no more.
    [[nodiscard]] std::optional<Page> next() const;
    /// Tells what was answered, and how many items came with it; `is_complete` where the answer says that it was the
    /// last page.
    void take(const std::optional<Page>& answer, std::size_t items, bool is_complete = false);
    /// Whether it ended because the pages began to repeat themselves, or were too many.
    [[nodiscard]] bool was_cut_short() const { return cut_short_; }

private:
    Direction direction_;
    std::uint32_t max_;
    std::optional<std::string> cursor_;
    std::set<std::string, std::less<>> seen_;
    bool ended_ = false;
    bool cut_short_ = false;
};

/// Items from `begin` to before `end`.
struct Slice {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
    friend bool operator==(const Slice&, const Slice&) = default;
};

/// Which of `total` items in order `asked` wants, never more than `limit`, which is above 0. `place` gives where the
/// item of an id stands. Fails with `StanzaCondition::item_not_found`, as is to be answered, where there is no such
/// item.
[[nodiscard]] Result<Slice> slice(const Page& asked, std::size_t total, std::size_t limit,
                                  const std::function<std::optional<std::size_t>(std::string_view id)>& place);
/// What to answer beside those items; `id` gives the id of the item at a place.
[[nodiscard]] Page describe(const Slice& slice, std::size_t total,
                            const std::function<std::string(std::size_t place)>& id);

}  // namespace headstock::result_set
