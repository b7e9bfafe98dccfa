// SPDX-License-Identifier: MIT
#include "headstock/core/precis_class.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace headstock::core::precis {
namespace {

UChar32 icu_point(char32_t c) { return static_cast<UChar32>(c); }

bool is_arabic_digit(char32_t c) { return c >= U'\u0660' && c <= U'\u0669'; }
bool is_extended_digit(char32_t c) { return c >= U'\u06F0' && c <= U'\u06F9'; }

// RFC 8264 §9.6; its BackwardCompatible table (§9.7) is empty.
constexpr std::u32string_view always_valid = U"\u00df\u03c2\u06fd\u06fe\u0f0b\u3007";
constexpr std::u32string_view valid_in_context = U"\u00b7\u0375\u05f3\u05f4\u30fb";
constexpr std::u32string_view never_valid = U"\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b";

std::optional<Property> exception(char32_t c) {
    if (always_valid.contains(c)) return Property::valid;
    if (valid_in_context.contains(c) || is_arabic_digit(c) || is_extended_digit(c)) return Property::context_o;
    if (never_valid.contains(c)) return Property::disallowed;
    return std::nullopt;
}

bool is_old_hangul(UChar32 c) {
    const auto type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    return type == U_HST_LEADING_JAMO || type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

bool is_ignorable(UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT);
}

// A code point that can stand in no NFKC string is just one that NFKC changes.
bool has_compatibility_mapping(UChar32 c) { return u_getIntPropertyValue(c, UCHAR_NFKC_QUICK_CHECK) == UNORM_NO; }

constexpr std::uint32_t letters_and_digits =
    U_GC_LL_MASK | U_GC_LU_MASK | U_GC_LO_MASK | U_GC_ND_MASK | U_GC_LM_MASK | U_GC_MN_MASK | U_GC_MC_MASK;
constexpr std::uint32_t free_form =
    U_GC_LT_MASK | U_GC_NL_MASK | U_GC_NO_MASK | U_GC_ME_MASK | U_GC_ZS_MASK | U_GC_S_MASK | U_GC_P_MASK;

int joining_type(char32_t c) { return u_getIntPropertyValue(icu_point(c), UCHAR_JOINING_TYPE); }

bool is_virama(char32_t c) { return u_getCombiningClass(icu_point(c)) == 9; }

bool has_script(char32_t c, UScriptCode script) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(icu_point(c), &status) == script && U_SUCCESS(status);
}

bool is_japanese(char32_t c) {
    return has_script(c, USCRIPT_HIRAGANA) || has_script(c, USCRIPT_KATAKANA) || has_script(c, USCRIPT_HAN);
}

// A text and what the contextual rules ask of the whole of it, looked up once.
class Context {
public:
    explicit Context(std::u32string_view text)
        : text_(text),
          japanese_(std::any_of(text.begin(), text.end(), is_japanese)),
          arabic_digit_(std::any_of(text.begin(), text.end(), is_arabic_digit)),
          extended_digit_(std::any_of(text.begin(), text.end(), is_extended_digit)) {}

    // RFC 5892 §A.1 to §A.9
    [[nodiscard]] bool allows(std::size_t at) const {
        const char32_t before = at > 0 ? text_[at - 1] : 0;
        const char32_t after = at + 1 < text_.size() ? text_[at + 1] : 0;
        switch (text_[at]) {
            case U'\u200C':
                return is_virama(before) || breaks_a_joint(at);
            case U'\u200D':
                return is_virama(before);
            case U'\u00B7':
                return before == U'l' && after == U'l';
            case U'\u0375':
                return has_script(after, USCRIPT_GREEK);
            case U'\u05F3':
            case U'\u05F4':
                return has_script(before, USCRIPT_HEBREW);
            case U'\u30FB':
                return japanese_;
            default:
                return is_arabic_digit(text_[at]) ? !extended_digit_ : !arabic_digit_;
        }
    }

private:
    // The regular expression of §A.1: between the joiner and either neighbour stand transparent code points only.
    [[nodiscard]] bool breaks_a_joint(std::size_t at) const {
        std::size_t left = at;
        while (left > 0 && joining_type(text_[left - 1]) == U_JT_TRANSPARENT) --left;
        std::size_t right = at + 1;
        while (right < text_.size() && joining_type(text_[right]) == U_JT_TRANSPARENT) ++right;
        if (left == 0 || right == text_.size()) return false;
        const int leftmost = joining_type(text_[left - 1]);
        const int rightmost = joining_type(text_[right]);
        return (leftmost == U_JT_LEFT_JOINING || leftmost == U_JT_DUAL_JOINING) &&
               (rightmost == U_JT_RIGHT_JOINING || rightmost == U_JT_DUAL_JOINING);
    }

