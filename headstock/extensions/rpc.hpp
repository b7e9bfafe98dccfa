// SPDX-License-Identifier: MIT
#pragma once
#include <expected>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/rpc_value.hpp"

/// Jabber-RPC (XEP-0009): call a method of another program, and let others call ours.
namespace headstock::rpc {

/// Bytes of a method's name.
inline constexpr std::size_t max_method = 256;

/// A method and what it is called with. A name is made of letters, digits and `/.:_`.
struct Call {
    std::string method;
    std::vector<Value> params;

    static constexpr bridge::Name xml_name{"query", ns};
    static Result<Call> from_xml(bridge::View query);
    [[nodiscard]] bridge::Element to_xml() const;
    friend bool operator==(const Call&, const Call&) = default;
};

/// Why a method gave nothing: a number of its own, and words.
struct Fault {
    std::int32_t code = 0;
    std::string text;
    friend bool operator==(const Fault&, const Fault&) = default;
};

/// What a method gave.
struct Response {
    std::expected<Value, Fault> outcome;

    static constexpr bridge::Name xml_name{"query", ns};
    static Result<Response> from_xml(bridge::View query);
    [[nodiscard]] bridge::Element to_xml() const;
    friend bool operator==(const Response&, const Response&) = default;
};

/// The fault of a method that is not there.
inline constexpr std::int32_t no_such_method = -32601;

/// Calls `method` of `program`, a full address. An error means that it was not called: <forbidden/> where we may not.
/// Arrays and structs deeper than `max_depth` are refused by who reads them.
[[nodiscard]] core::Request<Response> call(core::Jid program, std::string method, std::vector<Value> params = {});

/// Lets others call methods. Discovery should say so too: `disco::Module::add({"automation", "rpc", …})`.
class Module {
public:
    using Method =
        std::function<std::expected<Value, Fault>(const core::Jid& caller, const std::vector<Value>& params)>;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);

    /// Lets those call of whom `may_call` is true; before that nobody may, and gets <forbidden/>.
    void allow(std::function<bool(const core::Jid& caller, const std::string& method)> may_call) {
        may_call_ = std::move(may_call);
    }
    /// Adds a method, or replaces it. What it throws goes on to who feeds the stream.
    void add(std::string name, Method method) { methods_.insert_or_assign(std::move(name), std::move(method)); }

private:
    Result<Response> answer(const core::Iq& question) const;

    std::function<bool(const core::Jid&, const std::string&)> may_call_;
    std::map<std::string, Method, std::less<>> methods_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::rpc
