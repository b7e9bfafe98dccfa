// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>

#include "headstock/core/stream.hpp"

namespace headstock::testing {

/// What became of the messages that one has written to another. Each begins with a name of its own.
class Ledger {
public:
    static constexpr std::size_t name_size = 8;
    [[nodiscard]] static std::string name_of(bridge::View message);

    /// Sends, and keeps account of it. Gives whether it was accepted.
    bool write(core::Stream& stream, const core::Jid& to, const std::string& name, std::size_t padding);
    /// Notes what the other has received.
    void received(const core::Message& message) { ++received_[name_of(message.view())]; }
    /// Notes what the writer was given back: by another's error, or by their own stream.
    void returned(const core::Message& message) { ++returned_[name_of(message.view())]; }
    void undelivered(bridge::View message) { ++undelivered_[name_of(message)]; }

    [[nodiscard]] std::size_t accepted() const { return accepted_.size(); }
    /// What went wrong, empty where nothing did. Each must be acknowledged or have failed, once; what was acknowledged
    /// must have arrived or come back, and nothing may have arrived twice, but where `may_repeat`: a server that has
    /// given up on a session may tell what it had not heard the end of. Nobody can know better.
    [[nodiscard]] std::string judge(bool may_repeat) const;

private:
    [[nodiscard]] std::string judge(const std::string& name, bool may_repeat) const;

    std::set<std::string> accepted_;
    std::map<std::string, int> sent_, acked_, failed_, received_, returned_, undelivered_;
};

}  // namespace headstock::testing
