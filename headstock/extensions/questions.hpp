// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "headstock/core/stream.hpp"

namespace headstock {

/// The questions that a module asks by itself: once it goes, their answers are told to nobody.
class Questions {
public:
    /// `stream` must outlive it.
    explicit Questions(core::Stream& stream) : stream_(stream) {}
    Questions(const Questions&) = delete;
    Questions& operator=(const Questions&) = delete;
    ~Questions() {
        for (const auto& [key, request] : open_) stream_.router().forget(request);
    }

    /// Asks as `Stream::ask`.
    template <class Answer>
    void ask(core::Request<Answer> request, std::function<void(Result<Answer>)> done) {
        const std::uint64_t key = ++last_;
        open_.emplace(key, core::RequestId{});
        const core::RequestId id =
            stream_.ask<Answer>(std::move(request), [this, key, done = std::move(done)](Result<Answer> answer) {
                open_.erase(key);
                done(std::move(answer));
            });
        if (const auto still = open_.find(key); still != open_.end()) still->second = id;
    }
    [[nodiscard]] std::size_t open() const { return open_.size(); }

private:
    core::Stream& stream_;
    std::uint64_t last_ = 0;
    std::map<std::uint64_t, core::RequestId> open_;
};

}  // namespace headstock
