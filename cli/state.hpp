// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "cli/files.hpp"

#include "headstock/core/roster.hpp"

namespace headstock::cli {

/// A directory that keeps what is worth knowing at the next call. Only we can enter it, and one process at a time.
class State {
public:
    /// Makes the directory if need be, and locks it. Fails with `Errc::unsafe_file` where others may enter, with
    /// `Errc::state_in_use`, and with `Errc::bad_file`.
    [[nodiscard]] static Result<State> open(const std::string& directory);

    /// The path of a file in it.
    [[nodiscard]] std::string path(std::string_view name) const { return directory_ + "/" + std::string(name); }

private:
    State(std::string directory, Descriptor lock) : directory_(std::move(directory)), lock_(std::move(lock)) {}
    std::string directory_;
    Descriptor lock_;
};

/// The roster of one account in a JSON file, with its version.
class RosterFile final : public core::RosterCache {
public:
    static constexpr std::size_t max_size = 64U << 20U;

    /// Calls `warn` with what went wrong: a roster that is not kept is fetched anew, no more.
    RosterFile(std::string path, core::Jid account, std::function<void(const Error&)> warn)
        : path_(std::move(path)), account_(std::move(account)), warn_(std::move(warn)) {}

    std::optional<core::RosterQuery> load() override;
    void save(const core::RosterQuery& roster) override;

private:
    std::string path_;
    core::Jid account_;
    std::function<void(const Error&)> warn_;
};

}  // namespace headstock::cli
