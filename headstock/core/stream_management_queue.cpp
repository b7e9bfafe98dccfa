// SPDX-License-Identifier: MIT
#include "headstock/core/stream_management_queue.hpp"

#include <string>
#include <utility>

#include "headstock/base/number.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {

bool AckQueue::counts(bridge::View element) {
    const std::string_view tag = element.tag();
    return (tag == "message" || tag == "iq" || tag == "presence") && element.ns() == ns::client;
}

void AckQueue::sent(bridge::View stanza, std::size_t size, headstock::detail::Ref<detail::DeliveryReport> report) {
    entries_.push_back({stanza.own(), size, std::move(report)});
    bytes_ += size;
}

Result<AckQueue::Entries> AckQueue::acknowledge(bridge::View carrier) {
    const Result<std::uint32_t> h = read_number<std::uint32_t>(carrier.attribute("h").value_or(""));
    if (!h) return fail(Errc::malformed_ack, h.error().text);
    const std::uint32_t covered = *h - acknowledged_;  // modulo 2^32: one that goes back is as one far ahead
    if (covered > entries_.size()) {
        wrong_ = *h;
        const std::uint32_t sent = acknowledged_ + static_cast<std::uint32_t>(entries_.size());
        return fail(Errc::handled_too_high, std::to_string(*h) + " of " + std::to_string(sent));
    }
    Entries done;
    done.splice(done.end(), entries_, entries_.begin(), std::next(entries_.begin(), covered));
    for (const Entry& entry : done) bytes_ -= entry.size;
    acknowledged_ = *h;
    return done;
}

bridge::Element AckQueue::counter(std::string_view tag) const {
    return bridge::Element(tag, ns::stream_management).attribute("h", std::to_string(handled_));
}

bridge::Element AckQueue::complaint() const {
    const std::uint32_t sent = acknowledged_ + static_cast<std::uint32_t>(entries_.size());
    return bridge::Element("handled-count-too-high", ns::stream_management)
        .attribute("h", std::to_string(wrong_))
        .attribute("send-count", std::to_string(sent));
}

AckQueue::Entries AckQueue::take() {
    bytes_ = 0;
    acknowledged_ += static_cast<std::uint32_t>(entries_.size());
    return std::exchange(entries_, {});
}

}  // namespace headstock::core
