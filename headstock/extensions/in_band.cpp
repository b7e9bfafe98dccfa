// SPDX-License-Identifier: MIT
#include "headstock/extensions/in_band.hpp"

#include <utility>

namespace headstock::in_band {
namespace {

constexpr std::uint16_t smallest_block = 256;  // below that, nobody gets anywhere

core::StanzaFailure refusal(core::StanzaCondition why, std::string words = {}) {
    return core::StanzaFailure(why, std::move(words));
}

core::StanzaFailure unknown() { return refusal(core::StanzaCondition::item_not_found, "no such bytestream"); }

}  // namespace

core::Request<core::Done> open(core::Jid peer, const Open& how) {
    return core::set(std::move(peer), bridge::write(how));
}
core::Request<core::Done> send(core::Jid peer, const Data& block) {
    return core::set(std::move(peer), bridge::write(block));
}
core::Request<core::Done> close(core::Jid peer, bridge::Token sid) {
    return core::set(std::move(peer), bridge::write(Close{std::move(sid)}));
}

std::unique_ptr<Bytestream> Offer::accept() {
    if (const auto wrong = module_->wrong_with({from, how.sid.text}, how)) {
        reply_.fail(*wrong);
        return nullptr;
    }
    auto accepted = std::make_unique<Bytestream>(*module_, from, how);
    reply_.done();
    return accepted;
}

Module::Module(core::Stream& stream, Options options) : stream_(stream), options_(options) {
    core::Router& router = stream.router();
    const auto set = core::IqType::set;
    opening_ = router.respond_later(bridge::name_of<Open>(), set,
                                    [this](const core::Iq& iq, core::Reply reply) { opened(iq, std::move(reply)); });
    receiving_ = router.respond_later(bridge::name_of<Data>(), set,
                                      [this](const core::Iq& iq, core::Reply reply) { heard(iq, std::move(reply)); });
    closing_ = router.respond_later(bridge::name_of<Close>(), set,
                                    [this](const core::Iq& iq, core::Reply reply) { closed(iq, std::move(reply)); });
    receiving_messages_ = router.on_message([this](const core::Message& message) { heard(message); });
    ending_ = stream.on_session_end([this](const Error& why) {
        while (!standing_.empty()) standing_.begin()->second->fail(why);
    });
    announced_ = stream.announce(std::string(ns));
}

void Module::open(core::Jid peer, std::string sid, Opened done) {
    if (full()) return done(fail(std::make_error_code(std::errc::too_many_files_open), "too many bytestreams"));
    const Open how{options_.block_size, {std::move(sid)}, options_.carrier};
    try_open(peer, how, std::move(done));
}

void Module::try_open(const core::Jid& peer, const Open& how, Opened done) {
    const auto answered = [this, alive = std::weak_ptr(alive_), peer, how,
                           done = std::move(done)](const Result<core::Done>& answer) {
        if (alive.expired()) return;
        if (answer) return done(std::make_unique<Bytestream>(*this, peer, how));
        const bool smaller = answer.error().code == core::StanzaCondition::resource_constraint;
        Open less = how;
        less.block_size /= 2;
        if (smaller && less.block_size >= smallest_block) try_open(peer, less, done);
        else done(std::unexpected(answer.error()));
    };
    stream_.ask<core::Done>(in_band::open(peer, how), answered);
}

Subscription Module::expect(const core::Jid& peer, const std::string& sid,
                            std::function<void(std::unique_ptr<Bytestream>)> handler) {
    return expected_.add([wanted = Key(peer, sid), handler = std::move(handler)](const Key& key, Offer& offer) {
        if (key != wanted) return false;
        if (auto accepted = offer.accept()) handler(std::move(accepted));
        return true;
    });
}

std::optional<core::StanzaFailure> Module::wrong_with(const Key& key, const Open& how) const {
    using enum core::StanzaCondition;
    if (how.block_size == 0) return refusal(bad_request, "blocks of no size");
    if (how.block_size > options_.max_block_size) return refusal(resource_constraint, "smaller blocks, please");
    if (full() || standing_.contains(key)) return refusal(not_acceptable, "that is one bytestream too many");
    return std::nullopt;
}

void Module::opened(const core::Iq& iq, core::Reply reply) {
    Result<Open> how = iq.payload<Open>();
    if (!how) return reply.fail(refusal(core::StanzaCondition::bad_request, how.error().message()));
    const Key key(iq.from(), how->sid.text);
    if (const auto wrong = wrong_with(key, *how)) return reply.fail(*wrong);
    Offer offer(*this, iq.from(), *std::move(how), std::move(reply));
    bool taken = false;
    expected_.visit([&](const auto& takes) {
        taken = takes(key, offer);
        return !taken;
    });
    const auto handler = offered_;
    if (!taken && handler) handler(std::move(offer));
}

void Module::heard(const core::Iq& iq, core::Reply reply) {
    Bytestream* const standing = find(iq.from(), iq.content()->attribute("sid").value_or(""));
    if (!standing) return reply.fail(unknown());
    Result<Data> block = iq.payload<Data>();
    if (block) return standing->receive(*std::move(block), std::move(reply));
    reply.fail(refusal(core::StanzaCondition::bad_request, block.error().message()));
    standing->fail(block.error());
}

/// A stranger's message is not answered: nobody asked for it, and nothing counts what is said to messages.
void Module::heard(const core::Message& message) {
    const auto content = message.view().child(bridge::name_of<Data>());
    if (!content) return;
    Bytestream* const standing = find(message.from(), content->attribute("sid").value_or(""));
    if (!standing) return;
    if (const auto failure = message.failure()) return standing->fail(failure->error());
    Result<Data> block = message.payload<Data>();
    if (block) standing->receive(*std::move(block), std::nullopt);
    else standing->fail(block.error());
}

void Module::closed(const core::Iq& iq, core::Reply reply) {
    Bytestream* const standing = find(iq.from(), iq.content()->attribute("sid").value_or(""));
    if (!standing) return reply.fail(unknown());
    reply.done();
    standing->closed_by_peer();
}

Bytestream* Module::find(const core::Jid& peer, std::string_view sid) const {
    const auto found = standing_.find(Key(peer, std::string(sid)));
    return found == standing_.end() ? nullptr : found->second;
}

}  // namespace headstock::in_band
