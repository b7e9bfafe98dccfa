// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "headstock/conversation/conversation.hpp"

namespace headstock::pubsub {

/// Francisco's client, which talks to the service of the specification.
class PubsubTest : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }

    /// Asks; the stream must send `asked`, and hears what `answer` says within an iq of that type from `from`.
    template <class Answer>
    std::optional<Result<Answer>> ask(core::Request<Answer> request, const std::string& asked,
                                      const std::string& answer, const std::string& type = "result",
                                      const std::string& from = "pubsub.shakespeare.lit") {
        const std::string kind(core::word(request.type));
        std::optional<Result<Answer>> heard;
        stream.ask<Answer>(std::move(request), [&](Result<Answer> result) { heard = std::move(result); });
        server.forget().expect("<iq type='" + kind + "' id='{1}' to='pubsub.shakespeare.lit'>" + asked + "</iq>");
        server.say("<iq type='" + type + "' id='{1}' from='" + from + "'>" + answer + "</iq>");
        if (!heard) stream.router().close({});
        else return heard;
        return std::nullopt;
    }
    /// The same with a <pubsub/> around question and answer.
    template <class Answer>
    Result<Answer> converse(core::Request<Answer> request, const std::string& asked, const std::string& answer) {
        auto heard = ask(std::move(request), around(asked), answer.empty() ? answer : around(answer));
        return heard.value();
    }
    /// The same, refused with `conditions`.
    template <class Answer>
    Error refused(core::Request<Answer> request, const std::string& asked, const std::string& conditions) {
        auto heard = ask(std::move(request), around(asked), "<error type='cancel'>" + conditions + "</error>", "error");
        return heard.value().error();
    }
    [[nodiscard]] std::string around(const std::string& content) const {
        return "<pubsub xmlns='" + ns_ + "'>" + content + "</pubsub>";
    }

    testing::Conversation server{GetParam(), "francisco@denmark.lit/barracks"};
    core::Stream& stream = server.stream;
    const core::Jid service = core::jid("pubsub.shakespeare.lit");
    const core::Jid francisco = core::jid("francisco@denmark.lit");
    std::string ns_ = "http://jabber.org/protocol/pubsub";
};

/// A stanza condition as the specification prints it.
inline std::string stanza(const std::string& condition) {
    return "<" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
}
/// A condition of publish-subscribe.
inline std::string own(const std::string& condition) {
    return "<" + condition + " xmlns='http://jabber.org/protocol/pubsub#errors'/>";
}

}  // namespace headstock::pubsub
