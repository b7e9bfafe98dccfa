// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "headstock/core/stream.hpp"

/// In-Band Bytestreams (XEP-0047): bytes both ways between two entities, inside of stanzas. Slow, and it works wherever
/// messages do.
namespace headstock::in_band {

inline constexpr std::string_view ns = "http://jabber.org/protocol/ibb";

/// What the blocks travel in.
enum class Carrier {
    iq,       ///< each block is acknowledged
    message,  ///< none is: only for peers that insist
};
constexpr auto xml_words(Carrier) {
    using enum Carrier;
    return bridge::words<Carrier>({{iq, "iq"}, {message, "message"}});
}

/// Opens a bytestream.
struct Open {
    std::uint16_t block_size = 0;
    bridge::Token sid;
    Carrier carrier = Carrier::iq;

    static constexpr auto xml = bridge::element("open", ns, bridge::attribute("block-size", &Open::block_size),
                                                bridge::attribute("sid", &Open::sid),
                                                bridge::attribute("stanza", &Open::carrier).otherwise(Carrier::iq));
    friend bool operator==(const Open&, const Open&) = default;
};

/// A block of bytes; the number begins at 0 and follows 65535 as well.
struct Data {
    std::uint16_t number = 0;
    bridge::Token sid;
    bridge::WrappedBytes bytes;

    static constexpr auto xml = bridge::element("data", ns, bridge::attribute("seq", &Data::number),
                                                bridge::attribute("sid", &Data::sid), bridge::text(&Data::bytes));
    friend bool operator==(const Data&, const Data&) = default;
};

/// Closes a bytestream, in both directions.
struct Close {
    bridge::Token sid;

    static constexpr auto xml = bridge::element("close", ns, bridge::attribute("sid", &Close::sid));
    friend bool operator==(const Close&, const Close&) = default;
};

/// How bytestreams are opened, and what they may hold.
struct Options {
    std::uint16_t block_size = 4096;       ///< that we ask for; halved for a peer that wants less
    std::uint16_t max_block_size = 16384;  ///< that a peer may ask for; above, it is told to ask for less
    std::size_t window = 8;                ///< blocks sent and not yet acknowledged
    std::size_t max_unread = 256;          ///< blocks that wait to be taken; one more ends the bytestream
    std::size_t max_streams = 16;          ///< at a time; one more is refused
    Carrier carrier = Carrier::iq;         ///< where we open it
};

/// Asks `peer` for a bytestream. `resource_constraint`: it wants smaller blocks; `not_acceptable`: it wants none.
[[nodiscard]] core::Request<core::Done> open(core::Jid peer, const Open& how);
/// Sends a block.
[[nodiscard]] core::Request<core::Done> send(core::Jid peer, const Data& block);
/// Closes.
[[nodiscard]] core::Request<core::Done> close(core::Jid peer, bridge::Token sid);

class Module;

/// A bytestream that stands. Destroying it closes it. To be destroyed before its module.
class Bytestream {
public:
    Bytestream(Module& module, core::Jid peer, Open how);
    Bytestream(const Bytestream&) = delete;
    Bytestream& operator=(const Bytestream&) = delete;
    ~Bytestream();

    [[nodiscard]] const core::Jid& peer() const { return peer_; }
    [[nodiscard]] const std::string& sid() const { return how_.sid.text; }
    [[nodiscard]] std::uint16_t block_size() const { return how_.block_size; }

    /// How many bytes `send` takes now: a window of them may wait.
    [[nodiscard]] std::size_t room() const;
    /// Takes as many bytes as there is room for, and gives how many.
    std::size_t send(std::string_view bytes);
    /// Ends it as soon as all that was taken has been acknowledged.
    void close();

    /// At most `size` of the bytes that have come. Only what was taken is acknowledged, so a peer waits for us. Good
    /// after the end too: then what is left.
    [[nodiscard]] std::string take(std::size_t size);
    /// Whether bytes wait to be taken.
    [[nodiscard]] bool readable() const { return !unread_.empty(); }

