// SPDX-License-Identifier: MIT
#include "headstock/base/timestamp.hpp"

#include <cstdint>

namespace headstock {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr std::size_t shown = 40;  // how much of a wrong text an error repeats

/// Takes a text apart from the left; once something is not as expected, nothing is.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool at_end() const { return good_ && rest_.empty(); }
    [[nodiscard]] bool sees(char c) const { return good_ && rest_.starts_with(c); }

    bool take(char c) {
        if (!sees(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char c) {
        if (!take(c)) good_ = false;
    }
    unsigned number(int digits, unsigned highest) {
        unsigned value = 0;
        for (; digits > 0; --digits) value = value * 10 + digit();
        if (value > highest) good_ = false;
        return value;
    }
    nanoseconds fraction() {
        std::int64_t value = 0;
        std::int64_t scale = 100'000'000;
        do {
            value += scale * digit();
            scale /= 10;
        } while (good_ && !rest_.empty() && is_digit(rest_.front()));
        return nanoseconds(value);
    }
    seconds offset() {
        if (take('Z')) return seconds(0);
        const int sign = take('-') ? -1 : 1;
        if (sign > 0) expect('+');
        const unsigned hours = number(2, 14);
        expect(':');
        const unsigned minutes = number(2, hours == 14 ? 0 : 59);  // XML Schema, part 2, §3.2.7.3
        return seconds(sign * static_cast<int>(hours * 3600 + minutes * 60));
    }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    unsigned digit() {
        if (!good_ || rest_.empty() || !is_digit(rest_.front())) {
            good_ = false;
            return 0;
        }
        const auto value = static_cast<unsigned>(rest_.front() - '0');
        rest_.remove_prefix(1);
        return value;
    }

    std::string_view rest_;
    bool good_ = true;
};

std::unexpected<Error> wrong(std::errc code, std::string_view what, std::string_view text) {
    return fail(std::make_error_code(code), std::string(what) + ": \"" + std::string(text.substr(0, shown)) + "\"");
}

Result<Timestamp> assemble(seconds whole, nanoseconds part, std::string_view text) {
    if (whole.count() < 0 && part.count() > 0) {  // count towards zero, so that no step leaves the range
        whole += seconds(1);
        part -= seconds(1);
    }
    constexpr auto latest = Timestamp::max().time_since_epoch();
    constexpr auto earliest = Timestamp::min().time_since_epoch();
    constexpr auto last = std::chrono::duration_cast<seconds>(latest);
    constexpr auto first = std::chrono::duration_cast<seconds>(earliest);
    const bool fits = whole >= first && whole <= last && !(whole == last && part > latest - last) &&
                      !(whole == first && part < earliest - first);
    if (!fits) return wrong(std::errc::result_out_of_range, "a time too far away", text);
    return Timestamp(Timestamp::duration(whole) + std::chrono::duration_cast<Timestamp::duration>(part));
}

void append_number(std::string& out, std::uint64_t value, std::size_t digits) {
    const std::string text = std::to_string(value);
    if (text.size() < digits) out.append(digits - text.size(), '0');
    out.append(text);
}

void append_fraction(std::string& out, nanoseconds part) {
    if (part.count() == 0) return;
    out.push_back('.');
    auto value = static_cast<std::uint64_t>(part.count());
    std::size_t digits = 9;
    for (; value % 1000 == 0; value /= 1000) digits -= 3;
    append_number(out, value, digits);
}

}  // namespace

std::string to_xmpp_time(Timestamp time) {
    const auto since_epoch = time.time_since_epoch();
    auto whole = std::chrono::duration_cast<seconds>(since_epoch);
    nanoseconds part = since_epoch - whole;
    if (part.count() < 0) {
        part += seconds(1);
        whole -= seconds(1);
    }
    const auto day = std::chrono::floor<std::chrono::days>(whole);
    const std::chrono::year_month_day date{std::chrono::sys_days(day)};
    const auto second = static_cast<std::uint64_t>((whole - day).count());

    std::string out;
    append_number(out, static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
    append_number(out.append("-"), static_cast<unsigned>(date.month()), 2);
    append_number(out.append("-"), static_cast<unsigned>(date.day()), 2);
    append_number(out.append("T"), second / 3600, 2);
    append_number(out.append(":"), second / 60 % 60, 2);
    append_number(out.append(":"), second % 60, 2);
    append_fraction(out, part);
    return out.append("Z");
}

Result<Timestamp> from_xmpp_time(std::string_view text) {
    Scanner in(text);
    const std::chrono::year year(static_cast<int>(in.number(4, 9999)));
    in.expect('-');
    const std::chrono::month month(in.number(2, 12));
    in.expect('-');
    const std::chrono::year_month_day date(year, month, std::chrono::day(in.number(2, 31)));
    in.expect('T');
    const unsigned hour = in.number(2, 23);
    in.expect(':');
    const unsigned minute = in.number(2, 59);
    in.expect(':');
    const unsigned second = in.number(2, 59);
    const nanoseconds part = in.take('.') ? in.fraction() : nanoseconds(0);
    const seconds offset = in.offset();
    if (!in.at_end() || !date.ok() || year < std::chrono::year(1))
        return wrong(std::errc::invalid_argument, "not a time", text);
    const seconds day = std::chrono::sys_days(date).time_since_epoch();
    return assemble(day + seconds(hour * 3600 + minute * 60 + second) - offset, part, text);
}

}  // namespace headstock
