// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "headstock/base/base64.hpp"
#include "headstock/conversation/conversation.hpp"
#include "headstock/extensions/in_band.hpp"

/// What the tests of in-band bytestreams share.
namespace headstock::in_band::test {

using Pipe = std::unique_ptr<Bytestream>;

/// Romeo, a server between us, and our side.
class InBand : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }

    static std::string open_element(const std::string& block_size = "4096") {
        return "<open xmlns='http://jabber.org/protocol/ibb' block-size='" + block_size + "' sid='i781hf64'/>";
    }
    static std::string data(const std::string& number, const std::string& base64) {
        return "<data xmlns='http://jabber.org/protocol/ibb' seq='" + number + "' sid='i781hf64'>" + base64 + "</data>";
    }
    static std::string block(const std::string& number, const std::string& bytes) {
        return data(number, to_base64(bytes));
    }
    const std::string close_element = "<close xmlns='http://jabber.org/protocol/ibb' sid='i781hf64'/>";

    /// Romeo asks us something.
    testing::Conversation& ask(const std::string& payload, const std::string& id = "r1",
                               const std::string& from = "romeo@montague.net/orchard") {
        return server.say("<iq type='set' id='" + id + "' from='" + from + "'>" + payload + "</iq>");
    }
    /// We have answered him.
    void expect_done(const std::string& id = "r1") {
        server.expect("<iq type='result' id='" + id + "' to='romeo@montague.net/orchard'/>");
    }
    void expect_error(const std::string& type, const std::string& code, const std::string& condition,
                      const std::string& text = {}, const std::string& to = "romeo@montague.net/orchard") {
        const std::string words =
            text.empty() ? "" : "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>" + text + "</text>";
        server.expect("<iq type='error' id='r1' to='" + to + "'><error type='" + type + "' code='" + code + "'><" +
                      condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" + words + "</error></iq>");
    }
    /// We ask Romeo something, by an id that is called `name`.
    testing::Conversation& expect_asked(const std::string& payload, const std::string& name) {
        return server.expect("<iq type='set' id='{" + name + "}' to='romeo@montague.net/orchard'>" + payload + "</iq>");
    }
    testing::Conversation& answered(const std::string& name) {
        return server.say("<iq type='result' id='{" + name + "}' from='romeo@montague.net/orchard'/>");
    }
    testing::Conversation& refused(const std::string& name, const std::string& condition) {
        return server.say("<iq type='error' id='{" + name +
                          "}' from='romeo@montague.net/orchard'><error type='cancel'><" + condition +
                          " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
    /// A bytestream that Romeo has opened.
    Pipe accepted() {
        Pipe taken;
        const auto expecting = module.expect(romeo, "i781hf64", [&](Pipe pipe) { taken = std::move(pipe); });
        ask(open_element());
        expect_done();
        return taken;
    }
    /// One that we have opened.
    Pipe opened(Module& by) {
        Pipe taken;
        by.open(romeo, "i781hf64", [&](Result<Pipe> pipe) { taken = *std::move(pipe); });
        server.expect("<iq type='set' id='{open}' to='romeo@montague.net/orchard'>" + open_of(by.options()) + "</iq>");
        answered("open");
        return taken;
    }
    static std::string open_of(const Options& options) {
        return "<open xmlns='http://jabber.org/protocol/ibb' block-size='" + std::to_string(options.block_size) +
               "' sid='i781hf64'" + (options.carrier == Carrier::message ? " stanza='message'" : "") + "/>";
    }

    testing::Conversation server{GetParam()};
    core::Stream& stream = server.stream;
    Module module{stream};
    const core::Jid romeo = core::jid("romeo@montague.net/orchard");
};

}  // namespace headstock::in_band::test
