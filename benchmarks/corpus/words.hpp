// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "headstock/base/random.hpp"

namespace headstock::bench {

/// Puts text together from strings.
template <class... Parts>
[[nodiscard]] std::string cat(const Parts&... parts) {
    std::string out;
    (out.append(parts), ...);
    return out;
}

/// The script a sentence is written in.
enum class Script { any, cjk };

/// Draws the pieces of stanzas from a seed: the same seed gives the same pieces on every machine.
class Words {
public:
    explicit Words(std::uint64_t seed) : random_(seed) {}

    /// A number from 0 to `bound` - 1.
    [[nodiscard]] std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.below(bound)); }
    [[nodiscard]] std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
    /// Whether something happens that does so `percent` times in a hundred.
    [[nodiscard]] bool chance(std::size_t percent) { return below(100) < percent; }

    [[nodiscard]] std::string bare();      ///< juliet@capulet.lit
    [[nodiscard]] std::string full();      ///< juliet@capulet.lit/balcony.3f
    [[nodiscard]] std::string room();      ///< garden@rooms.montague.lit
    [[nodiscard]] std::string nick();      ///< Nurse17
    [[nodiscard]] std::string id();        ///< 16 hexadecimal digits
    [[nodiscard]] std::string uuid();      ///< in the form of RFC 9562
    [[nodiscard]] std::string stamp();     ///< a date and time as XEP-0082 has it
    [[nodiscard]] std::string feature();   ///< a namespace
    [[nodiscard]] std::string hash();      ///< 20 bytes in base64
    [[nodiscard]] std::string hex_hash();  ///< 20 bytes in hexadecimal
    [[nodiscard]] std::string number(std::size_t bound);
    /// `size` random bytes in base64; with `lines` broken every 76 characters.
    [[nodiscard]] std::string base64(std::size_t size, bool lines = false);
    /// A sentence of `low` to `high` words, escaped; with references and CDATA sections here and there.
    [[nodiscard]] std::string sentence(std::size_t low, std::size_t high, Script script = Script::any);

private:
    [[nodiscard]] std::string special();
    [[nodiscard]] std::string hexadecimal(std::size_t digits);
    SeededRandom random_;
};

}  // namespace headstock::bench
