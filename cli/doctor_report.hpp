// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "cli/doctor_probe.hpp"
#include "cli/doctor_ways.hpp"
#include "cli/exit_codes.hpp"
#include "cli/json.hpp"

namespace headstock::cli {

/// How bad it is: a note is nothing wrong, a warning works and should be better, a problem keeps clients out or betrays
/// them.
enum class Severity { ok, note, warning, problem };
[[nodiscard]] std::string_view word(Severity severity);

/// One way, and what was seen on it.
struct Look {
    Way way;
    std::optional<Error> unreached;  ///< why there is no connection
    std::optional<Error> distrust;   ///< why the certificate is not to be believed; then the rest was seen all the same
    Seen seen;

    [[nodiscard]] bool verified() const { return seen.encryption && !distrust; }
};

/// What there is to say of a domain, and what to do about it.
struct Finding {
    Severity severity = Severity::note;
    std::string key;  ///< for programs; it never changes
    std::string text;
    Exit exit = Exit::other;        ///< of a problem
    std::vector<std::size_t> ways;  ///< that it is about, from 1; none: the domain

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// All that was seen of a domain.
struct Report {
    std::string domain;
    std::time_t now = 0;
    bool by_dns = false;  ///< the ways are those that DNS tells
    std::vector<Service> services;
    std::vector<Look> looks;
    std::vector<Finding> findings;

    /// That of the worst finding.
    [[nodiscard]] Severity verdict() const;
    /// 0 up to notes, 1 for warnings, for problems that of the first.
    [[nodiscard]] Exit exit() const;
};

/// The report as the fields of one JSON object.
[[nodiscard]] Value::Fields report_fields(const Report& report);
/// The report as lines for people, safe to show.
[[nodiscard]] std::string report_text(const Report& report);

}  // namespace headstock::cli