    /// Whether it is over, and then why: an error without a code where either side closed it in good order.
    [[nodiscard]] const std::optional<Error>& end() const { return end_; }
    /// Calls `handler`, one alone, whenever there may be bytes, room or an end that were not there before. It may
    /// destroy the bytestream.
    void on_stir(std::function<void()> handler) { stirred_ = std::move(handler); }

private:
    friend class Module;
    struct Block {
        std::string bytes;
        std::optional<core::Reply> reply;
    };
    void pump();
    void send_block();
    void send_in_message(const Data& block);
    void acknowledged(const Result<core::Done>& answer);
    void say_close();
    void receive(Data block, std::optional<core::Reply> reply);
    [[nodiscard]] std::optional<core::StanzaFailure> wrong_with(const Data& block) const;
    void closed_by_peer();
    void fail(const Error& why);
    void finish(Error why);
    void stir() const;

    Module& module_;
    core::Jid peer_;
    Open how_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // answers may come when it is gone
    Subscription excused_;
    std::string unsent_;
    std::size_t in_flight_ = 0;
    std::uint16_t next_sent_ = 0;
    std::uint16_t next_heard_ = 0;
    std::deque<Block> unread_;
    std::size_t taken_ = 0;  // of the first block
    bool closing_ = false;
    bool close_said_ = false;
    std::optional<Error> end_;
    std::function<void()> stirred_;
};

/// A bytestream that somebody wants to open. It may be kept until one knows; one that goes without a word is refused.
class Offer {
public:
    Offer(Module& module, core::Jid who, Open wanted, core::Reply reply)
        : from(std::move(who)), how(std::move(wanted)), module_(&module), reply_(std::move(reply)) {}
    Offer(Offer&&) noexcept = default;
    ~Offer() { refuse(); }

    /// Opens it; null where the peer has one of that name by now, or there are too many: then it was refused.
    [[nodiscard]] std::unique_ptr<Bytestream> accept();
    void refuse() { reply_.fail(core::StanzaFailure(core::StanzaCondition::not_acceptable)); }

    core::Jid from;
    Open how;

private:
    Module* module_;
    core::Reply reply_;
};

/// Our side of the extension, for as long as it lives. Nothing is accepted before the program says so.
class Module {
public:
    using Opened = std::function<void(Result<std::unique_ptr<Bytestream>>)>;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream, Options options = {});
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Opens a bytestream to `peer`, and calls `done` once with it, or with why not; never when the module is gone.
    /// `sid` must be a token that names no other with that peer.
    void open(core::Jid peer, std::string sid, Opened done);
    /// Accepts the bytestream `sid` when `peer` opens it, for as long as the subscription lives.
    [[nodiscard]] Subscription expect(const core::Jid& peer, const std::string& sid,
                                      std::function<void(std::unique_ptr<Bytestream>)> handler);
    /// Gives each bytestream that nobody expects to `handler`; until then they are refused.
    void answer_with(std::function<void(Offer)> handler) { offered_ = std::move(handler); }

    [[nodiscard]] const Options& options() const { return options_; }
    /// How many bytestreams stand.
    [[nodiscard]] std::size_t size() const { return standing_.size(); }

private:
    friend class Bytestream;
    friend class Offer;
    using Key = std::pair<core::Jid, std::string>;

    void try_open(const core::Jid& peer, const Open& how, Opened done);
    void opened(const core::Iq& iq, core::Reply reply);
    [[nodiscard]] std::optional<core::StanzaFailure> wrong_with(const Key& key, const Open& how) const;
    void heard(const core::Iq& iq, core::Reply reply);
    void heard(const core::Message& message);
    void closed(const core::Iq& iq, core::Reply reply);
    [[nodiscard]] Bytestream* find(const core::Jid& peer, std::string_view sid) const;
    [[nodiscard]] bool full() const { return standing_.size() >= options_.max_streams; }

    core::Stream& stream_;
    Options options_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // answers may come when it is gone
    std::map<Key, Bytestream*> standing_;
    Handlers<bool(const Key&, Offer&)> expected_;
    std::function<void(Offer)> offered_;
    Subscription opening_;
    Subscription receiving_;
    Subscription receiving_messages_;
    Subscription closing_;
    Subscription ending_;
    Subscription announced_;
};

}  // namespace headstock::in_band
