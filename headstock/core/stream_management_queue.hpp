// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <list>
#include <string_view>

#include "headstock/base/error.hpp"
#include "headstock/base/subscription.hpp"
#include "headstock/bridge/element.hpp"
#include "headstock/core/stream_delivery.hpp"

namespace headstock::core {

namespace ns {
inline constexpr std::string_view stream_management = "urn:xmpp:sm:3";
}

/// The counters of stream management (XEP-0198 §4), on either side of a stream: what was sent and waits to be
/// acknowledged, in order, and how much was received. Counters are numbers modulo 2^32, as the specification has them.
class AckQueue {
public:
    struct Entry {
        bridge::Element stanza;
        std::size_t size;  ///< as it was written
        headstock::detail::Ref<detail::DeliveryReport> report;
    };
    using Entries = std::list<Entry>;

    AckQueue() = default;
    /// Goes on where another has left off.
    AckQueue(std::uint32_t acknowledged, std::uint32_t handled) : acknowledged_(acknowledged), handled_(handled) {}

    /// Whether an element counts: a message, presence or iq.
    [[nodiscard]] static bool counts(bridge::View element);
    /// Keeps a copy of `stanza`, which was written in `size` bytes.
    void sent(bridge::View stanza, std::size_t size, headstock::detail::Ref<detail::DeliveryReport> report = {});
    /// Counts a stanza of the peer's.
    void received() { ++handled_; }
    /// Takes the `h` that `carrier` has, and gives what it covers. Fails, and keeps everything, with
    /// `Errc::malformed_ack` where it has none, and with `Errc::handled_too_high` where it is more than was sent or
    /// less than before.
    Result<Entries> acknowledge(bridge::View carrier);

    /// An element that says how many stanzas were received, as <a/> does.
    [[nodiscard]] bridge::Element counter(std::string_view tag) const;
    /// What the stream error says to a peer whose `h` was too high (XEP-0198 §6).
    [[nodiscard]] bridge::Element complaint() const;

    [[nodiscard]] const Entries& waiting() const { return entries_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::uint32_t acknowledged() const { return acknowledged_; }
    [[nodiscard]] std::uint32_t handled() const { return handled_; }
    /// Gives all that waits, and forgets it.
    [[nodiscard]] Entries take();

private:
    Entries entries_;  // a list: nothing is allocated until something is sent
    std::size_t bytes_ = 0;
    std::uint32_t acknowledged_ = 0;
    std::uint32_t handled_ = 0;
    std::uint32_t wrong_ = 0;
};

}  // namespace headstock::core
