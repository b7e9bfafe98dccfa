// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "cli/json.hpp"
#include "cli/stop.hpp"

#include "headstock/base/error.hpp"

namespace headstock::cli {

/// What the tool says: results on the standard output, as lines for people or as JSON, one object a line; all else on
/// the standard error. A line is written with one call, at once, and never holds up a stop.
class Output {
public:
    /// `stop` must outlive it.
    Output(const Stop& stop, bool json, int out = 1, int err = 2) : stop_(stop), json_(json), out_(out), err_(err) {}

    /// Says a result: `line` to people, or the event with its fields. The line is safe to show already.
    void result(std::string_view event, Value::Fields fields, std::string_view line);
    /// The same for what is no result: people are told on the standard error.
    void note(std::string_view event, Value::Fields fields, std::string_view line);
    /// Says what went wrong, and what may help, on the standard error; with JSON the event `error` says it too.
    void error(const Error& error);
    /// Says a line on the standard error.
    void diagnose(std::string_view line);

    [[nodiscard]] bool json() const { return json_; }
    /// Why no more can be written; `std::errc::broken_pipe` where the reader has gone.
    [[nodiscard]] const std::optional<std::error_code>& broken() const { return broken_; }

private:
    void line(std::string text);
    void event(std::string_view name, Value::Fields fields);

    const Stop& stop_;
    bool json_;
    int out_;
    int err_;
    std::optional<std::error_code> broken_;
};

}  // namespace headstock::cli
