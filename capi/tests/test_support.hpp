// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "capi/headstock.h"

#include "headstock/bridge/json_values.hpp"

/// What the tests of the C interface share: they call nothing of headstock but what is in its header.
namespace headstock::capi::test {

using bridge::Json;

inline std::string text(hs_text given) { return {given.data, given.length}; }

inline std::string last_error(hs_handle handle = 0) {
    hs_text words{};
    return hs_last_error(handle, &words) == HS_OK ? text(words) : "";
}

/// What a function of the form (handle, &text) gives; its status where it gives none.
template <class Function, class... Args>
std::string given(Function function, Args... args) {
    hs_text found{};
    const hs_status status = function(args..., &found);
    return status == HS_OK ? text(found) : "status " + std::to_string(status);
}

inline hs_element parsed(std::string_view xml) {
    hs_element element = 0;
    EXPECT_EQ(hs_element_parse(xml.data(), xml.size(), &element), HS_OK) << last_error();
    return element;
}

}  // namespace headstock::capi::test
