// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/bridge/arbitrary.hpp"
#include "headstock/bridge/json.hpp"
#include "headstock/bridge/payload.hpp"
#include "headstock/bridge/type_name.hpp"

/// For tests: one line for each payload,
///
///     HEADSTOCK_PAYLOAD_TEST(Info);
///
/// tests that random values of it survive XML, whole and in pieces, and JSON; makes the payload fuzz target read
/// foreign XML into it; and gives it its row in the table of extensions.
namespace headstock::bridge {

/// A payload that has such a line, and what can be done with it. What is wrong is said in words; none: nothing is.
struct RegisteredPayload {
    std::string_view type;  ///< without `headstock::`
    std::string_view file;  ///< where the line stands
    std::vector<std::string_view> tags;
    std::span<const std::string_view> namespaces;
    bool (*is_called)(Name name);
    /// Makes a random value, and tells whether it survives being sent, in chunks of that size, 0 for whole; and JSON.
    std::string (*survives)(Random& random, std::size_t chunk);
    /// Reads an element. If it is well-formed, what was read must survive being written and read, as XML and as JSON.
    std::string (*rereads)(View element);
};

/// All of the program, in no order.
[[nodiscard]] inline std::vector<RegisteredPayload>& registered_payloads() {
    static std::vector<RegisteredPayload> all;
    return all;
}

namespace detail {

/// Keeps the first child of a root.
class FirstChild : public Parser::Handler {
public:
    FirstChild() { hears_starts(false); }
    Flow on_end(View element, std::size_t depth) override {
        if (depth == 1) child_ = element.own();
        return Flow::go;
    }
    [[nodiscard]] std::optional<Element> take() { return std::exchange(child_, std::nullopt); }

private:
    std::optional<Element> child_;
};

/// What arrives of an element that is written into a stream and read in chunks.
inline Result<Element> carry(View element, std::size_t chunk) {
    std::string xml = "<s:stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams'>";
    if (Result<void> written = write(element, xml, {.default_ns = "jabber:client"}); !written)
        return std::unexpected(written.error());
    FirstChild child;
    Parser parser(child);
    for (std::string_view rest = xml; !rest.empty();) {
        const std::string_view piece = rest.substr(0, chunk == 0 ? rest.size() : chunk);
        if (const Result<Flow> fed = parser.feed(piece); !fed) return std::unexpected(fed.error());
        rest.remove_prefix(piece.size());
    }
    if (auto kept = child.take()) return *std::move(kept);
    return fail(make_error_code(ParseErrc::unexpected_end));
}

inline Json through_text(const Json& json) { return Json::parse(json.dump()); }

inline std::string complaint(const Error& error, View before) { return error.message() + "\n" + before.xml(); }
inline std::string changed(View before, View after) { return before.xml() + "\nbecame\n" + after.xml(); }

template <Payload T>
std::string survives(Random& random, std::size_t chunk) {
    const T value = arbitrary<T>(random);
    const Element written = write(value);
    const Result<Element> arrived = carry(written, chunk);
    if (!arrived) return complaint(arrived.error(), written);
    Result<T> again = read<T>(*arrived);
    if (!again) return complaint(again.error(), written);
    const Element rewritten = write(*again);
    if (!(*again == value && rewritten == *arrived)) return changed(written, rewritten);
    again = from_json<T>(through_text(to_json(value)));
    if (!again) return complaint(again.error(), written);
    return *again == value ? "" : changed(written, write(*again));
}

template <Payload T>
std::string rereads(View element) {
    Result<T> value = read<T>(element);
    if (!value) return {};
    const Element written = write(*value);
    const Result<Element> arrived = carry(written, 0);
    if (!arrived) return complaint(arrived.error(), written);
    Result<T> again = read<T>(*arrived);
    if (!again) return complaint(again.error(), written);
    if (const Element rewritten = write(*again); !(rewritten == written)) return changed(written, rewritten);
    again = from_json<T>(through_text(to_json(*value)));
    if (!again) return complaint(again.error(), written);
    const Element from_json = write(*again);
    return from_json == written ? "" : changed(written, from_json);
}

class SurvivalTest : public ::testing::Test {
public:
    explicit SurvivalTest(std::size_t index) : index_(index) {}
    void TestBody() override {
        const RegisteredPayload& payload = registered_payloads()[index_];
        SeededRandom random(index_ + 1);
        for (const std::size_t chunk : {std::size_t{0}, std::size_t{1}, std::size_t{7}})
            for (int i = 0; i < 40; ++i) {
                const std::string wrong = payload.survives(random, chunk);
                ASSERT_TRUE(wrong.empty()) << payload.type << ": " << wrong;
            }
    }

private:
    std::size_t index_;
};

inline bool register_payload(RegisteredPayload payload, int line) {
    std::string name(payload.type);
    for (std::size_t at = name.find("::"); at != std::string::npos; at = name.find("::")) name.replace(at, 2, "_");
    const std::string file(payload.file);
    const std::size_t index = registered_payloads().size();
    registered_payloads().push_back(std::move(payload));
    ::testing::RegisterTest("PayloadRoundTrip", name.append("_survives").c_str(), nullptr, nullptr, file.c_str(), line,
                            [index]() -> SurvivalTest* { return new SurvivalTest(index); });
    return true;
}

template <Payload T>
bool register_payload(const char* file, int line) {
    return register_payload({type_name<T>(), file, tags_of<T>(), namespaces_of<T>(), is_a<T>, survives<T>, rereads<T>},
                            line);
}

}  // namespace detail
}  // namespace headstock::bridge

#define HEADSTOCK_JOIN_(a, b) a##b
#define HEADSTOCK_JOIN(a, b) HEADSTOCK_JOIN_(a, b)
/// Registers a payload: see above.
#define HEADSTOCK_PAYLOAD_TEST(type)                                                     \
    [[maybe_unused]] static const bool HEADSTOCK_JOIN(headstock_payload_, __COUNTER__) = \
        ::headstock::bridge::detail::register_payload<type>(__FILE__, __LINE__)
