// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/base/error.hpp"
#include "headstock/bridge/view.hpp"

namespace headstock::bridge {

/// A way to an element: `/{ns}a/b[@x="v"]/c`, as `Dispatcher::on_path` explains it.
class Path {
public:
    /// Reads a path. Fails with `std::errc::invalid_argument` and says where it cannot be understood.
    [[nodiscard]] static Result<Path> parse(std::string_view text);

    /// Whether the path leads to `element`. Looks at it and at those around it.
    [[nodiscard]] bool leads_to(View element) const;
    /// The tag of the elements it leads to.
    [[nodiscard]] std::string_view last_tag() const { return steps_.back().tag; }

private:
    struct Test {
        std::string tag;
        std::string ns;
        std::optional<std::string> value;  ///< nothing: it only has to be there
    };
    struct Step {
        std::string tag;
        std::optional<std::string> ns;  ///< nothing: any
        std::optional<Test> test;
        [[nodiscard]] bool fits(View element) const;
    };
    class Reader;

    std::vector<Step> steps_;
    bool from_root_ = false;
};

}  // namespace headstock::bridge
