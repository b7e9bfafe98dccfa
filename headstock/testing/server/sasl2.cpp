// SPDX-License-Identifier: MIT
// A login by SASL2 (XEP-0388), with what may come with it: resuming, Bind 2 (XEP-0386), and tokens (XEP-0484).
#include <algorithm>
#include <utility>

#include "headstock/base/base64.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/extensions/carbons.hpp"
#include "headstock/testing/server/resumption.hpp"
#include "headstock/testing/server/server_stream.hpp"
#include "headstock/testing/server/tokens.hpp"

namespace headstock::testing::detail {

namespace ns = core::ns;
using core::StreamCondition;

namespace {

bridge::Element own(std::string_view tag) { return bridge::Element(tag, ns::sasl2); }

}  // namespace

bridge::Element ServerStream::authentication() const {
    bridge::Element offer = own("authentication");
    for (const std::string& name : login_->mechanisms()) offer.add(own("mechanism").text(name));
    bridge::Element more = own("inline");
    bridge::Element bind("bind", ns::bind2);
    bridge::Element with_bind("inline", ns::bind2);
    with_bind.add(bridge::Element("feature", ns::bind2).attribute("var", carbons::ns));
    if (hub_->options.stream_management) {
        with_bind.add(bridge::Element("feature", ns::bind2).attribute("var", ns::stream_management));
        more.add(bridge::Element("sm", ns::stream_management));
    }
    more.add(bind.add(with_bind));
    bridge::Element fast("fast", ns::fast);
    for (const std::string& name : token_mechanisms(link_.channel()))
        fast.add(bridge::Element("mechanism", ns::fast).text(name));
    if (link_.encrypted()) more.add(fast);
    return offer.add(more);
}

/// Takes <authenticate/>, and what follows it. It goes the way of RFC 6120 in other words.
void ServerStream::authenticate(bridge::View element) {
    if (!login_) return end(StreamCondition::policy_violation);
    if (element.tag() == "authenticate") {
        request_ = element.own();
        const auto first = element.child({"initial-response", ns::sasl2});
        const std::string_view mechanism = element.attribute("mechanism").value_or("");
        if (element.has_child({"fast", ns::fast})) {
            const Result<std::string> bytes = from_base64(first ? first->text() : "");
            return answer(take_token(*hub_, mechanism, bytes ? *bytes : std::string(), link_.channel()));
        }
        bridge::Element auth("auth", ns::sasl);
        auth.attribute("mechanism", mechanism);
        if (first) auth.text(first->text().empty() ? "=" : first->text());
        return answer(login_->hear(auth));
    }
    if (!request_ || (element.tag() != "response" && element.tag() != "abort"))
        return end(StreamCondition::unsupported_stanza_type);
    const std::string text = element.text();
    answer(login_->hear(bridge::Element(element.tag(), ns::sasl).text(text.empty() ? "=" : text)));
}

void ServerStream::answer(const Login::Answer& answer) {
    using Kind = Login::Answer::Kind;
    if (answer.kind == Kind::success) return welcome(answer);
    if (answer.kind == Kind::challenge) return write(own("challenge").text(to_base64(answer.data.value_or(""))));
    request_.reset();
    write(own("failure").add(bridge::Element(word(answer.why), ns::sasl)));
    if (++failures_ >= hub_->options.max_logins) end(StreamCondition::policy_violation);
}

void ServerStream::welcome(const Login::Answer& answer) {
    const bridge::Element request = *std::exchange(request_, std::nullopt);
    account_ = answer.account;
    parser_.limit(hub_->options.limits);
    bridge::Element success = own("success");
    if (answer.data) success.add(own("additional-data").text(to_base64(*answer.data)));
    const std::vector<bridge::Element> came = begin_session(request);
    success.add(own("authorization-identifier").text(session_ ? session_->jid.text() : account_->jid.text()));
    for (const bridge::Element& element : came) success.add(element);
    if (const auto token = token_for(request)) success.add(*token);
    write(success);
    say_features();
    if (!came.empty() && came.front().tag() == "resumed") deliver_again();
}

/// A token, where a client that can be told from others asks for one.
std::optional<bridge::Element> ServerStream::token_for(bridge::View request) {
    const auto wish = request.child({"request-token", ns::fast});
    const auto agent = request.child({"user-agent", ns::sasl2});
    if (!wish || !agent || !link_.encrypted() || account_->nobody) return std::nullopt;
    const std::string mechanism(wish->attribute("mechanism").value_or(""));
    const std::vector<std::string> possible = token_mechanisms(link_.channel());
    if (std::ranges::find(possible, mechanism) == possible.end()) return std::nullopt;
    return issue_token(*hub_, *account_, mechanism, agent->attribute("id").value_or(""));
}

/// The session that was lost, else one with a new resource, as far as they are asked for.
std::vector<bridge::Element> ServerStream::begin_session(bridge::View request) {
    std::vector<bridge::Element> came;
    if (const auto wish = request.child({"resume", ns::stream_management})) {
        auto session = resume(*hub_, *account_, *wish);
        came.push_back(session ? resumed(**session) : session.error());
        if (session) {
            serve(std::move(*session));
            session_->outlet.attach(*this);
            return came;
        }
    }
    const auto wish = request.child({"bind", ns::bind2});
    if (!wish) return came;
    const auto tag = wish->child({"tag", ns::bind2});
    const auto jid = claim((tag ? tag->text() + '/' : std::string()) + random_id(hub_->random));
    if (!jid) return came;
    begin_session(*jid);
    bridge::Element bound("bound", ns::bind2);
    if (const auto enabling = wish->child({"enable", ns::stream_management}))
        bound.add(enable(*hub_, *session_, *enabling));
    session_->carbons = wish->has_child({"enable", carbons::ns});
    came.push_back(std::move(bound));
    return came;
}

}  // namespace headstock::testing::detail
