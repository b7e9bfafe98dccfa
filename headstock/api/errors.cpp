// SPDX-License-Identifier: MIT
#include "headstock/api/errors.hpp"

#include <utility>

#include "headstock/core/namespaces.hpp"

namespace headstock::api {
namespace {

constexpr std::array kinds{StanzaKind::message, StanzaKind::presence, StanzaKind::iq};

std::optional<StanzaError> read(StanzaKind kind, bridge::View stanza) {
    if (stanza.attribute("type") != "error") return std::nullopt;
    StanzaError error;
    error.kind = kind;
    error.id = stanza.attribute("id").value_or("");
    if (const auto from = stanza.attribute("from")) {
        auto sender = core::Jid::parse(*from);
        if (!sender) return std::nullopt;
        error.from = std::move(*sender);
    }
    if (const auto why = stanza.child({"error", core::ns::client})) error.failure = core::StanzaFailure::read(*why);
    return error;
}

}  // namespace

std::string_view word(StanzaKind kind) {
    switch (kind) {
        case StanzaKind::message:
            return "message";
        case StanzaKind::presence:
            return "presence";
        case StanzaKind::iq:
            return "iq";
    }
    return {};
}

std::string StanzaError::message() const {
    std::string text(word(kind));
    if (!id.empty()) text.append(" ").append(id);
    text.append(" refused by ").append(from.empty() ? "the server" : from.text());
    return text.append(": ").append(failure.error().message());
}

Errors::Errors(core::Stream& stream) : stream_(stream) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        heard_[i] = stream.dispatcher().on({word(kinds[i]), core::ns::client}, [this, i](bridge::View stanza) {
            if (const auto error = read(kinds[i], stanza)) stanza_errors_.fire(*error);
        });
    }
    end_ = stream.on_end([this](const Error& why) {
        if (why.code != core::Errc::closed) stream_errors_.fire(why);
    });
}

Result<void> Errors::send(StanzaKind kind, const core::Jid& to, std::string_view id,
                          const core::StanzaFailure& failure) {
    bridge::Element stanza(word(kind), core::ns::client);
    stanza.attribute("type", "error");
    if (!to.empty()) stanza.attribute("to", to.text());
    if (!id.empty()) stanza.attribute("id", id);
    stanza.add(failure.write());
    return stream_.send(stanza.view());
}

}  // namespace headstock::api
