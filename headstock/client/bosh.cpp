// SPDX-License-Identifier: MIT
#include "headstock/client/bosh.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "headstock/base/number.hpp"
#include "headstock/bridge/writer.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/stream_failure.hpp"
#include "headstock/core/stream_format.hpp"
#include "headstock/network/errc.hpp"

namespace headstock::client {
namespace {

constexpr std::string_view xbosh_ns = "urn:xmpp:xbosh";
constexpr std::array<bridge::Prefix, 1> body_prefixes{{{"xmpp", xbosh_ns}}};  // servers look for this very prefix
constexpr bridge::WriteOptions body_root{.default_ns = bosh_ns, .prefixes = body_prefixes, .declare = true};

constexpr std::size_t max_sid = 1024;
constexpr std::uint32_t longest_pause = 3600;  // seconds that a server may make us wait between two questions

bool is(std::string_view message, std::string_view tag, std::string_view ns) {
    return message.starts_with('<' + std::string(tag) + " xmlns='" + std::string(ns) + '\'');
}

std::optional<std::string> kept(std::optional<std::string_view> value) {
    return value ? std::optional<std::string>(*value) : std::nullopt;
}

/// A number that stands in an answer, or `usual` where it does not.
Result<std::uint32_t> number(const std::optional<std::string>& text, std::uint32_t usual) {
    return text ? read_number<std::uint32_t>(*text) : Result<std::uint32_t>(usual);
}

/// Features that have no place here: HTTPS does both (XEP-0206 §4).
bridge::Element without_layers(bridge::View features) {
    bridge::Element kept_ones(features.name());
    for (const bridge::View feature : features.children())
        if (feature.tag() != "compression" && feature.ns() != core::ns::tls) kept_ones.add(feature);
    return kept_ones;
}

/// Whether the server has forgotten the session, or was unable to carry it on: as after a lost connection.
bool is_loss(std::string_view condition) { return condition == "item-not-found" || condition == "other-request"; }

core::StreamFailure failure_of(std::string_view condition, const std::string& uri) {
    core::StreamFailure failure;
    if (const auto same = core::stream_condition(condition)) {
        failure.condition = *same;
    } else if (condition == "bad-request") {
        failure.condition = core::StreamCondition::bad_format;
    } else if (condition == "see-other-uri") {
        failure.condition = core::StreamCondition::see_other_host;
        failure.other_host = uri;
    } else {
        failure.text = condition;
    }
    return failure;
}

/// What a status meant before there were conditions (XEP-0124 §17.1).
std::string_view condition_of(long status) {
    return status == 400 ? "bad-request" : status == 403 ? "policy-violation" : status == 404 ? "item-not-found" : "";
}

Error not_a_session(std::string text) { return {core::Errc::not_a_stream, std::move(text)}; }

}  // namespace

Bosh::Bosh(BoshOptions options, const Clock& clock, Random& random)
    : options_(std::move(options)),
      clock_(clock),
      parser_(*this, options_.limits),
      rid_(1 + random.below(max_first_rid)),
      polling_(options_.pace) {
    parser_.take_for_client(bosh_ns);  // servers forget the namespace of stanzas (XEP-0206 §2)
    ask_for_session();
}

// --- what goes out ---

void Bosh::ask_for_session() {
    bridge::Element body("body", bosh_ns);
    body.attribute("to", options_.to).attribute("ver", "1.6").attribute("hold", "1");
    body.attribute("wait", std::to_string(options_.wait.count())).attribute("content", bosh_content_type);
    if (!options_.language.empty()) body.attribute(bridge::xml_lang, options_.language);
    body.attribute({"version", xbosh_ns}, "1.0");
    write_body(open_.emplace_back(), std::move(body), {});
}

Result<void> Bosh::send(std::string_view output) {
    Result<std::vector<std::string>> messages = written_.send(output);
    if (!messages) return std::unexpected(std::move(messages.error()));
    for (std::string& message : *messages) {
        if (over_ || ending_ || is(message, "error", core::ns::streams)) continue;  // our errors have no place in it
        Piece::Kind kind = Piece::Kind::payload;
        if (is(message, "close", framing_ns)) kind = Piece::Kind::end;
        if (is(message, "open", framing_ns)) kind = Piece::Kind::restart;
        if (kind == Piece::Kind::restart && !std::exchange(begun_, true)) continue;  // that was the first request
        ending_ = kind == Piece::Kind::end;
        pieces_.push_back({kind, std::move(message)});
    }
    return {};
}

/// Makes the next request, of as much as may be together; empty where there is nothing to say.
void Bosh::compose() {
    Exchange& made = open_.emplace_back();
    made.empty = pieces_.empty();
    bridge::Element body("body", bosh_ns);
    std::string content;
    for (; !pieces_.empty() && pieces_.front().kind == Piece::Kind::payload; pieces_.pop_front())
        content += pieces_.front().xml;
    if (!pieces_.empty() && pieces_.front().kind == Piece::Kind::end) {
        made.ends = true;
        pieces_.pop_front();
        body.attribute("type", "terminate");
    } else if (!pieces_.empty() && content.empty()) {
        must_restart_ = false;
        restarted_ = true;
        pieces_.pop_front();
        body.attribute("to", options_.to).attribute({"restart", xbosh_ns}, "true");
        if (!options_.language.empty()) body.attribute(bridge::xml_lang, options_.language);
    }
    write_body(made, std::move(body), content);
}

void Bosh::write_body(Exchange& exchange, bridge::Element body, const std::string& content) {
    exchange.rid = rid_++;
    exchange.first = exchange.due = clock_.now();
    body.attribute("rid", std::to_string(exchange.rid));
    if (established()) body.attribute("sid", sid_);
    // What cannot be written came from the server, or from a domain: the request is refused like any other bad one.
    if (content.empty()) (void)bridge::write(body, exchange.body, body_root);
    else if (bridge::write_start(body, exchange.body, body_root)) exchange.body += content + "</body>";
}

std::optional<Bosh::Request> Bosh::next() {
    if (over_) return std::nullopt;
    for (Exchange& each : open_)
        if (each.id == 0 && !each.answer && each.due <= clock_.now()) return launch(each);
    if (!may_ask() || clock_.now() < earliest()) return std::nullopt;
    compose();
    return launch(open_.back());
}

/// Whether one more request may be made: with something to say while there is room, without only when none is open.
bool Bosh::may_ask() const {
    if (!established() || over_ || input_.size() >= options_.unread) return false;
    if (pieces_.empty()) return open_.empty() && !ending_ && !must_restart_;
    const bool ends = pieces_.back().kind == Piece::Kind::end;  // there is always room for the last one (§11)
    return open_.size() < requests_ + (ends ? 1 : 0);
}

/// When one may be.
Instant Bosh::earliest() const {
    if (pieces_.empty()) return poll_at_;
    return open_.empty() ? Instant::min() : open_.back().first + options_.apart;
}

Bosh::Request Bosh::launch(Exchange& exchange) {
    exchange.id = ++attempts_;
    ++exchange.attempts;
    return {exchange.id, exchange.body};
}

std::optional<Instant> Bosh::deadline() const {
    if (over_) return std::nullopt;
    std::optional<Instant> first;
    for (const Exchange& each : open_)
        if (each.id == 0 && !each.answer && (!first || each.due < *first)) first = each.due;
    if (may_ask() && (!first || earliest() < *first)) first = earliest();
    return first;
}

// --- what comes in ---

Bosh::Exchange* Bosh::find(std::uint64_t id) {
    const auto found = std::ranges::find(open_, id, &Exchange::id);
    return id == 0 || found == open_.end() ? nullptr : &*found;
}

Result<void> Bosh::failed(std::uint64_t id, Error why) {
    const Exchange* exchange = over_ ? nullptr : find(id);
    if (!exchange) return {};
    if (!established()) return over_ = true, std::unexpected(std::move(why));  // who asks for a session asks again
    return again(exchange->rid, exchange->rid, why);
}

/// Has requests made again that have no answer: at once the first time, then with pauses that grow.
Result<void> Bosh::again(std::uint64_t first, std::uint64_t last, const Error& why) {
    for (Exchange& each : open_) {
        if (each.rid < first || each.rid > last || each.answer) continue;
        if (each.attempts >= options_.attempts) return over_ = true, std::unexpected(why);
        each.id = 0;
        each.due = clock_.now() + options_.retry * (each.attempts - 1);
    }
    return {};
}

Result<void> Bosh::answered(std::uint64_t id, long status, std::string_view body) {
    Exchange* exchange = over_ ? nullptr : find(id);
    if (!exchange) return {};  // it was made again since
    const Error unanswered{network::Errc::fetch_failed, "status " + std::to_string(status)};
    if (status >= 500) return failed(id, unanswered);
    if (status != 200) {
        over_ = true;
        Reading refused;
        refused.condition = condition_of(status);
        const bool known = established() && !refused.condition->empty();
        return known ? end_session(refused) : std::unexpected(unanswered);
    }
    Result<Reading> heard = read(body);
    if (!heard) return over_ = true, std::unexpected(std::move(heard.error()));
    // §17.3: with all before it that have no answer.
    if (heard->type == "error" && established())
        return again(0, exchange->rid, {core::Errc::connection_lost, "BOSH: error"});
    exchange->id = 0;
    exchange->answer = std::move(*heard);
    return in_order();
}

/// Takes the answers in the order of the requests (§14.2), as far as they are here.
Result<void> Bosh::in_order() {
    while (!over_ && !open_.empty() && open_.front().answer) {
        Exchange done = std::move(open_.front());
        open_.pop_front();
        if (Result<void> taken = take(std::move(done)); !taken) return over_ = true, taken;
    }
    return {};
}

Result<void> Bosh::take(Exchange done) {
    const Reading& heard = *done.answer;
    const bool begins = !established();
    if (begins && heard.type == "terminate") return end_session(heard);
    if (begins)
        if (auto begun = begin_session(heard); !begun) return begun;
    if (heard.sid && *heard.sid != sid_) return std::unexpected(not_a_session("another sid"));
    const bool ends = done.ends || heard.error || heard.type == "terminate";
    const bool says = ends || !heard.content.empty();
    // The new stream's first words may come with the answer to the request before, which was still open.
    if (begins || (says && std::exchange(restarted_, false))) say_header(heard);
    input_ += heard.content;
    poll_at_ = done.empty && !says ? done.first + polling_ : clock_.now() + options_.apart;
    return ends ? end_session(heard) : Result<void>();
}

Result<void> Bosh::begin_session(const Reading& heard) {
    if (!heard.sid || heard.sid->empty() || heard.sid->size() > max_sid)
        return std::unexpected(not_a_session("no sid that could be used"));
    const Result<std::uint32_t> requests = number(heard.requests, static_cast<std::uint32_t>(options_.requests));
    const Result<std::uint32_t> polling = number(heard.polling, 0);
    if (!requests || *requests == 0 || !polling) return std::unexpected(not_a_session("requests or polling"));
    sid_ = *heard.sid;
    requests_ = std::min<std::size_t>(*requests, options_.requests);
    polling_ = std::max<Duration>(options_.pace, std::chrono::seconds(std::min(*polling, longest_pause)));
    return {};
}

/// The header of which the server's side speaks for itself in attributes.
void Bosh::say_header(const Reading& heard) {
    bridge::Element root("stream", core::ns::streams);
    root.attribute("from", heard.from.value_or(options_.to)).attribute("version", heard.version.value_or("1.0"));
    if (heard.authid) root.attribute("id", *heard.authid);
    (void)bridge::write_start(root, input_, core::stream_root);  // it was parsed a moment ago
}

Result<void> Bosh::end_session(const Reading& heard) {
    over_ = true;
    open_.clear();
    pieces_.clear();
    const std::string condition = heard.condition.value_or("");
    if (is_loss(condition)) return fail(core::Errc::connection_lost, "BOSH: " + condition);
    const bridge::Element error = heard.error ? *heard.error : failure_of(condition, heard.uri).write();
    if (!established()) return std::unexpected(core::StreamFailure::read(error).error());
    if (heard.error || !condition.empty()) (void)bridge::write(error, input_, core::in_stream);
    input_ += core::stream_end;
    return {};
}

Result<Bosh::Reading> Bosh::read(std::string_view body) {
    reading_ = {};
    parser_.restart();
    Result<bridge::Flow> fed = parser_.feed(body);
    if (!fed) return std::unexpected(std::move(fed.error()));
    if (*fed == bridge::Flow::stop) return std::unexpected(not_a_session("no <body/> of BOSH"));
    if (auto complete = parser_.finish(); !complete) return std::unexpected(std::move(complete.error()));
    return std::exchange(reading_, {});
}

bridge::Flow Bosh::on_start(bridge::View element, std::size_t depth) {
    if (depth > 0) return bridge::Flow::go;
    if (!element.is({"body", core::ns::client})) return bridge::Flow::stop;
    const auto said = [element](std::string_view name) { return kept(element.attribute(name)); };
    reading_.sid = said("sid");
    reading_.type = said("type");
    reading_.condition = said("condition");
    reading_.from = said("from");
    reading_.authid = said("authid");
    reading_.requests = said("requests");
    reading_.polling = said("polling");
    reading_.version = kept(element.attribute({"version", xbosh_ns}));
    return bridge::Flow::go;
}

bridge::Flow Bosh::on_end(bridge::View element, std::size_t depth) {
    if (depth != 1) return bridge::Flow::go;
    if (element.is({"error", core::ns::streams})) {
        reading_.error = element.own();
    } else if (element.ns() == core::ns::stream_errors) {  // what is in such an error (XEP-0206 §6)
        if (!reading_.error) reading_.error.emplace("error", core::ns::streams);
        reading_.error->add(element);
    } else if (element.is({"uri", core::ns::client})) {
        reading_.uri = element.text();
    } else {
        // What comes next restarts the stream, whether it says so or not (Prosody): so nothing else may (XEP-0206 §5).
        if (element.is({"success", core::ns::sasl})) must_restart_ = true;
        const bool features = element.is({"features", core::ns::streams});
        const bridge::Element passed = features ? without_layers(element) : element.own();
        (void)bridge::write(passed, reading_.content, core::in_stream);  // it was parsed a moment ago
    }
    return bridge::Flow::go;
}

}  // namespace headstock::client
