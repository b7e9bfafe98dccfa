// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <string_view>

#include "headstock/core/round_trip.hpp"

namespace headstock::samples {

/// Reads what a specification prints, expects that writing it gives the same, and gives it.
template <bridge::Payload T>
T as_printed(std::string_view xml) {
    const auto element = bridge::parse_element(xml);
    if (!element) return ADD_FAILURE() << element.error().message() << "\n" << xml, T{};
    const Result<T> value = bridge::read<T>(*element);
    if (!value) return ADD_FAILURE() << value.error().message() << "\n" << xml, T{};
    EXPECT_EQ(bridge::write(*value), *element) << bridge::write(*value).xml();
    return *value;
}

/// The text of the error that reading gives.
template <bridge::Payload T>
std::string wrong(std::string_view xml) {
    const Result<T> value = bridge::read<T>(bridge::parse_element(xml).value());
    return value ? "nothing was wrong" : value.error().text;
}

}  // namespace headstock::samples
