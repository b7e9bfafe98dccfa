// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "headstock/base/subscription.hpp"
#include "headstock/core/stream.hpp"

namespace headstock::client {

/// When a log begins a new file, and what becomes of the old ones.
struct StanzaLogOptions {
    std::size_t max_size = 10U << 20U;  ///< bytes of a file; a line that alone is longer has one for itself
    std::size_t keep = 5;               ///< old files, as FILE.1 (the youngest) to FILE.5; older ones are removed
};

/// Writes all that streams send and receive into a file that only its owner may read, as `core::TraceLines` says it:
/// one line for each element, secrets blotted out. What follows a failure to write is not logged: the streams go on.
class StanzaLog {
public:
    /// Opens the file, to write behind what it holds. Fails where it is no file of ours, or a link.
    [[nodiscard]] static Result<StanzaLog> open(std::string path, StanzaLogOptions options = {});
    StanzaLog(StanzaLog&&) noexcept;
    StanzaLog& operator=(StanzaLog&&) noexcept;
    ~StanzaLog();

    /// Logs `stream` for as long as the subscription lives. The log must outlive it.
    [[nodiscard]] Subscription follow(core::Stream& stream);
    /// Calls `handler`, one alone, with why it cannot be written any more.
    void on_failure(std::function<void(const Error&)> handler);

private:
    struct File;
    explicit StanzaLog(std::unique_ptr<File> file);
    std::unique_ptr<File> file_;
};

}  // namespace headstock::client
