// SPDX-License-Identifier: MIT
#include "headstock/base/error.hpp"

namespace headstock {

std::string Error::message() const {
    std::string line = code.message();
    if (!text.empty()) line.append(": ").append(text);
    return line;
}

}  // namespace headstock
