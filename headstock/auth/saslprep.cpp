// SPDX-License-Identifier: MIT
#include "headstock/auth/saslprep.hpp"

#include <unicode/usprep.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "headstock/base/secret.hpp"

namespace headstock::auth {
namespace {

struct Close {
    void operator()(UStringPrepProfile* profile) const { usprep_close(profile); }
};

/// UTF-16 that may be a password: wiped when it goes, never copied by growing.
class Wide {
public:
    explicit Wide(std::size_t capacity) : units_(capacity) {}
    Wide(const Wide&) = delete;
    Wide& operator=(const Wide&) = delete;
    ~Wide() { wipe(units_.data(), units_.size() * sizeof(UChar)); }
    UChar* data() { return units_.data(); }
    [[nodiscard]] std::int32_t capacity() const { return static_cast<std::int32_t>(units_.size()); }
    std::int32_t size = 0;

private:
    std::vector<UChar> units_;
};

// NFKC makes at most 18 characters of one; nothing here is allowed to be cut.
constexpr std::size_t growth = 18;

bool plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::unexpected<Error> refused(std::string_view why) { return fail(Errc::invalid_credentials, std::string(why)); }

std::string_view reason(UErrorCode status) {
    switch (status) {
        case U_STRINGPREP_PROHIBITED_ERROR:
            return "it holds a character that is not allowed";
        case U_STRINGPREP_UNASSIGNED_ERROR:
            return "it holds a character that login names and passwords do not know";
        case U_STRINGPREP_CHECK_BIDI_ERROR:
            return "it mixes left-to-right and right-to-left writing";
        default:
            return "it cannot be prepared";
    }
}

Result<std::string> narrow(Wide& wide) {
    if (wide.size == 0) return refused("nothing is left of it");
    UErrorCode status = U_ZERO_ERROR;
    std::string text(static_cast<std::size_t>(wide.size) * 3, '\0');  // three bytes of UTF-8 a unit at most
    std::int32_t length = 0;
    u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &length, wide.data(), wide.size, &status);
    if (U_FAILURE(status)) return refused(reason(status));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Result<std::string> prepare(std::string_view text, std::int32_t options) {
    UErrorCode status = U_ZERO_ERROR;
    Wide wide(text.size() + 1);
    u_strFromUTF8(wide.data(), wide.capacity(), &wide.size, text.data(), static_cast<std::int32_t>(text.size()),
                  &status);
    if (U_FAILURE(status)) return refused("it is not UTF-8");
    const std::unique_ptr<UStringPrepProfile, Close> profile(usprep_openByType(USPREP_RFC4013_SASLPREP, &status));
    if (U_FAILURE(status)) return refused(u_errorName(status));
    Wide prepared(static_cast<std::size_t>(wide.size) * growth + 1);
    UParseError place;
    prepared.size = usprep_prepare(profile.get(), wide.data(), wide.size, prepared.data(), prepared.capacity(), options,
                                   &place, &status);
    if (U_FAILURE(status)) return refused(reason(status));
    return narrow(prepared);
}

}  // namespace

Result<std::string> saslprep(std::string_view text, Unassigned unassigned) {
    if (text.empty()) return refused("it is empty");
    if (text.size() > max_prepared_size) return refused("it is too long");
    if (plain_ascii(text)) return std::string(text);  // maps to itself, and ICU need not be woken
    return prepare(text, unassigned == Unassigned::allowed ? USPREP_ALLOW_UNASSIGNED : USPREP_DEFAULT);
}

bool is_text(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return false;
    if (text.empty() || plain_ascii(text)) return true;
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()), &status);
    return status == U_BUFFER_OVERFLOW_ERROR;  // measured, and nothing else was wrong
}

Result<void> check_sendable(std::string_view what, std::string_view text, bool may_be_empty) {
    if (text.empty() && !may_be_empty) return refused(std::string(what) + ": it is empty");
    if (text.size() > max_prepared_size) return refused(std::string(what) + ": it is too long");
    if (!is_text(text)) return refused(std::string(what) + ": it is not text");
    return {};
}

}  // namespace headstock::auth
