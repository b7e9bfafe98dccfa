// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/doctor_report.hpp"

/// The parts of `judge`. Internal.
namespace headstock::cli {

/// Findings as they are made.
class Judgement {
public:
    /// Says which way the next ones are about, from 1; 0: the domain.
    void about(std::size_t way) { way_ = way; }
    void note(std::string_view key, std::string text) { add(Severity::note, key, std::move(text), Exit::ok); }
    void warning(std::string_view key, std::string text) { add(Severity::warning, key, std::move(text), Exit::other); }
    void problem(std::string_view key, Exit exit, std::string text) {
        add(Severity::problem, key, std::move(text), exit);
    }
    /// All, the worst first.
    [[nodiscard]] std::vector<Finding> take() { return std::move(findings_); }

private:
    void add(Severity severity, std::string_view key, std::string text, Exit exit);

    std::size_t way_ = 0;
    std::vector<Finding> findings_;
};

/// Judges what was seen on a way that was reached.
void judge_look(const Report& report, const Look& look, Judgement& judgement);

/// Judges the logins that are offered inside TLS.
void judge_logins(const Look& look, Judgement& judgement);

}  // namespace headstock::cli
