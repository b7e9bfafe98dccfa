// SPDX-License-Identifier: MIT
#include "headstock/extensions/rpc_value.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "headstock/base/number.hpp"
#include "headstock/bridge/payload_error.hpp"

namespace headstock::rpc {
namespace {

std::unexpected<Error> wrong(std::string text) {
    return fail(make_error_code(bridge::PayloadErrc::malformed), std::move(text));
}

bridge::Element element(std::string_view tag) { return bridge::Element(tag, ns); }
bridge::Element with_text(std::string_view tag, std::string_view text) { return element(tag).text(text); }

/// Decimal, and in no other form: XML-RPC has no exponents.
std::string decimal(double number) {
    std::array<char, 400> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
    return error == std::errc() ? std::string(digits.data(), end) : "0";
}

std::string iso8601(DateTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 32> text{};
    const int size = std::snprintf(
        text.data(), text.size(), "%04d%02u%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

/// 19980717T14:08:55, or with hyphens in the date, as some write it.
Result<Value> read_time(std::string_view text) {
    std::string plain(text);
    if (plain.size() == 19 && plain[4] == '-' && plain[7] == '-') plain.erase(7, 1).erase(4, 1);
    const auto error = wrong("not a time: \"" + std::string(text.substr(0, 32)) + "\"");
    if (plain.size() != 17 || plain[8] != 'T' || plain[11] != ':' || plain[14] != ':') return error;
    std::array<unsigned, 6> parts{};
    constexpr std::array<std::pair<std::size_t, std::size_t>, 6> places{
        {{0, 4}, {4, 2}, {6, 2}, {9, 2}, {12, 2}, {15, 2}}};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number =
            read_number<unsigned>(std::string_view(plain).substr(places.at(i).first, places.at(i).second));
        if (!number) return error;
        parts.at(i) = *number;
    }
    const auto [year, month, day, hour, minute, second] = parts;
    const auto date = std::chrono::year(static_cast<int>(year)) / static_cast<int>(month) / static_cast<int>(day);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return error;
    return Value(DateTime(std::chrono::local_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                 std::chrono::seconds(second));
}

Result<Value> read_double(std::string_view text) {
    double number = 0;
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(number))
        return wrong("not a number: \"" + std::string(text.substr(0, 32)) + "\"");
    return Value(number);
}

Result<Value> read_integer(std::string_view text) {
    const auto number = read_number<std::int32_t>(text.starts_with('+') ? text.substr(1) : text);
    if (!number) return wrong("not an integer: \"" + std::string(text.substr(0, 32)) + "\"");
    return Value(*number);
}

Result<Value> read_array(bridge::View array, unsigned depth) {
    const auto data = array.child({"data", ns});
    if (!data) return wrong("an array without data");
    Array values;
    for (const bridge::View child : data->children()) {
        if (!child.is({"value", ns})) return wrong("in an array: <" + std::string(child.tag()) + "/>");
        Result<Value> value = Value::read(child, depth + 1);
        if (!value) return value;
        values.push_back(std::move(*value));
    }
    return Value(std::move(values));
}

Result<Value> read_struct(bridge::View of, unsigned depth) {
    Struct members;
    for (const bridge::View child : of.children()) {
        const auto name = child.child({"name", ns});
        const auto value = child.child({"value", ns});
        if (!child.is({"member", ns}) || !name || !value) return wrong("a member without a name and a value");
        Result<Value> read = Value::read(*value, depth + 1);
        if (!read) return read;
        members.push_back({name->text(), std::move(*read)});
    }
    return Value(std::move(members));
}

Result<Value> read_typed(bridge::View typed, unsigned depth) {
    const std::string_view tag = typed.tag();
    if (tag == "array") return read_array(typed, depth);
    if (tag == "struct") return read_struct(typed, depth);
    const std::string text = typed.text();
    if (tag == "string") return Value(text);
    if (tag == "i4" || tag == "int") return read_integer(text);
    if (tag == "double") return read_double(text);
    if (tag == "dateTime.iso8601") return read_time(text);
    if (tag == "boolean" && (text == "0" || text == "1")) return Value(text == "1");
    if (tag == "base64" || tag == "Base64") {  // XEP-0009 §2: some write it so
        Result<Bytes> bytes = bridge::Lexical<Bytes>::read(text);
        if (!bytes) return wrong(bytes.error().text);
        return Value(std::move(*bytes));
    }
    return wrong("not a value: <" + std::string(tag) + ">" + text.substr(0, 32));
}

struct Writer {
    bridge::Element operator()(const std::string& text) const { return with_text("string", text); }
    bridge::Element operator()(std::int32_t number) const { return with_text("i4", std::to_string(number)); }
    bridge::Element operator()(bool truth) const { return with_text("boolean", truth ? "1" : "0"); }
    bridge::Element operator()(double number) const { return with_text("double", decimal(number)); }
    bridge::Element operator()(DateTime time) const { return with_text("dateTime.iso8601", iso8601(time)); }
    bridge::Element operator()(const Bytes& bytes) const {
        return with_text("base64", bridge::Lexical<Bytes>::write(bytes));
    }
    bridge::Element operator()(const Array& values) const {
        bridge::Element data = element("data");
        for (const Value& value : values) data.add(value.write());
        return element("array").add(data);
    }
    bridge::Element operator()(const Struct& members) const {
        bridge::Element all = element("struct");
        for (const Member& member : members)
            all.add(element("member").add(with_text("name", member.name)).add(member.value.write()));
        return all;
    }
};

}  // namespace

// Here, where a member of a struct is complete.
Value::Value() = default;
Value::Value(std::string text) : data_(std::move(text)) {}
Value::Value(const char* text) : data_(std::string(text)) {}
Value::Value(std::int32_t number) : data_(number) {}
Value::Value(bool truth) : data_(truth) {}
Value::Value(DateTime time) : data_(time) {}
Value::Value(Bytes bytes) : data_(std::move(bytes)) {}
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;
Value::Value(double number) : data_(number) { assert(std::isfinite(number) && "XML-RPC has no such number"); }
Value::Value(Array values) : data_(std::move(values)) {}
Value::Value(Struct members) : data_(std::move(members)) {}

bool operator==(const Value& a, const Value& b) { return a.data_ == b.data_; }

const Value* Value::member(std::string_view name) const {
    const Struct* members = as<Struct>();
    if (!members) return nullptr;
    for (const Member& member : *members)
        if (member.name == name) return &member.value;
    return nullptr;
}

Result<Value> Value::read(bridge::View value, unsigned depth) {
    if (depth >= max_depth)
        return fail(make_error_code(bridge::PayloadErrc::too_deep), "more than 16 values in each other");
    const auto types = value.children();
    if (types.empty()) return Value(value.text());
    if (types.size() != 1 || types.front().ns() != ns) return wrong("a value has one type");
    return read_typed(types.front(), depth);
}

bridge::Element Value::write() const { return element("value").add(std::visit(Writer(), data_)); }

}  // namespace headstock::rpc
