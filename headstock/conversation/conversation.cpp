// SPDX-License-Identifier: MIT
#include "headstock/conversation/conversation.hpp"

#include <algorithm>
#include <optional>

#include "headstock/base/base64.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::testing {
namespace {

constexpr std::string_view root =
    "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
constexpr std::string_view closing = "</stream:stream>";

/// Takes the first whole element out of what stands inside a stream.
class FirstElement final : private bridge::Parser::Handler {
public:
    explicit FirstElement(std::string_view text) {
        bridge::Parser parser(*this);
        (void)parser.feed(root);
        if (const auto fed = parser.feed(text); !fed) wrong_ = fed.error().message();
        rest_ = parser.unparsed();
    }
    [[nodiscard]] const std::optional<bridge::Element>& element() const { return element_; }
    [[nodiscard]] const std::string& rest() const { return rest_; }
    [[nodiscard]] const std::string& wrong() const { return wrong_; }

private:
    bridge::Flow on_end(bridge::View element, std::size_t depth) override {
        if (depth != 1) return bridge::Flow::go;
        element_ = element.own();
        return bridge::Flow::stop;
    }
    std::optional<bridge::Element> element_;
    std::string rest_;
    std::string wrong_;
};

core::StreamOptions with_plain() {
    core::StreamOptions options;
    options.auth.allow_plain = true;
    options.idle_limit = {};  // time is let pass for other reasons
    return options;
}

}  // namespace

Conversation::Conversation(std::size_t chunk, std::string_view address)
    : Conversation(chunk, core::Account(core::jid(address), Secret("r0m30myr0m30")), with_plain()) {}

Conversation::Conversation(std::size_t chunk, core::Account account, core::StreamOptions options)
    : stream(std::move(account), std::move(options), clock, random), chunk_(chunk) {}

Conversation& Conversation::log_in(std::string_view features) {
    const core::Jid address = stream.address();
    const std::string login =
        std::string(1, '\0') + std::string(address.local()) + std::string(1, '\0') + "r0m30myr0m30";
    stream.start({.encrypted = true, .bindings = {}});
    expect_header(address.domain());
    say_header("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>");
    expect("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + to_base64(login) + "</auth>");
    say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    expect_header(address.domain());
    say_header("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>" + std::string(features));
    expect("<iq type='set' id='{bind}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" +
           std::string(address.resource()) + "</resource></bind></iq>");
    say("<iq type='result' id='{bind}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + address.text() +
        "</jid></bind></iq>");
    if (stream.status() != core::Status::bound) complain("a login");
    return *this;
}

void Conversation::complain(const std::string& expected) const {
    std::string words = "expected: " + expected + "\n     got: " + (heard_.empty() ? "nothing" : heard_);
    if (stream.end()) words += "\nthe stream has ended: " + stream.end()->message();
    throw Unexpected(words);
}

Conversation& Conversation::expect(std::string_view xml) {
    fetch();
    const FirstElement wanted(xml);
    if (!wanted.element()) throw std::logic_error("this is not XML: " + std::string(xml) + ": " + wanted.wrong());
    const FirstElement heard(heard_);
    if (!heard.element()) complain(std::string(xml));
    const std::string wrong = difference(*wanted.element(), *heard.element(), names_);
    if (!wrong.empty()) throw Unexpected(wrong);
    heard_ = heard.rest();
    return *this;
}

Conversation& Conversation::expect_header(std::string_view to) {
    fetch();
    const std::size_t begin = heard_.find("<stream:stream");
    const std::size_t end = heard_.find('>', begin == std::string::npos ? 0 : begin);
    if (begin == std::string::npos || end == std::string::npos) complain("a stream header");
    const std::string header = heard_.substr(begin, end + 1 - begin);
    const auto element = bridge::parse_element(header + std::string(closing));
    if (!element || !element->is({"stream", core::ns::streams}) || element->attribute("to") != to || begin > 64)
        complain("a stream header to " + std::string(to));
    heard_.erase(0, end + 1);
    return *this;
}

Conversation& Conversation::expect_close() {
    fetch();
    if (!heard_.starts_with(closing)) complain(std::string(closing));
    heard_.erase(0, closing.size());
    return *this;
}

Conversation& Conversation::expect_nothing() {
    fetch();
    if (!heard_.empty()) complain("nothing");
    return *this;
}

Conversation& Conversation::say(std::string_view text) {
    const std::string bytes = fill_in(text, names_);
    const std::size_t step = chunk_ == 0 ? std::max<std::size_t>(bytes.size(), 1) : chunk_;
    for (std::size_t at = 0; at < bytes.size(); at += step)
        if (!stream.receive(std::string_view(bytes).substr(at, step))) break;  // it has ended, and says why
    return *this;
}

Conversation& Conversation::say_header(std::string_view features) {
    return say(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        "id='c2s' from='" +
        std::string(stream.address().domain()) +
        "' version='1.0' xml:lang='en'>"
        "<stream:features>" +
        std::string(features) + "</stream:features>");
}

Conversation& Conversation::wait(Duration time) {
    clock.advance(time);
    stream.expire();
    return *this;
}

}  // namespace headstock::testing
