// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "headstock/base/clock.hpp"
#include "headstock/core/trace.hpp"

namespace headstock::core {

/// Makes lines for a log of what a stream traces: a line for each element, with the time (UTC), the way it went, and
/// for the answer to a question of ours how long it took:
///
///     2026-11-23T01:37:29.123456Z out <iq xmlns='jabber:client' type='get' id='7'><ping xmlns='urn:xmpp:ping'/></iq>
///     2026-11-23T01:37:29.136Z in 12.5ms <iq xmlns='jabber:client' type='result' id='7'/>
///
/// A character that ends a line or could steer a terminal is written as a character reference: the XML means the same.
class TraceLines {
public:
    /// How many questions are waited for at a time; for the oldest beyond that no time is told.
    static constexpr std::size_t max_open = 1'000;

    /// `clock` must outlive it.
    explicit TraceLines(const Clock& clock = system_clock()) : clock_(clock) {}

    /// The line for what `Stream::on_trace` told, with a newline at its end.
    [[nodiscard]] std::string line(Direction direction, std::string_view xml);

private:
    struct Question {
        std::string id;
        std::string to;
        Instant asked;
    };
    void asked(std::string_view xml);
    [[nodiscard]] std::optional<Duration> answered(std::string_view xml);

    const Clock& clock_;
    std::deque<Question> open_;
};

}  // namespace headstock::core
