// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/questions.hpp"

/// Flexible Offline Message Retrieval (XEP-0013): look at what came while nobody was there before taking it.
///
/// Who asks for the number or the headers before saying that we are available is not sent all at once.
namespace headstock::offline_messages {

inline constexpr std::string_view ns = "http://jabber.org/protocol/offline";

enum class Action { view, remove };
constexpr auto xml_words(Action) {
    using enum Action;
    return bridge::words<Action>({{view, "view"}, {remove, "remove"}});
}

/// One kept message: what to do with it in an order, and which it is in the message itself.
struct Item {
    std::optional<Action> action;
    std::optional<core::Jid> jid;
    std::string node;  ///< the server's name for it; opaque, but may be sorted by

    static constexpr auto xml =
        bridge::element("item", ns, bridge::attribute("action", &Item::action), bridge::attribute("jid", &Item::jid),
                        bridge::attribute("node", &Item::node));
    friend bool operator==(const Item&, const Item&) = default;
};

/// An order; or, in a kept message, which one it is.
struct Offline {
    std::vector<Item> items;
    bool fetches = false;  ///< all are asked for
    bool purges = false;   ///< all are removed

    static constexpr auto xml =
        bridge::element("offline", ns, bridge::child(&Offline::items), bridge::flag("fetch", &Offline::fetches),
                        bridge::flag("purge", &Offline::purges));
    friend bool operator==(const Offline&, const Offline&) = default;
};

/// What is told of a message before it is taken.
struct Header {
    std::string node;
    core::Jid from;
    friend bool operator==(const Header&, const Header&) = default;
};

/// Headers that are taken of an answer at most.
inline constexpr std::size_t max_headers = 10'000;

/// Asks how many messages are kept.
[[nodiscard]] core::Request<std::uint64_t> count();
/// Asks for the headers of all.
[[nodiscard]] core::Request<std::vector<Header>> headers();
/// Takes these away at the server; one that is not there refuses all.
[[nodiscard]] core::Request<core::Done> remove(const std::vector<std::string>& nodes);
/// Takes all away.
[[nodiscard]] core::Request<core::Done> purge();

/// Has kept messages sent. The server keeps them until they are removed.
class Module {
public:
    using Handler = std::function<void(const std::string& node, const core::Message& message)>;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// How long after its answer a server may still send what was asked for, as ejabberd does.
    static constexpr Duration grace = std::chrono::seconds(10);

    /// Has these sent. `handler` is called with each, once, as is every `on_message`; `done` when the server says that
    /// it has sent them, or why it has not. Anybody can write into a message that it is a kept one: only those count
    /// that were asked for, until `grace` after the answer.
    void view(const std::vector<std::string>& nodes, Handler handler, std::function<void(Result<void>)> done = {});
    /// The same for all there are.
    void fetch(Handler handler, std::function<void(Result<void>)> done = {});

private:
    struct Open {
        std::uint64_t number;
        std::optional<std::set<std::string>> wanted;  // none: all
        std::set<std::string> come;
        Handler handler;
        std::optional<Instant> until{};  // once the answer is here
    };

    void ask(const Offline& order, Open open, std::function<void(Result<void>)> done);
    void answered(std::uint64_t number, bool well);
    void received(const core::Message& message);

    core::Stream& stream_;
    std::uint64_t last_ = 0;
    std::vector<Open> open_;
    Questions questions_{stream_};
    Subscription messages_;
};

}  // namespace headstock::offline_messages
