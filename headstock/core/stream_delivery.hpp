// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <utility>

namespace headstock::core {

/// What has become of something that was sent.
enum class Delivery {
    sent,    ///< it left our output for the transport
    acked,   ///< the server says that it has taken it over; only with stream management
    failed,  ///< it was not sent, or nobody said that it arrived: whoever wants it to arrive sends it again
};

namespace detail {

/// Tells one sender what becomes of a stanza: `sent` at most once, and nothing behind `acked` or `failed`. Counted, as
/// it is known to the output and to the queue of the unacknowledged.
class DeliveryReport {
public:
    explicit DeliveryReport(std::function<void(Delivery)> told) : told_(std::move(told)) {}
    void tell(Delivery delivery) {
        if (over_ || (sent_ && delivery == Delivery::sent)) return;
        sent_ = true;
        over_ = delivery != Delivery::sent;
        const std::function<void(Delivery)> told = over_ ? std::exchange(told_, nullptr) : told_;
        told(delivery);
    }

    void retain() noexcept { ++references_; }
    void release() noexcept {
        if (--references_ == 0) delete this;
    }

private:
    std::function<void(Delivery)> told_;
    int references_ = 0;
    bool sent_ = false;
    bool over_ = false;
};

}  // namespace detail
}  // namespace headstock::core
