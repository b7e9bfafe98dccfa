// SPDX-License-Identifier: MIT
#pragma once
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace headstock::bench {

/// What was measured, for those who make tables of it: one JSON object a line.
class Report {
public:
    /// Appends to `path`; an empty one is nowhere.
    explicit Report(const std::string& path) {
        if (!path.empty()) out_.open(path, std::ios::app);
    }
    void add(const nlohmann::json& row) {
        if (out_.is_open()) out_ << row.dump() << '\n';
    }

private:
    std::ofstream out_;
};

}  // namespace headstock::bench
