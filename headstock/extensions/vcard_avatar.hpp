// SPDX-License-Identifier: MIT
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/questions.hpp"
#include "headstock/extensions/vcard.hpp"

/// vCard-Based Avatars (XEP-0153): pictures of contacts, told of in their presence and kept in their cards.
namespace headstock::vcard_avatar {

inline constexpr std::string_view ns = "vcard-temp:x:update";

/// In a presence: the SHA-1 of the picture, empty where there is none; absent where its sender does not know yet.
struct Update {
    std::optional<bridge::HexBytes> photo;

    static constexpr auto xml = bridge::element("x", ns, bridge::text("photo", &Update::photo));
    friend bool operator==(const Update&, const Update&) = default;
};

/// What the first bytes of a picture say it is: "image/png", "image/jpeg", "image/gif" or "image/webp"; empty where it
/// is none of these. What a card says of its picture does not count (§5).
[[nodiscard]] std::string_view image_type(std::string_view data);

/// A picture.
struct Avatar {
    std::string hash;  ///< its SHA-1, in lower-case hexadecimal digits; empty where there is no picture
    std::string type;  ///< as `image_type` says; may be empty
    std::string data;
};

/// Fetches the pictures of contacts, once each, and shows ours in all our presences.
///
/// In a room, an occupant's picture is that of the occupant, asked of its full address; else it is that of an account,
/// asked of its server. A picture counts only where its hash is the one that was told.
class Module {
public:
    /// Bytes of a picture that we publish, and of one that is taken from a card; a larger one counts as none.
    static constexpr std::size_t max_published = 64U << 10U;
    static constexpr std::size_t max_size = 1U << 20U;
    /// Cards that are asked for at a time; further ones wait, and what waits beyond `max_waiting` is passed over.
    static constexpr std::size_t max_questions = 4;
    static constexpr std::size_t max_waiting = 1'000;
    /// Addresses whose hash is remembered; what is told of further ones is passed over.
    static constexpr std::size_t max_known = 50'000;

    /// `stream` must outlive it. From now on our presence says that we know of pictures.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// From now on asks for the pictures that `wants` is true of: of whom the user knows, as whoever is asked learns of
    /// us; and that are not kept from before under their hash.
    void fetch(std::function<bool(const core::Jid& who, const std::string& hash)> wants) { wants_ = std::move(wants); }
    /// Calls `handler` each time somebody is seen to have another picture, or none: when it has come, and at once and
    /// without `data` where there is none or it is not fetched.
    [[nodiscard]] Subscription on_avatar(std::function<void(const core::Jid& who, const Avatar& avatar)> handler) {
        return avatars_.on(std::move(handler));
    }
    /// The hash that was told last of an account or an occupant; nothing where nothing was. Empty: there is none.
    [[nodiscard]] std::optional<std::string> hash_of(const core::Jid& who) const;

    /// Puts a picture into our card in the place of the one there is, and shows it; empty: takes it away. `done` is
    /// told what became of it. Fails at once with `std::errc::message_size` where it is too large, and with
    /// `std::errc::invalid_argument` where it is no picture.
    Result<void> publish(std::string data, std::function<void(Result<void>)> done = {});
    /// Calls `handler` each time our presence has another hash to tell, or none for now: one should be sent.
    [[nodiscard]] Subscription on_own_change(std::function<void()> handler) { return changes_.on(std::move(handler)); }
    /// Our own hash as our presence tells it; nothing while we do not know it.
    [[nodiscard]] const std::optional<std::string>& own_hash() const { return own_; }

private:
    struct Waiting {
        core::Jid who;
        std::string hash;
    };

    void received(const core::Presence& presence);
    void received_own(const core::Presence& presence, const std::optional<std::string>& hash);
    void seen(const core::Jid& who, const std::string& hash);
    void ask_next();
    void arrived(const Waiting& asked, const Result<vcard::Card>& card);
    void reset();
    void show(std::optional<std::string> hash);
    void store(vcard::Card card, const std::string& data, std::function<void(Result<void>)> done);

    core::Stream& stream_;
    std::function<bool(const core::Jid&, const std::string&)> wants_;
    std::map<core::Jid, std::string> known_;
    std::deque<Waiting> waiting_;
    std::optional<std::string> own_;
    std::uint64_t own_version_ = 0;  // which answer about our own card counts
    std::set<core::Jid> unaware_;    // our other clients that do not know of pictures, and may change ours
    Questions pictures_{stream_};
    Questions own_card_{stream_};
    Event<const core::Jid&, const Avatar&> avatars_;
    Event<> changes_;
    Subscription presences_;
    Subscription statuses_;
    Subscription end_;
    Subscription shown_;
};

}  // namespace headstock::vcard_avatar
