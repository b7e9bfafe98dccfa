// SPDX-License-Identifier: MIT
#include "headstock/extensions/blocking.hpp"

namespace headstock::blocking {
namespace {

/// What of a push counts: it is our own account's, and can be read.
template <class Push>
Result<Push> read_push(const core::Iq& push, const core::Router& router) {
    if (!router.is_own_account(push.from())) return fail(make_error_code(core::StanzaCondition::service_unavailable));
    Result<Push> read = push.payload<Push>();
    if (!read) return fail(make_error_code(core::StanzaCondition::bad_request), read.error().text);
    return read;
}

}  // namespace

core::Request<BlockList> list() { return core::get<BlockList>({}); }

core::Request<core::Done> block(core::Jid jid) {
    std::vector<Item> items;
    items.push_back({std::move(jid), {}});
    return block(std::move(items));
}

core::Request<core::Done> block(std::vector<Item> items) {
    return core::set<core::Done>({}, bridge::write(Block{std::move(items)}));
}

core::Request<core::Done> unblock(core::Jid jid) {
    Unblock order;
    order.items.push_back({std::move(jid), {}});
    return core::set<core::Done>({}, bridge::write(order));
}

core::Request<core::Done> unblock_all() { return core::set<core::Done>({}, bridge::write(Unblock())); }

bool refused(const core::Stanza& stanza) {
    const std::optional<core::StanzaFailure> failure = stanza.failure();
    if (!failure) return false;
    for (const bridge::Element& condition : failure->application)
        if (condition.is({"blocked", errors_ns})) return true;
    return false;
}

Module::Module(core::Stream& stream)
    : stream_(stream),
      blocks_(
          stream.router().respond<Block>(core::IqType::set, [this](const core::Iq& push) { return blocked(push); })),
      unblocks_(stream.router().respond<Unblock>(core::IqType::set,
                                                 [this](const core::Iq& push) { return unblocked(push); })),
      statuses_(stream.on_status([this](core::Status status) {
          if (status == core::Status::bound && fetches_ && !stream_.resumed()) ask();
      })),
      end_(stream.on_session_end([this](const Error&) { loaded_ = false; })) {}

void Module::fetch(std::function<void(Result<void>)> done) {
    done_ = std::move(done);
    fetches_ = true;
    if (stream_.status() >= core::Status::bound) ask();
}

void Module::ask() {
    questions_.ask<BlockList>(list(), [this](Result<BlockList> answer) {
        Result<void> outcome;
        if (answer) outcome = received(*answer);
        else outcome = std::unexpected(std::move(answer.error()));
        if (outcome) changes_.fire(core::Jid(), true);
        if (done_) done_(std::move(outcome));
    });
}

Result<void> Module::received(const BlockList& list) {
    if (list.items.size() > max_items)
        return fail(std::make_error_code(std::errc::result_out_of_range), "more than 10,000 are blocked");
    items_.clear();
    for (const Item& item : list.items) items_.insert(item.jid);
    loaded_ = true;
    return {};
}

bool Module::is_blocked(const core::Jid& jid) const {
    return items_.contains(jid) || items_.contains(jid.bare()) || items_.contains(jid.domain_only());
}

bool Module::has_refused(const core::Stanza& stanza) const {
    const std::optional<core::StanzaFailure> failure = stanza.failure();
    if (!failure || failure->condition != core::StanzaCondition::not_acceptable) return false;
    return refused(stanza) || is_blocked(stanza.from());
}

Result<core::Done> Module::blocked(const core::Iq& push) {
    const Result<Block> news = read_push<Block>(push, stream_.router());
    if (!news) return std::unexpected(news.error());
    if (news->items.empty()) return fail(make_error_code(core::StanzaCondition::bad_request), "nobody is blocked");
    if (items_.size() + news->items.size() > max_items)
        return fail(make_error_code(core::StanzaCondition::resource_constraint));
    for (const Item& item : news->items)
        if (items_.insert(item.jid).second) changes_.fire(item.jid, true);
    return core::Done();
}

Result<core::Done> Module::unblocked(const core::Iq& push) {
    const Result<Unblock> news = read_push<Unblock>(push, stream_.router());
    if (!news) return std::unexpected(news.error());
    std::vector<core::Jid> gone;
    for (const Item& item : news->items) gone.push_back(item.jid);
    if (gone.empty()) gone.assign(items_.begin(), items_.end());
    for (const core::Jid& jid : gone)
        if (items_.erase(jid) > 0) changes_.fire(jid, false);
    return core::Done();
}

}  // namespace headstock::blocking
