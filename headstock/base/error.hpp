// SPDX-License-Identifier: MIT
#pragma once
#include <expected>
#include <string>
#include <system_error>
#include <utility>

namespace headstock {

/// What went wrong: a code, whose category names the layer, and what the other side or the system said about it.
struct Error {
    std::error_code code;
    std::string text;  ///< detail in the words of the peer or of the system; may be empty

    /// Says it in one line: the code's message, then the detail.
    [[nodiscard]] std::string message() const;

    friend bool operator==(const Error& a, const Error& b) { return a.code == b.code && a.text == b.text; }
};

/// A `T`, or the `Error` that prevented it.
template <class T>
using Result = std::expected<T, Error>;

/// An error ready to be returned from any function that gives a `Result`.
[[nodiscard]] inline std::unexpected<Error> fail(std::error_code code, std::string text = {}) {
    return std::unexpected(Error{code, std::move(text)});
}

/// A category made of a name and a function from value to words: each layer has one.
class Category final : public std::error_category {
public:
    using Words = std::string_view (*)(int);
    constexpr Category(const char* name, Words words) noexcept : name_(name), words_(words) {}
    [[nodiscard]] const char* name() const noexcept override { return name_; }
    [[nodiscard]] std::string message(int value) const override { return std::string(words_(value)); }

private:
    const char* name_;
    Words words_;
};

}  // namespace headstock