    std::u32string_view text_;
    bool japanese_;
    bool arabic_digit_;
    bool extended_digit_;
};

std::uint32_t direction(char32_t c) { return U_MASK(u_charDirection(icu_point(c))); }

constexpr std::uint32_t rtl_letters = U_MASK(U_RIGHT_TO_LEFT) | U_MASK(U_RIGHT_TO_LEFT_ARABIC);
constexpr std::uint32_t european = U_MASK(U_EUROPEAN_NUMBER);
constexpr std::uint32_t arabic = U_MASK(U_ARABIC_NUMBER);
constexpr std::uint32_t anywhere = european | U_MASK(U_EUROPEAN_NUMBER_SEPARATOR) | U_MASK(U_COMMON_NUMBER_SEPARATOR) |
                                   U_MASK(U_EUROPEAN_NUMBER_TERMINATOR) | U_MASK(U_OTHER_NEUTRAL) |
                                   U_MASK(U_BOUNDARY_NEUTRAL) | U_MASK(U_DIR_NON_SPACING_MARK);

}  // namespace

Property property(char32_t code_point) {
    if (const auto excepted = exception(code_point)) return *excepted;
    const UChar32 c = icu_point(code_point);
    const std::uint32_t category = U_GET_GC_MASK(c);
    if (category == U_GC_CN_MASK && !u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT)) return Property::unassigned;
    if (c >= 0x21 && c <= 0x7E) return Property::valid;
    if (u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL)) return Property::context_j;
    if (is_old_hangul(c) || is_ignorable(c) || category == U_GC_CC_MASK) return Property::disallowed;
    if (has_compatibility_mapping(c)) return Property::free_only;
    if ((category & letters_and_digits) != 0) return Property::valid;
    return (category & free_form) != 0 ? Property::free_only : Property::disallowed;
}

std::size_t first_disallowed(std::u32string_view text, Class allowed) {
    const Context context(text);
    for (std::size_t at = 0; at < text.size(); ++at) {
        switch (property(text[at])) {
            case Property::valid:
                continue;
            case Property::free_only:
                if (allowed == Class::freeform) continue;
                return at;
            case Property::context_j:
            case Property::context_o:
                if (context.allows(at)) continue;
                return at;
            default:
                return at;
        }
    }
    return std::u32string_view::npos;
}

bool obeys_bidi_rule(std::u32string_view text) {
    std::uint32_t seen = 0;
    for (const char32_t c : text) seen |= direction(c);
    if ((seen & (rtl_letters | arabic)) == 0) return true;
    const std::uint32_t first = direction(text.front());
    std::size_t end = text.size();
    while (end > 0 && direction(text[end - 1]) == U_MASK(U_DIR_NON_SPACING_MARK)) --end;
    if (end == 0) return false;
    const std::uint32_t last = direction(text[end - 1]);
    // Conditions 5 and 6 can't hold for a text that starts left to right and holds a right-to-left letter or number.
    return (first & rtl_letters) != 0 &&                        // condition 1
           (seen & ~(rtl_letters | arabic | anywhere)) == 0 &&  // condition 2
           (last & (rtl_letters | european | arabic)) != 0 &&   // condition 3
           !((seen & european) != 0 && (seen & arabic) != 0);   // condition 4
}

}  // namespace headstock::core::precis
