// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "headstock/core/stanza.hpp"

namespace headstock::core {

/// What an iq is (RFC 6120 §8.2.3): a question, an order, or the answer to one.
enum class IqType { get, set, result, error };
[[nodiscard]] std::string_view word(IqType type);

/// An info/query stanza (RFC 6120 §8.2.3): received, or to be sent.
class Iq : public StanzaOf<Iq> {
public:
    explicit Iq(IqType type = IqType::get) : StanzaOf("iq") { attribute("type", word(type)); }
    /// Shows a received <iq/>. Fails where an address is none, the type unknown, the id missing, or a get or set has
    /// not exactly one payload (RFC 6120 §8.2.3).
    [[nodiscard]] static Result<Iq> read(bridge::View view);

    [[nodiscard]] IqType type() const;
    [[nodiscard]] bool is_request() const { return type() == IqType::get || type() == IqType::set; }
    /// What it carries: the one child of a get or set, the first of a result; nothing in an empty result.
    [[nodiscard]] std::optional<bridge::View> content() const;
    /// The empty result that answers this: same id, addresses swapped.
    [[nodiscard]] Iq result_reply() const;

private:
    using StanzaOf::StanzaOf;
};

}  // namespace headstock::core
