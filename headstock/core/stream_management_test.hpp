// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "headstock/core/message.hpp"
#include "headstock/core/stream_test.hpp"

/// What the tests of stream management share.
namespace headstock::core::stream_test {

using namespace std::chrono_literals;

inline constexpr std::string_view sm = "<sm xmlns='urn:xmpp:sm:3'/>";
inline constexpr std::string_view ask = "<r xmlns='urn:xmpp:sm:3'/>";
inline constexpr std::string_view enabled = "<enabled xmlns='urn:xmpp:sm:3' id='some-long-sm-id' resume='true'/>";

inline std::string ack(int h) { return "<a xmlns='urn:xmpp:sm:3' h='" + std::to_string(h) + "'/>"; }
inline std::string message(std::string_view body) {
    return "<message type='chat' to='romeo@montague.lit'><body>" + std::string(body) + "</body></message>";
}

/// A stream with stream management, and who plays its server.
class ManagedTest : public StreamTest {
protected:
    void log_in(std::string_view answer = enabled) {
        server.log_in(sm).expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").say(answer);
    }
    /// Up to the features behind the login, on a new connection.
    void log_in_again(std::string_view features = sm) {
        (void)stream.take_output();
        server.forget();
        start_encrypted(plain);
        server.expect(auth).say(success).expect_header("capulet.lit");
        server.say_header(std::string(bind) + std::string(features));
    }
    void bind_anew() {
        server.expect(
            "<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<resource>balcony</resource></bind></iq>");
        server.say(
            "<iq type='result' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>juliet@capulet.lit/balcony</jid></bind></iq>");
    }
    Result<void> send(std::string_view body) {
        return stream.send(chat(jid("romeo@montague.lit"), body).view(),
                           [this, name = std::string(body)](Delivery what) {
                               constexpr std::array words{" sent", " acked", " failed"};
                               told.push_back(name + words.at(static_cast<std::size_t>(what)));
                           });
    }
    /// Asks something, and notes the code of the error that comes instead of an answer.
    void ask_something() {
        stream.ask<Done>(get<Done>(Jid(), bridge::Element("ping", "urn:xmpp:ping")), [this](Result<Done> heard) {
            answers.push_back(heard ? std::error_code() : heard.error().code);
        });
    }

    std::vector<std::string> told;
    std::vector<std::error_code> answers;
    std::vector<std::string> undelivered;
    std::vector<Status> statuses;
    Subscription returned = stream.on_undelivered([this](bridge::View stanza) {
        undelivered.push_back(stanza.child({"body", "jabber:client"}).value_or(stanza).text());
    });
    Subscription changing = stream.on_status([this](Status status) { statuses.push_back(status); });
};

using Words = std::vector<std::string>;

}  // namespace headstock::core::stream_test
