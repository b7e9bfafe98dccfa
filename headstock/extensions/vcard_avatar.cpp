// SPDX-License-Identifier: MIT
#include "headstock/extensions/vcard_avatar.hpp"

#include <algorithm>

#include "headstock/auth/crypto.hpp"
#include "headstock/base/hex.hpp"

namespace headstock::vcard_avatar {
namespace {

constexpr std::size_t hash_size = 20;
constexpr std::size_t max_unaware = 100;  // no server lets an account have as many clients

std::string hash_of_data(std::string_view data) {
    return data.empty() ? std::string() : to_hex(auth::digest(auth::Hash::sha1, data));
}

/// The hash that a presence tells, empty for "none"; nothing where it tells none, or one that is no SHA-1.
std::optional<std::string> hash_in(const core::Presence& presence) {
    const Result<Update> update = presence.payload<Update>();
    if (!update || !update->photo) return std::nullopt;
    const std::string& hash = update->photo->data;
    if (!hash.empty() && hash.size() != hash_size) return std::nullopt;
    return to_hex(hash);
}

bool within_room(const core::Presence& presence) {
    return presence.view().has_child({"x", "http://jabber.org/protocol/muc#user"});
}

std::string picture_of(const vcard::Card& card) {
    const std::string* photo = card.photo();
    return photo && photo->size() <= Module::max_size ? *photo : std::string();
}

Result<void> outcome(Result<core::Done> done) {
    if (!done) return std::unexpected(std::move(done.error()));
    return {};
}

}  // namespace

std::string_view image_type(std::string_view data) {
    if (data.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (data.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (data.starts_with("GIF87a") || data.starts_with("GIF89a")) return "image/gif";
    if (data.starts_with("RIFF") && data.size() >= 12 && data.substr(8, 4) == "WEBP") return "image/webp";
    return {};
}

Module::Module(core::Stream& stream)
    : stream_(stream),
      presences_(stream.router().on_presence([this](const core::Presence& presence) { received(presence); })),
      statuses_(stream.on_status([this](core::Status status) {
          if (status == core::Status::bound && !stream_.resumed() && !stream_.is_component()) reset();
      })),
      end_(stream.on_session_end([this](const Error&) {
          own_.reset();
          unaware_.clear();
          waiting_.clear();
      })),
      shown_(stream.with_presence([this](bridge::View) {
          Update update;
          if (own_) update.photo = bridge::HexBytes{from_hex(*own_).value_or("")};
          return std::optional(bridge::write(update));
      })) {}

std::optional<std::string> Module::hash_of(const core::Jid& who) const {
    const auto found = known_.find(who);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
}

void Module::received(const core::Presence& presence) {
    const bool available = presence.type() == core::PresenceType::available;
    if (presence.from().empty() || (!available && presence.type() != core::PresenceType::unavailable)) return;
    const std::optional<std::string> hash = hash_in(presence);
    if (presence.from().bare() == stream_.address().bare()) return received_own(presence, hash);
    const bool in_room = within_room(presence);
    if (!available && in_room) known_.erase(presence.from());
    if (available && hash) seen(in_room ? presence.from() : presence.from().bare(), *hash);
}

void Module::seen(const core::Jid& who, const std::string& hash) {
    const auto known = known_.find(who);
    if (known != known_.end() && known->second == hash) return;
    if (known == known_.end() && known_.size() >= max_known) return;
    known_[who] = hash;
    std::erase_if(waiting_, [&](const Waiting& waiting) { return waiting.who == who; });
    if (hash.empty() || !wants_ || !wants_(who, hash)) return avatars_.fire(who, Avatar{hash, {}, {}});
    if (waiting_.size() >= max_waiting) return void(known_.erase(who));
    waiting_.push_back({who, hash});
    ask_next();
}

void Module::ask_next() {
    if (stream_.status() < core::Status::bound) return waiting_.clear();
    while (!waiting_.empty() && pictures_.open() < max_questions) {
        Waiting next = std::move(waiting_.front());
        waiting_.pop_front();
        core::Request<vcard::Card> question = vcard::query(next.who);
        pictures_.ask<vcard::Card>(std::move(question), [this, next = std::move(next)](Result<vcard::Card> card) {
            arrived(next, card);
            ask_next();
        });
    }
}

/// A picture under another hash is not the one we were told of: a newer presence will tell of it.
void Module::arrived(const Waiting& asked, const Result<vcard::Card>& card) {
    if (hash_of(asked.who) != asked.hash) return;  // another was told of meanwhile, and is waited for
    if (!card) return void(known_.erase(asked.who));
    Avatar avatar;
    avatar.data = picture_of(*card);
    avatar.hash = hash_of_data(avatar.data);
    avatar.type = image_type(avatar.data);
    if (avatar.hash != asked.hash) return;
    std::vector<core::Jid> others{asked.who};  // one picture may be that of several occupants
    std::erase_if(waiting_, [&](const Waiting& waiting) {
        if (waiting.hash == avatar.hash) others.push_back(waiting.who);
        return waiting.hash == avatar.hash;
    });
    for (const core::Jid& who : others) avatars_.fire(who, avatar);
}

/// XEP-0153 §4.3: what our other clients say of the picture that is also ours.
void Module::received_own(const core::Presence& presence, const std::optional<std::string>& hash) {
    if (presence.from() == stream_.address() || presence.from().is_bare()) return;
    if (presence.type() == core::PresenceType::unavailable) {
        if (unaware_.erase(presence.from()) > 0 && unaware_.empty()) reset();
    } else if (!presence.has<Update>()) {
        if (unaware_.size() < max_unaware) unaware_.insert(presence.from());
        ++own_version_;
        show(std::nullopt);
    } else {
        if (unaware_.erase(presence.from()) > 0 && unaware_.empty()) return reset();
        if (hash && hash != own_) reset();
    }
}

/// XEP-0153 §4.4: our presence says that we do not know, until our card has told.
void Module::reset() {
    show(std::nullopt);
    const std::uint64_t version = ++own_version_;
    own_card_.ask<vcard::Card>(vcard::own(), [this, version](const Result<vcard::Card>& card) {
        const bool none = !card && card.error().code == core::StanzaCondition::item_not_found;
        if (version != own_version_ || !unaware_.empty() || (!card && !none)) return;
        show(card ? hash_of_data(picture_of(*card)) : std::string());
    });
}

void Module::show(std::optional<std::string> hash) {
    if (std::exchange(own_, std::move(hash)) != own_) changes_.fire();
}

Result<void> Module::publish(std::string data, std::function<void(Result<void>)> done) {
    if (data.size() > max_published)
        return fail(std::make_error_code(std::errc::message_size), "a picture has at most 64 KiB");
    if (!data.empty() && image_type(data).empty())
        return fail(std::make_error_code(std::errc::invalid_argument), "neither PNG, JPEG, GIF nor WebP");
    if (hash_of_data(data) == own_) {  // XEP-0153 §4.2: never twice
        if (done) done({});
        return {};
    }
    own_card_.ask<vcard::Card>(vcard::own(),
                               [this, data = std::move(data), done = std::move(done)](Result<vcard::Card> card) {
                                   if (!card && card.error().code == core::StanzaCondition::item_not_found)
                                       card = vcard::Card();
                                   if (card) return store(std::move(*card), data, done);
                                   if (done) done(std::unexpected(std::move(card.error())));
                               });
    return {};
}

void Module::store(vcard::Card card, const std::string& data, std::function<void(Result<void>)> done) {
    card.photos.clear();
    if (!data.empty()) card.photos.push_back({std::string(image_type(data)), bridge::WrappedBytes{data}, std::nullopt});
    Result<core::Request<core::Done>> order = vcard::store(card);
    if (!order) {
        if (done) done(std::unexpected(std::move(order.error())));
        return;
    }
    own_card_.ask<core::Done>(std::move(*order),
                              [this, hash = hash_of_data(data), done = std::move(done)](Result<core::Done> stored) {
                                  ++own_version_;  // what was asked before is old
                                  if (stored) show(hash);
                                  if (done) done(outcome(std::move(stored)));
                              });
}

}  // namespace headstock::vcard_avatar
