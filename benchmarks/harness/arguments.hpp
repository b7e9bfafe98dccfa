// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace headstock::bench {

/// The command line of a benchmark: `--name value` pairs. All take --rounds, and --json for the file to append to.
class Arguments {
public:
    /// Ends the program with `usage` on anything that is not a pair, or on a name that `usage` does not mention.
    Arguments(int argc, char** argv, std::string_view usage);

    [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise) const;
    [[nodiscard]] std::size_t number(std::string_view name, std::size_t otherwise) const;
    [[nodiscard]] int rounds() const { return static_cast<int>(number("rounds", 7)); }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace headstock::bench
