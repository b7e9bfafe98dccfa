// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "headstock/bridge/element.hpp"
#include "headstock/core/jid.hpp"
#include "headstock/core/stanza_error.hpp"

namespace headstock::core {

struct StanzaFailure;

/// A category of codes for the conditions that an application has of its own, which stand next to a stanza condition
/// (RFC 6120 §8.3.4). `default_error_condition` gives that one, of `stanza_category()`.
class ApplicationCategory : public std::error_category {
public:
    /// The stanza error that tells a peer of `error`, whose code is of this category.
    [[nodiscard]] virtual StanzaFailure failure(const Error& error) const = 0;
};

/// The <error/> of a stanza (RFC 6120 §8.3): what was wrong with the stanza that it answers.
struct StanzaFailure {
    StanzaCondition condition = StanzaCondition::undefined_condition;
    ErrorType type = ErrorType::cancel;
    std::string text;                          ///< for people; may be empty
    std::string language;                      ///< of `text`, where it is told
    std::string uri;                           ///< where to go instead, with `gone` and `redirect`
    Jid by;                                    ///< who found the error; empty where it is not told
    std::vector<bridge::Element> application;  ///< conditions of an application's own, in order

    StanzaFailure() = default;
    /// The type is the one that RFC 6120 §8.3.3 recommends for `condition`.
    explicit StanzaFailure(StanzaCondition why, std::string words = {})
        : condition(why), type(default_type(why)), text(std::move(words)) {}

    /// Reads <error/> in any of the content namespaces; without a known condition, its number tells it (XEP-0086).
    [[nodiscard]] static StanzaFailure read(bridge::View error);
    /// The stanza error that tells a peer of `error`: itself where it is a stanza condition or an application's, else
    /// internal-server-error.
    [[nodiscard]] static StanzaFailure of(const Error& error);
    /// Writes <error xmlns='jabber:client'/>, with the code of XEP-0086 for the old.
    [[nodiscard]] bridge::Element write() const;
    /// The same as an error value: its code is the condition, its text the words or the first application condition.
    [[nodiscard]] Error error() const;

    friend bool operator==(const StanzaFailure&, const StanzaFailure&) = default;
};

}  // namespace headstock::core
