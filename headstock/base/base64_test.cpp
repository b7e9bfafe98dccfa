// SPDX-License-Identifier: MIT
#include "headstock/base/base64.hpp"

#include <gtest/gtest.h>

#include <array>

namespace headstock {
namespace {

TEST(Base64, vectors_of_rfc_4648) {
    const std::array<std::pair<const char*, const char*>, 7> vectors{{{"", ""},
                                                                      {"f", "Zg=="},
                                                                      {"fo", "Zm8="},
                                                                      {"foo", "Zm9v"},
                                                                      {"foob", "Zm9vYg=="},
                                                                      {"fooba", "Zm9vYmE="},
                                                                      {"foobar", "Zm9vYmFy"}}};
    for (const auto& [plain, encoded] : vectors) {
        EXPECT_EQ(to_base64(plain), encoded);
        EXPECT_EQ(from_base64(encoded).value(), plain);
    }
}

TEST(Base64, all_octets_survive) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
    for (std::size_t n = 0; n <= bytes.size(); ++n)
        EXPECT_EQ(from_base64(to_base64(bytes.substr(0, n))).value(), bytes.substr(0, n));
}

TEST(Base64, refuses_what_is_not_strict) {
    for (const char* text :
         {"Zg", "Zg=", "Zg==\n", "Z g=", "Zh==", "Zm9=", "=", "====", "Z===", "Zg==Zg==", "Zm9-", "\xc3\xa9=="})
        EXPECT_FALSE(from_base64(text)) << text;
}

TEST(Base64, names_the_wrong_character) {
    EXPECT_EQ(from_base64("Zm9v!m9v").error().text, "base64: not a base64 digit at character 4");
}

}  // namespace
}  // namespace headstock
