// SPDX-License-Identifier: MIT
#include "headstock/testing/server/server_stream.hpp"

#include <array>
#include <utility>

#include "headstock/base/number.hpp"
#include "headstock/bridge/writer.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/stream_format.hpp"
#include "headstock/testing/server/presences.hpp"
#include "headstock/testing/server/resumption.hpp"
#include "headstock/testing/server/routing.hpp"

namespace headstock::testing::detail {
namespace {

namespace ns = core::ns;
using core::StreamCondition;

constexpr std::size_t read_size = 16U << 10U;

}  // namespace

ServerStream::ServerStream(Hub& hub, Entrance entrance) : hub_(&hub), parser_(*this, hub.options.before_login) {
    deadline_ = hub.clock.now() + hub.options.login_limit;
    if (!hub.options.components.empty()) parser_.take_for_client(ns::component);
    if (hub.refuses) phase_ = Phase::over;
    const bool tls = entrance == Entrance::direct_tls || (entrance == Entrance::websocket && hub.options.tls);
    if (tls && !link_.encrypt(hub.tls())) phase_ = Phase::over;
    if (entrance == Entrance::websocket) link_.frame(hub.options.limits);
    hub.join(*this);
}

ServerStream::~ServerStream() {
    if (hub_) hub_->leave(*this);
}

std::optional<Instant> ServerStream::deadline() const {
    if (phase_ == Phase::over && link_.waiting() == 0) return std::nullopt;
    return deadline_;
}

void ServerStream::receive(std::string_view bytes) {
    if (phase_ == Phase::over) return;
    touch();
    if (!link_.encrypted() && !link_.framed()) return take(bytes);
    std::array<char, read_size> plain;
    Result<void> fine = link_.encrypted() ? link_.receive(bytes) : take_framed(bytes);
    while (fine && link_.encrypted() && phase_ != Phase::over) {
        const Result<std::size_t> got = link_.read(plain);
        if (!got) fine = std::unexpected(got.error());
        else if (*got == 0) break;
        else if (link_.framed()) fine = take_framed({plain.data(), *got});
        else take({plain.data(), *got});
    }
    if (phase_ == Phase::over || (fine && !link_.peer_closed())) return;
    leave(true);  // there is no way left to say why, but for the alert of TLS
    link_.close();
}

/// What came in the messages of a WebSocket.
Result<void> ServerStream::take_framed(std::string_view bytes) {
    Result<std::string> words = link_.unframe(bytes);
    if (!words) return std::unexpected(std::move(words.error()));
    if (!words->empty()) take(*words);
    return {};
}

/// What a handler asked for while the parser ran is done when it has stopped.
void ServerStream::take(std::string_view words) {
    Result<bridge::Flow> flow = parser_.feed(words);
    while (phase_ != Phase::over) {
        if (!flow) return end(core::StreamFailure::of(flow.error()));
        const Next next = std::exchange(next_, Next::nothing);
        if (next == Next::nothing) return;
        if (next == Next::encrypt) return begin_tls();
        const std::string rest(parser_.unparsed());
        parser_.restart();
        parser_.limit(hub_->options.limits);
        phase_ = Phase::opening;
        header_said_ = false;
        flow = parser_.feed(rest);
    }
}

void ServerStream::begin_tls() {
    // Said in plain by whoever is between us: never heard (RFC 6120 §5.4.3.3).
    if (!parser_.unparsed().empty()) return end(StreamCondition::policy_violation);
    write(bridge::Element("proceed", ns::tls));
    parser_.restart();
    phase_ = Phase::opening;
    header_said_ = false;
    if (!link_.encrypt(hub_->tls())) leave();
}

bridge::Flow ServerStream::on_start(bridge::View element, std::size_t depth) {
    if (depth == 0) open(element);
    return phase_ == Phase::over ? bridge::Flow::stop : bridge::Flow::go;
}

bridge::Flow ServerStream::on_end(bridge::View element, std::size_t depth) {
    if (depth == 0) finish();
    if (depth == 1) hear(element);
    return phase_ == Phase::over || next_ != Next::nothing ? bridge::Flow::stop : bridge::Flow::go;
}

void ServerStream::hear(bridge::View element) {
    std::optional<bridge::Element> changed;
    if (!hub_->tampering.empty()) {
        changed.emplace(element);
        const Fate fate = tamper(core::Direction::received, *changed);
        if (fate == Fate::cut) lost();
        if (fate != Fate::pass || phase_ == Phase::over) return;
        element = changed->view();
    }
    if (phase_ == Phase::negotiating) negotiate(element);
    else carry(element);
}

/// What the handlers make of an element, one after the other.
Fate ServerStream::tamper(core::Direction direction, bridge::Element& element) const {
    Fate fate = Fate::pass;
    const core::Jid client = session_ ? session_->jid : core::Jid();
    hub_->tampering.visit([&](const auto& handler) {
        fate = handler(direction, client, element);
        return fate == Fate::pass;
    });
    return fate;
}

/// RFC 6120 §4.7, §4.9.3.
void ServerStream::open(bridge::View header) {
    language_ = header.attribute(bridge::xml_lang).value_or("");
    client_ = core::Jid::parse(header.attribute("from").value_or("")).value_or(core::Jid());
    const core::Jid to = core::Jid::parse(header.attribute("to").value_or("")).value_or(core::Jid());
    if (!to.empty() && !header.attribute("version")) component_ = hub_->component_account(to);
    say_header();
    if (const auto wrong = what_is_wrong(header)) return end(*wrong);
    phase_ = Phase::negotiating;
    if (!component_) say_features();
}

std::optional<StreamCondition> ServerStream::what_is_wrong(bridge::View header) const {
    const auto to = header.attribute("to");
    const std::string_view version = header.attribute("version").value_or("0.9");
    const auto major = read_number<unsigned>(version.substr(0, version.find('.')));
    if (header.ns() != ns::streams) return StreamCondition::invalid_namespace;
    if (header.tag() != "stream") return StreamCondition::bad_format;
    if (component_) return std::nullopt;
    if (!to) return StreamCondition::improper_addressing;
    if (core::Jid::parse(*to).value_or(core::Jid()) != hub_->address) return StreamCondition::host_unknown;
    if (!major || *major < 1) return StreamCondition::unsupported_version;
    return std::nullopt;
}

void ServerStream::say_header() {
    bridge::Element root("stream", ns::streams);
    id_ = random_id(hub_->random);
    root.attribute("from", component_ ? component_->jid.text() : hub_->address.text()).attribute("id", id_);
    if (!component_) root.attribute("version", "1.0").attribute(bridge::xml_lang, "en");
    if (!client_.empty()) root.attribute("to", client_.text());
    (void)bridge::write_start(root, link_.words(), component_ ? core::component_root : core::stream_root);
    header_said_ = true;
    touch();
}

void ServerStream::say_features() {
    bridge::Element features("features", ns::streams);
    if (hub_->options.tls && !link_.encrypted()) {
        features.add(bridge::Element("starttls", ns::tls).add(bridge::Element("required", ns::tls)));
    } else if (!account_) {
        login_.emplace(*hub_, link_.channel());
        bridge::Element mechanisms("mechanisms", ns::sasl);
        for (const std::string& name : login_->mechanisms())
            mechanisms.add(bridge::Element("mechanism", ns::sasl).text(name));
        features.add(mechanisms);
        if (hub_->options.sasl2) features.add(authentication());
        bridge::Element types("sasl-channel-binding", ns::channel_binding_types);
        for (const std::string& type : login_->binding_types())
            types.add(bridge::Element("channel-binding", types.ns()).attribute("type", type));
        if (!login_->binding_types().empty()) features.add(types);
    } else {
        if (!session_) features.add(bridge::Element("bind", ns::bind));
        if (hub_->options.legacy_session)
            features.add(bridge::Element("session", ns::session).add(bridge::Element("optional", ns::session)));
        if (hub_->options.stream_management) features.add(bridge::Element("sm", ns::stream_management));
        features.add(bridge::Element("ver", "urn:xmpp:features:rosterver"));
        features.add(bridge::Element("sub", "urn:xmpp:features:pre-approval"));
    }
    write(features);
}

void ServerStream::write(bridge::View element) {
    if (hub_->tampering.empty()) return put(element);
    bridge::Element changed(element);
    const Fate fate = tamper(core::Direction::sent, changed);
    if (fate == Fate::pass) put(changed);
    if (fate != Fate::cut) return;
    cut_ = true;  // at the end of the turn: whoever writes may be walking through the sessions
    touch();
}

void ServerStream::put(bridge::View element) {
    if (cut_) return;
    (void)bridge::write(element, link_.words(), core::in_stream);  // it was parsed, or is our own: XML can say it
    touch();
}

std::size_t ServerStream::deliver(bridge::View stanza) {
    if (phase_ != Phase::bound || behind_) return 0;
    const std::size_t before = link_.words().size();
    write(stanza);
    behind_ = fell_behind();
    return link_.words().size() - before;
}

bool ServerStream::fell_behind() const {
    if (link_.waiting() > hub_->options.max_output) return true;
    const auto& queue = session_->outlet.queue;
    return queue && (queue->waiting().size() > hub_->options.max_unacked || queue->bytes() > hub_->options.max_output);
}

void ServerStream::ask_for_ack() {
    if (session_ && session_->outlet.queue && std::exchange(session_->outlet.asking, false))
        write(bridge::Element("r", ns::stream_management));
}

void ServerStream::touch() {
    if (!std::exchange(marked_, true)) hub_->touched(*this);
}

void ServerStream::settle() {
    marked_ = false;
    if (cut_) return lost();
    if (std::exchange(behind_, false)) end(StreamCondition::resource_constraint);
    ask_for_ack();
    marked_ = false;
    link_.seal();
}

void ServerStream::end(const core::StreamFailure& why, const std::optional<bridge::Element>& detail) {
    if (phase_ == Phase::over) return;
    if (!header_said_) say_header();
    bridge::Element error = why.write();
    if (detail) error.add(*detail);
    write(error);
    finish();
}

/// Says the last words: the client may still fetch them.
void ServerStream::finish() {
    if (phase_ == Phase::over) return;
    leave();
    link_.words().append(core::stream_end);
    link_.close();
    deadline_ = hub_->clock.now() + hub_->options.close_limit;
    touch();
}

/// The stream is over. A session that may be resumed outlives one that ended by accident.
void ServerStream::leave(bool by_accident) {
    phase_ = Phase::over;
    deadline_ = hub_->clock.now() + hub_->options.close_limit;
    Account* account = std::exchange(account_, nullptr);
    if (session_ && by_accident && !session_->outlet.id.empty()) hub_->keep(std::move(session_));
    else if (session_) bury(*hub_, std::move(session_));
    else if (account && account->nobody) hub_->accounts.remove(*account);
}

std::unique_ptr<Session> ServerStream::surrender() {
    std::unique_ptr<Session> session = std::move(session_);
    account_ = nullptr;
    end(StreamCondition::conflict);
    return session;
}

void ServerStream::lost() {
    if (phase_ != Phase::over) leave(true);
    link_.words().clear();
    link_.discard();
}

void ServerStream::expire() {
    if (!deadline() || *deadline_ > hub_->clock.now()) return;
    deadline_.reset();
    if (phase_ == Phase::over) link_.discard();
    else end(StreamCondition::connection_timeout);
}

void ServerStream::abandon() {
    hub_ = nullptr;
    account_ = nullptr;
    session_.reset();
    phase_ = Phase::over;
    deadline_.reset();
}

void ServerStream::carry(bridge::View element) {
    if (element.tag() == "error" && element.ns() == ns::streams) return finish();
    if (element.ns() == ns::stream_management) return manage(element);
    if (const auto wrong = route(*hub_, *session_, element)) return end(*wrong);
    session_->outlet.received();
}

}  // namespace headstock::testing::detail
