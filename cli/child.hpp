// SPDX-License-Identifier: MIT
#pragma once
#include <sys/types.h>

#include <string>

#include "cli/files.hpp"
#include "cli/stop.hpp"

#include "headstock/base/error.hpp"

namespace headstock::cli {

/// A command of the shell that runs beside us; ended when this goes.
class Child {
public:
    /// Starts `command` with nothing to read, and the standard error that is ours.
    [[nodiscard]] static Result<Child> shell(const std::string& command, const Stop& stop);

    Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)), output_(std::move(other.output_)) {}
    Child& operator=(Child&&) = delete;
    ~Child();

    /// What it writes, to be read.
    [[nodiscard]] int output() const { return output_.get(); }
    /// Reads no more, and waits for its end: its exit code, or 128 and the signal that ended it.
    [[nodiscard]] Result<int> wait(const Stop& stop);

private:
    Child(pid_t pid, Descriptor output) : pid_(pid), output_(std::move(output)) {}
    pid_t pid_;
    Descriptor output_;
};

}  // namespace headstock::cli
