// SPDX-License-Identifier: MIT
#include "headstock/network/srv.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "headstock/network/host_name.hpp"

namespace headstock::network {
namespace {

// Of records that name the same place, the one with the best priority stays.
void clean(std::vector<SrvRecord>& records) {
    std::erase_if(records, [](const SrvRecord& record) { return record.denies() || record.port == 0; });
    for (SrvRecord& record : records) record.host = canonical_host(record.host);
    const auto place = [](const SrvRecord& r) { return std::tie(r.host, r.port, r.direct_tls); };
    std::ranges::sort(records, {},
                      [](const SrvRecord& r) { return std::tie(r.host, r.port, r.direct_tls, r.priority, r.weight); });
    const auto repeated = std::ranges::unique(records, {}, place);
    records.erase(repeated.begin(), repeated.end());
}

void shuffle(std::span<SrvRecord> records, Random& random) {
    for (std::size_t left = records.size(); left > 1; --left)
        std::swap(records[left - 1], records[static_cast<std::size_t>(random.below(left))]);
}

// RFC 2782: records of weight 0 stand first, and the draw is from 0 to the sum, so that they have a small chance.
std::size_t draw(std::span<const SrvRecord> group, Random& random) {
    std::uint64_t sum = 0;
    for (const SrvRecord& record : group) sum += record.weight;
    std::uint64_t drawn = random.below(sum + 1);
    std::size_t chosen = 0;
    while (group[chosen].weight < drawn) drawn -= group[chosen++].weight;
    return chosen;
}

void append_by_weight(std::span<SrvRecord> group, Random& random, std::vector<Target>& targets) {
    shuffle(group, random);
    std::ranges::partition(group, [](const SrvRecord& record) { return record.weight == 0; });
    while (!group.empty() && targets.size() < max_targets) {
        const std::size_t chosen = draw(group, random);
        SrvRecord& record = group[chosen];
        targets.push_back(Target{std::move(record.host), record.port, record.direct_tls});
        std::ranges::rotate(group.first(chosen + 1), group.begin() + static_cast<std::ptrdiff_t>(chosen));
        group = group.subspan(1);
    }
}

}  // namespace

std::vector<Target> order_targets(std::vector<SrvRecord> records, Random& random) {
    clean(records);
    std::ranges::sort(records, {}, &SrvRecord::priority);
    std::vector<Target> targets;
    for (std::span<SrvRecord> rest(records); !rest.empty();) {
        const auto same = [&](const SrvRecord& record) { return record.priority == rest.front().priority; };
        const auto size = static_cast<std::size_t>(std::ranges::find_if_not(rest, same) - rest.begin());
        append_by_weight(rest.first(size), random, targets);
        rest = rest.subspan(size);
    }
    return targets;
}

}  // namespace headstock::network
