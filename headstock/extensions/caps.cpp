// SPDX-License-Identifier: MIT
#include "headstock/extensions/caps.hpp"

#include <algorithm>

namespace headstock::caps {
namespace {

constexpr std::string_view our_hash = "sha-1";
constexpr std::size_t nodes_answered = 4;  // what we said before may still be asked for

bool is_known_hash(const Capabilities& said) {
    return said.hash == "sha-1" || said.hash == "sha-256" || said.hash == "sha-512";
}

/// What one answer tells about: all who say the same, or `entity` alone where nobody could check that.
std::string key_of(const core::Jid& entity, const Capabilities& said) {
    return is_known_hash(said) ? *said.hash + " " + said.ver : entity.text() + " " + said.ver;
}

}  // namespace

const disco::Info* Cache::find(const Capabilities& capabilities) {
    const auto found = index_.find({capabilities.hash.value_or(""), capabilities.ver});
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->second;
}

void Cache::store(const Capabilities& capabilities, disco::Info info) {
    if (max_ == 0 || find(capabilities)) return;
    const Key key(capabilities.hash.value_or(""), capabilities.ver);
    entries_.emplace_front(key, std::move(info));
    index_.emplace(key, entries_.begin());
    if (entries_.size() <= max_) return;
    index_.erase(entries_.back().first);
    entries_.pop_back();
}

Module::Module(core::Stream& stream, disco::Module& disco, std::string node, Cache& cache)
    : stream_(stream),
      disco_(disco),
      node_(std::move(node)),
      cache_(cache),
      presences_(stream.router().on_presence([this](const core::Presence& presence) { received(presence); })),
      sent_(stream.with_presence([this](bridge::View) { return presence_element(); })),
      ended_(stream.on_session_end([this](const Error&) { clear(); })),
      announced_(stream.announce(std::string(ns))) {}

Module::~Module() {
    for (const std::string& node : nodes_) disco_.forget(node);
    clear();
}

void Module::clear() {
    for (auto& [key, question] : questions_)
        if (question.is_open) stream_.router().forget(question.request);
    questions_.clear();
    waiting_.clear();
    open_ = 0;
    entities_.clear();
    unverified_ = 0;
    last_sent_.clear();
}

std::optional<Capabilities> Module::ours() {
    disco::Info info = disco_.info();
    const Result<std::string> ver = verification(info, our_hash);
    if (!ver) return std::nullopt;
    const std::string node = node_ + "#" + *ver;
    if (std::ranges::find(nodes_, node) == nodes_.end()) {
        disco_.answer_with(node, std::move(info));
        nodes_.push_back(node);
        if (nodes_.size() > nodes_answered) {
            disco_.forget(nodes_.front());
            nodes_.pop_front();
        }
    }
    return Capabilities{.hash = std::string(our_hash), .node = node_, .ver = *ver, .ext = {}};
}

std::optional<bridge::Element> Module::presence_element() {
    const auto capabilities = ours();
    if (!capabilities) return std::nullopt;
    last_sent_ = capabilities->ver;
    return bridge::write(*capabilities);
}

bool Module::is_current() {
    const auto capabilities = ours();
    return capabilities && capabilities->ver == last_sent_;
}

const Capabilities* Module::of(const core::Jid& entity) const {
    const auto found = entities_.find(entity);
    return found == entities_.end() ? nullptr : &found->second.capabilities;
}

const disco::Info* Module::info(const core::Jid& entity) const {
    const auto found = entities_.find(entity);
    if (found == entities_.end()) return nullptr;
    const Entity& known = found->second;
    if (known.own) return &*known.own;
    return is_known_hash(known.capabilities) ? cache_.find(known.capabilities) : nullptr;
}

void Module::received(const core::Presence& presence) {
    const core::Jid& from = presence.from();
    if (from.empty()) return;
    const auto known = entities_.find(from);
    if (presence.type() == core::PresenceType::unavailable && known != entities_.end()) {
        forget_own(known->second);
        entities_.erase(known);
    }
    if (presence.type() != core::PresenceType::available || !presence.has<Capabilities>()) return;
    const Result<Capabilities> said = presence.payload<Capabilities>();
    if (!said || (known != entities_.end() && known->second.capabilities == *said)) return;
    if (known == entities_.end() && entities_.size() >= max_entities) return;
    Entity& entity = entities_[from];
    forget_own(entity);
    entity.capabilities = *said;
    if (const disco::Info* const cached = is_known_hash(*said) ? cache_.find(*said) : nullptr)
        return known_events_.fire(from, *cached);
    if (may_ask(from)) want(from, *said);
}

bool Module::may_ask(const core::Jid& entity) const {
    if (entity.bare() == stream_.address().bare() || entity.text() == stream_.address().domain()) return true;
    return allowed_ && allowed_(entity);
}

void Module::want(const core::Jid& entity, const Capabilities& capabilities) {
    const Key key = key_of(entity, capabilities);
    const auto known = questions_.find(key);
    if (known != questions_.end()) {
        std::deque<core::Jid>& whom = known->second.whom;
        if (whom.size() <= max_candidates && std::ranges::find(whom, entity) == whom.end()) whom.push_back(entity);
        return;
    }
    if (waiting_.size() >= max_waiting) return;
    questions_.emplace(key, Question{.capabilities = capabilities, .whom = {entity}});
    waiting_.push_back(key);
    ask_next();
}

void Module::ask_next() {
    if (stream_.status() < core::Status::bound) return;
    while (open_ < max_questions && !waiting_.empty()) {
        const Key key = std::move(waiting_.front());
        waiting_.pop_front();
        if (const auto found = questions_.find(key); found != questions_.end()) ask(key, found->second);
    }
}

void Module::ask(const Key& key, Question& question) {
    const Capabilities& said = question.capabilities;
    core::Request<disco::Info> request = disco::info(question.whom.front(), said.node + "#" + said.ver);
    ++open_;
    question.is_open = true;
    const core::RequestId request_id = stream_.ask<disco::Info>(
        std::move(request), [this, key](Result<disco::Info> info) { answered(key, std::move(info)); });
    // It may be over already.
    if (const auto found = questions_.find(key); found != questions_.end() && found->second.is_open)
        found->second.request = std::max(found->second.request, request_id);
}

void Module::answered(const Key& key, Result<disco::Info> info) {
    const auto found = questions_.find(key);
    if (found == questions_.end()) return;
    --open_;
    const core::Jid entity = std::move(found->second.whom.front());
    const Capabilities said = found->second.capabilities;
    found->second.whom.pop_front();
    found->second.is_open = false;
    const Result<std::string> ver =
        info ? verification(*info, said.hash.value_or("")) : std::unexpected(std::move(info.error()));
    const bool is_verified = ver && *ver == said.ver;
    if (is_verified || found->second.whom.empty()) questions_.erase(found);
    else waiting_.push_back(key);  // somebody else who says the same may tell the truth
    ask_next();
    if (is_verified) {
        cache_.store(said, *std::move(info));
        tell_all(said);
    } else if (info && (ver || ver.error().code != std::errc::message_size)) {
        learn(entity, said, *std::move(info));
    }
}

/// Keeps what cannot be checked, or is not what was said, for its sender alone (XEP-0115 §5.4).
void Module::learn(const core::Jid& entity, const Capabilities& capabilities, disco::Info info) {
    const auto known = entities_.find(entity);
    if (known == entities_.end() || !(known->second.capabilities == capabilities)) return;
    if (unverified_ >= max_unverified && !known->second.own) return;
    if (!known->second.own) ++unverified_;
    known->second.own = std::move(info);
    const disco::Info told = *known->second.own;
    known_events_.fire(entity, told);
}

void Module::forget_own(Entity& entity) {
    if (entity.own) --unverified_;
    entity.own.reset();
}

void Module::tell_all(const Capabilities& capabilities) {
    const disco::Info* const cached = cache_.find(capabilities);
    if (!cached) return;
    const disco::Info told = *cached;
    std::vector<core::Jid> whom;
    for (const auto& [jid, entity] : entities_)
        if (entity.capabilities.hash == capabilities.hash && entity.capabilities.ver == capabilities.ver)
            whom.push_back(jid);
    for (const core::Jid& jid : whom) known_events_.fire(jid, told);
}

}  // namespace headstock::caps
