// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headstock::bridge {

/// The same text in several languages, at most one for each, in the order of their tags; the one without a tag is
/// first. Tags are those of RFC 5646, so `en-GB` and `en-gb` are one.
class LanguageTexts {
public:
    struct Entry {
        std::string language;  ///< empty: none was said
        std::string text;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    LanguageTexts() = default;
    LanguageTexts(std::string text) { set({}, std::move(text)); }          // NOLINT(google-explicit-constructor)
    LanguageTexts(const char* text) : LanguageTexts(std::string(text)) {}  // NOLINT(google-explicit-constructor)
    LanguageTexts(std::initializer_list<Entry> entries);

    /// The best text for a reader of `language`: the very one, else one less special (`en` for `en-GB`), else one more
    /// special (`en-US` for `en`), else the one without a tag (RFC 4647 §3.4, §3.3.1). No language: the one without a
    /// tag, else the first. Valid until this is changed.
    [[nodiscard]] std::optional<std::string_view> text(std::string_view language = {}) const;

    /// Gives a language its text, whether it had one or not.
    void set(std::string_view language, std::string text);
    /// Gives a language its text, and gives false when it has one.
    bool add(std::string_view language, std::string text);
    /// Takes the text of exactly that language away.
    void erase(std::string_view language);

    [[nodiscard]] bool empty() const { return entries_.empty(); }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] auto begin() const { return entries_.begin(); }
    [[nodiscard]] auto end() const { return entries_.end(); }

    friend bool operator==(const LanguageTexts&, const LanguageTexts&) = default;

private:
    [[nodiscard]] std::vector<Entry>::const_iterator find(std::string_view language) const;
    std::vector<Entry> entries_;
};

}  // namespace headstock::bridge
