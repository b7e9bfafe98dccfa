// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "headstock/bridge/payload.hpp"

/// The values of XML-RPC, for Jabber-RPC (XEP-0009).
namespace headstock::rpc {

inline constexpr std::string_view ns = "jabber:iq:rpc";

class Value;
struct Member;

using Array = std::vector<Value>;
/// Named values, in order. A name may stand twice, which XML-RPC does not forbid.
using Struct = std::vector<Member>;
/// A date and time in no zone: whose it is has to be agreed upon.
using DateTime = std::chrono::local_seconds;
using Bytes = bridge::WrappedBytes;

/// How many arrays and structs may lie in each other, what they are within included.
inline constexpr unsigned max_depth = 16;

/// A value of one of the types of XML-RPC. Numbers with a point are finite.
class Value {
public:
    using Data = std::variant<std::string, std::int32_t, bool, double, DateTime, Bytes, Array, Struct>;

    /// An empty text.
    Value();
    Value(std::string text);     // NOLINT(google-explicit-constructor): all these are values
    Value(const char* text);     // NOLINT(google-explicit-constructor)
    Value(std::int32_t number);  // NOLINT(google-explicit-constructor)
    Value(bool truth);           // NOLINT(google-explicit-constructor)
    Value(double number);        // NOLINT(google-explicit-constructor)
    Value(DateTime time);        // NOLINT(google-explicit-constructor)
    Value(Bytes bytes);          // NOLINT(google-explicit-constructor)
    Value(Array values);         // NOLINT(google-explicit-constructor)
    Value(Struct members);       // NOLINT(google-explicit-constructor)
    Value(const Value& other);
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other);
    Value& operator=(Value&& other) noexcept;
    ~Value();

    [[nodiscard]] const Data& data() const { return data_; }
    /// The value as a `T` of `Data`; null where it is another.
    template <class T>
    [[nodiscard]] const T* as() const {
        return std::get_if<T>(&data_);
    }
    /// A member of a struct, the first of that name; null where there is none, or this is no struct.
    [[nodiscard]] const Value* member(std::string_view name) const;

    /// Reads a <value/>: text without a type is a text. The error says what is wrong, and with what.
    [[nodiscard]] static Result<Value> read(bridge::View value, unsigned depth = 0);
    [[nodiscard]] bridge::Element write() const;

    friend bool operator==(const Value& a, const Value& b);

private:
    Data data_;
};

struct Member {
    std::string name;
    Value value;
    friend bool operator==(const Member&, const Member&) = default;
};

}  // namespace headstock::rpc
