// SPDX-License-Identifier: MIT
#include "headstock/core/stream.hpp"

#include <array>
#include <cassert>
#include <set>
#include <utility>

#include "headstock/core/bind.hpp"
#include "headstock/core/compression.hpp"
#include "headstock/core/namespaces.hpp"
#include "headstock/core/registration.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/core/sasl2.hpp"
#include "headstock/core/starttls.hpp"
#include "headstock/core/stream_failure.hpp"
#include "headstock/core/stream_format.hpp"
#include "headstock/core/stream_resume.hpp"

namespace headstock::core {
namespace {

constexpr std::array<std::string_view, 6> status_words{"disconnected",  "connecting", "connected",
                                                       "authenticated", "bound",      "available"};

std::vector<std::unique_ptr<Feature>> all_features() {
    std::vector<std::unique_ptr<Feature>> features;
    features.push_back(std::make_unique<StartTls>());
    features.push_back(std::make_unique<Registration>());
    features.push_back(std::make_unique<Sasl2>());
    features.push_back(std::make_unique<Sasl>());
    features.push_back(std::make_unique<Compression>());
    features.push_back(std::make_unique<Resume>());
    features.push_back(std::make_unique<Bind>());
    features.push_back(std::make_unique<LegacySession>());
    return features;
}

}  // namespace

std::string_view word(Status status) { return status_words.at(static_cast<std::size_t>(status)); }

Stream::Stream(Account account, StreamOptions options, const Clock& clock, Random& random)
    : clock_(clock),
      negotiation_{std::move(account), std::move(options), clock, random, {}, false, {}, {}, {}, {}},
      parser_(*this, negotiation_.options.before_login),
      router_([this](bridge::View stanza) { return answer_or_send(stanza); }, clock, random,
              negotiation_.options.reply_burst, negotiation_.options.reply_rate) {
    for (const std::string_view stanza : {"message", "presence", "iq"})
        dispatcher_.on({stanza, ns::client}, [this](bridge::View element) { router_.receive(element); }).detach();
}

Stream::Stream(Account account) : Stream(std::move(account), StreamOptions()) {}

Stream::~Stream() = default;

void Stream::connecting() {
    assert(status_ == Status::disconnected && "the stream stands already");
    negotiation_.channel = {};
    negotiation_.authenticated = false;
    negotiation_.mechanism.clear();
    negotiation_.bound = Jid();
    negotiation_.refused_mechanisms.clear();
    negotiation_.recall();
    negotiation_.bound_with.clear();
    foreseen_ = false;
    features_ = all_features();
    offered_.reset();
    consumed_ += output_.size() - sent_;  // it goes nowhere: those who wait to hear of it are told by now
    output_.clear();
    sent_ = 0;
    need_ = Need::nothing;
    pending_ = Progress::wait;
    closing_ = false;
    end_.reset();
    heard_at_ = clock_.now();
    probed_at_.reset();
    phase_limit_ = heard_at_ + negotiation_.options.login_limit;
    reach(Status::connecting);
}

void Stream::start(auth::Channel channel) {
    if (status_ == Status::disconnected) connecting();
    negotiation_.channel = std::move(channel);
    open();
}

void Stream::encrypted(auth::Channel channel) {
    assert(need_ == Need::encryption && "nobody asked for TLS");
    need_ = Need::nothing;
    negotiation_.channel = std::move(channel);
    negotiation_.channel.encrypted = true;
    open();
}

void Stream::compressed() {
    assert(need_ == Need::compression && "nobody asked for it");
    need_ = Need::nothing;
    open();
}

/// Sends a stream header and expects another (RFC 6120 §4.2): what the last stream said is forgotten (§4.3.3).
void Stream::open() {
    parser_.restart();
    parser_.limit(negotiation_.authenticated ? negotiation_.options.limits : negotiation_.options.before_login);
    features_known_ = false;
    current_ = nullptr;
    const Account& account = negotiation_.account;
    bridge::Element root("stream", ns::streams);
    parser_.take_for_client(account.is_component ? ns::component : "");
    root.attribute("to", account.jid.domain());
    if (!account.is_component) root.attribute("version", "1.0");
    const bool says_who = negotiation_.channel.encrypted && !account.anonymous && !account.is_component;
    if (says_who) root.attribute("from", account.jid.bare_text());
    if (!negotiation_.options.language.empty()) root.attribute(bridge::xml_lang, negotiation_.options.language);
    if (auto written = bridge::write_start(root, output_, account.is_component ? component_root : stream_root);
        !written)
        return finish(std::move(written.error()));
    trace(Direction::sent, root);
    if (!negotiation_.authenticated) begin_as_foreseen();
}

/// With a token, and features that are known from the last time, the server is not waited for.
void Stream::begin_as_foreseen() {
    auto features = Sasl2::foreseen(negotiation_);
    if (!features) return;
    offered_ = std::move(features);
    foreseen_ = true;
    if (begin(login(), offered_->view())) return;
    foreseen_ = false;
    current_ = nullptr;
}

Feature& Stream::login() {
    return **std::ranges::find_if(features_, [](const auto& feature) { return feature->name() == Sasl2().name(); });
}

Result<Progress> Stream::begin(Feature& feature, bridge::View features) {
    current_ = &feature;
    return feature.start(*features.child(feature.name()), negotiation_,
                         [this](bridge::View out) { return write(out); });
}

Result<void> Stream::commit(std::size_t size) {
    if (end_) return std::unexpected(*end_);
    heard_at_ = clock_.now();
    return after(parser_.commit(size));
}

Result<void> Stream::receive(std::string_view bytes) {
    if (end_) return std::unexpected(*end_);
    heard_at_ = clock_.now();
    return after(parser_.feed(bytes));
}

/// What a handler asked for while the parser ran is done when it has stopped.
Result<void> Stream::after(Result<bridge::Flow> flow) {
    if (end_) return std::unexpected(*end_);
    if (!flow) {
        fail_with({flow.error().code, flow.error().text});
        return std::unexpected(*end_);
    }
    switch (std::exchange(pending_, Progress::wait)) {
        case Progress::encrypt:
            if (!parser_.unparsed().empty()) {  // said in plain by whoever is between us: never heard (CVE-2021-22947)
                finish({Errc::bytes_before_tls, {}});
                return std::unexpected(*end_);
            }
            need_ = Need::encryption;
            return {};
        case Progress::compress:
            if (!parser_.unparsed().empty()) {  // it may not speak before our new header, and this is not compressed
                fail_with({Errc::unexpected_element, "bytes before the compression"});
                return std::unexpected(*end_);
            }
            need_ = Need::compression;
            return {};
        case Progress::restart: {
            const std::string early(parser_.unparsed());  // a server that does not wait for our header
            open();
            return early.empty() ? Result<void>() : receive(early);
        }
        default:
            return {};
    }
}

bridge::Flow Stream::on_start(bridge::View element, std::size_t depth) {
    if (depth == 0) return header(element);
    return dispatcher_.on_start(element, depth);
}

bridge::Flow Stream::header(bridge::View root) {
    trace(Direction::received, root);
    if (!root.is({"stream", ns::streams}))
        return fail_with({Errc::not_a_stream, std::string(root.tag())}), bridge::Flow::stop;
    if (is_component()) return shake_hands(root);
    if (!root.attribute("version").value_or("0").starts_with("1."))
        return fail_with({Errc::unsupported_version, std::string(root.attribute("version").value_or(""))}),
               bridge::Flow::stop;
    return dispatcher_.on_start(root, 0);
}

bridge::Flow Stream::on_end(bridge::View element, std::size_t depth) {
    if (depth == 0) {
        finish(closing_ ? Error{Errc::closed, {}} : Error{Errc::closed, "by the server"});
        return bridge::Flow::stop;
    }
    if (depth == 1) return this->element(element);
    return dispatcher_.on_end(element, depth);
}

bridge::Flow Stream::element(bridge::View element) {
    trace(Direction::received, element);
    if (element.is({"error", ns::streams})) {
        finish(StreamFailure::read(element).error());
        return bridge::Flow::stop;
    }
    if (status_ < Status::bound) return negotiate(element);
    if (element.is({"features", ns::streams})) return offered_ = element.own(), bridge::Flow::go;  // of a resumed one
    if (element.ns() == ns::stream_management) return manage(element), end_ ? bridge::Flow::stop : bridge::Flow::go;
    if (AckQueue::counts(element)) negotiation_.management.received();
    return dispatcher_.on_end(element, 1);
}

bridge::Flow Stream::negotiate(bridge::View element) {
    if (is_component()) return handshake_answered(element);
    if (!features_known_) {
        if (!element.is({"features", ns::streams}))
            return progress(fail(Errc::unexpected_element, std::string(element.tag())));
        features_known_ = true;
        offered_ = element.own();
        if (status_ == Status::connecting) reach(Status::connected);
        (void)dispatcher_.on_end(element, 1);
        if (current_) return current_->update(*offered_, negotiation_), bridge::Flow::go;  // begun before
        return progress(next_feature(offered_->view()));
    }
    if (!current_) return progress(fail(Errc::unexpected_element, std::string(element.tag())));
    return progress(current_->hear(element, negotiation_, [this](bridge::View out) { return write(out); }));
}

/// Begins the first feature of ours that is offered and wanted. `done`: there is none left.
Result<Progress> Stream::next_feature(bridge::View features) {
    const bool plain = !negotiation_.channel.encrypted;
    if (plain && negotiation_.options.encryption == Encryption::required && !features.has_child({"starttls", ns::tls}))
        return fail(Errc::tls_not_offered);
    for (const auto& feature : features_) {
        if (negotiation_.management.was_resumed()) break;
        const auto offer = features.child(feature->name());
        if (!offer || !feature->wanted(negotiation_, *offer)) continue;
        return begin(*feature, features);
    }
    return all_negotiated();
}

Result<Progress> Stream::all_negotiated() {
    if (!negotiation_.authenticated) return fail(Errc::no_login_offered);
    if (negotiation_.bound.empty()) return fail(Errc::missing_feature, "resource binding");
    phase_limit_.reset();
    if (is_component()) router_.bind_domain(negotiation_.bound);
    else router_.bind(negotiation_.bound);
    tell_acknowledged();
    if (lost_ && negotiation_.management.was_resumed()) return go_on();
    if (lost_) end_session(*lost_);
    if (end_) return Progress::wait;
    begin_management();
    reach(Status::bound);
    return Progress::wait;
}

/// The login went through within the stream. New features follow at once, unless a session that goes on has something
/// to say before (XEP-0388 §2.6.3).
bridge::Flow Stream::authenticated() {
    foreseen_ = false;
    features_known_ = false;
    current_ = nullptr;
    parser_.limit(negotiation_.options.limits);
    reach(Status::authenticated);
    if (end_) return bridge::Flow::stop;
    return negotiation_.management.was_resumed() ? progress(all_negotiated()) : bridge::Flow::go;
}

bridge::Flow Stream::progress(Result<Progress> result) {
    while (result && *result == Progress::done) result = next_feature(offered_->view());
    computing_ = result && *result == Progress::compute && !closing_ && !end_;
    if (computing_) stir();
    if (!result) {
        fail_with(result.error());
        return bridge::Flow::stop;
    }
    if (*result == Progress::wait || *result == Progress::compute) return end_ ? bridge::Flow::stop : bridge::Flow::go;
    if (*result == Progress::features) return authenticated();
    if (*result == Progress::restart) reach(Status::authenticated);
    pending_ = *result;
    return bridge::Flow::stop;
}

void Stream::connection_lost(Error why) {
    if (end_) return;
    const std::string detail = why.code ? why.message() : why.text;
    finish(closing_ ? Error{Errc::closed, {}} : Error{Errc::connection_lost, detail});
}

void Stream::abort(const Error& why) {
    if (end_) return;
    consumed_ += output_.size() - sent_;
    output_.clear();
    sent_ = 0;
    finish(why);
}

std::optional<Instant> Stream::deadline() const {
    std::optional<Instant> first = router_.deadline();
    const auto consider = [&](std::optional<Instant> other) {
        if (other && (!first || *other < *first)) first = other;
    };
    consider(phase_limit_);
    if (computing_) consider(clock_.now());
    if (serves() && !closing_) {
        consider(negotiation_.management.deadline(negotiation_.options));
        consider(idle_until());
    }
    if (status_ == Status::disconnected && lost_) consider(negotiation_.management.until());
    return first;
}

void Stream::expire() {
    const bool waits = status_ == Status::disconnected && lost_;
    if (waits && negotiation_.management.until() <= clock_.now()) return end_session(*lost_);
    if (phase_limit_ && *phase_limit_ <= clock_.now()) {
        if (closing_) return finish({Errc::closed, "without the server's goodbye"});
        return fail_with({Errc::login_timeout, "as far as: " + std::string(word(status_))});
    }
    if (computing_) compute();
    if (serves() && !closing_) {
        if (negotiation_.management.dead(negotiation_.options, clock_.now()))
            return finish({Errc::connection_lost, "the server acknowledges nothing any more"});
        ask_for_ack();
        if (const auto until = idle_until(); until && *until <= clock_.now()) look_for_life();
    }
    router_.expire();
}

std::vector<std::string> Stream::announced() const {
    std::set<std::string> all;
    announced_.visit([&](const auto& entry) { return all.insert(entry()), true; });
    return {all.begin(), all.end()};
}

void Stream::reach(Status status) {
    status_ = status;
    statuses_.fire(status);
}

/// Ends the stream on our side: tells the peer why, where there is a stream to say it on.
void Stream::fail_with(const Error& why) {
    if (end_) return;
    if (status_ != Status::disconnected && need_ != Need::encryption && !closing_) {
        const bool peers_fault =
            why.code.category() == bridge::parse_category() || why.code.category() == core_category();
        bridge::Element error = StreamFailure::of(why).write();
        if (why.code == Errc::handled_too_high) error.add(negotiation_.management.queue().complaint());
        if (peers_fault) (void)bridge::write(error, output_, in_stream);
        output_.append(stream_end);
    }
    finish(why);
}

void Stream::finish(Error why) {
    if (end_) return;
    if (std::exchange(foreseen_, false)) negotiation_.forget_offer();
    if (!closing_ && why.code == Errc::closed && status_ != Status::disconnected) output_.append(stream_end);
    end_ = std::move(why);
    need_ = Need::close;
    computing_ = false;
    phase_limit_.reset();
    const Error reason = *end_;
    const bool held = hold(reason);
    status_ = Status::disconnected;
    stir();
    statuses_.fire(Status::disconnected);
    if (!held) end_session(reason);
    ends_.fire(reason);
}

void Stream::trace(Direction direction, bridge::View element) const {
    if (!traces_.empty()) traces_.fire(direction, trace_text(element));
}

}  // namespace headstock::core
