// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/stream.hpp"

/// Privacy Lists (XEP-0016): rules by which the server keeps stanzas away. Where it has the blocking command, that is
/// the simpler one; a client uses one of the two.
namespace headstock::privacy {

inline constexpr std::string_view ns = "jabber:iq:privacy";

/// By what a rule tells whom it is for.
enum class Match { jid, group, subscription };
constexpr auto xml_words(Match) {
    using enum Match;
    return bridge::words<Match>({{jid, "jid"}, {group, "group"}, {subscription, "subscription"}});
}

enum class Action { allow, deny };
constexpr auto xml_words(Action) {
    using enum Action;
    return bridge::words<Action>({{allow, "allow"}, {deny, "deny"}});
}

/// A rule. It is for all stanzas unless it names some kinds.
struct Item {
    std::optional<Match> match;        ///< absent: for everybody
    std::optional<std::string> value;  ///< an address, the name of a group, or "both", "to", "from", "none"
    Action action = Action::deny;
    std::uint32_t order = 0;  ///< the lowest is tried first; each stands once in a list
    bool messages = false;
    bool presence_in = false;
    bool presence_out = false;
    bool iqs = false;

    static constexpr auto xml =
        bridge::element("item", ns, bridge::attribute("type", &Item::match), bridge::attribute("value", &Item::value),
                        bridge::attribute("action", &Item::action), bridge::attribute("order", &Item::order),
                        bridge::flag("message", &Item::messages), bridge::flag("presence-in", &Item::presence_in),
                        bridge::flag("presence-out", &Item::presence_out), bridge::flag("iq", &Item::iqs));
    friend bool operator==(const Item&, const Item&) = default;
};

/// Rules under a name. Without rules: the name alone.
struct List {
    std::string name;
    std::vector<Item> items;

    static constexpr auto xml =
        bridge::element("list", ns, bridge::attribute("name", &List::name), bridge::child(&List::items));
    friend bool operator==(const List&, const List&) = default;
};

/// Which list this session uses; without a name: none of its own.
struct Active {
    std::optional<std::string> name;

    static constexpr auto xml = bridge::element("active", ns, bridge::attribute("name", &Active::name));
    friend bool operator==(const Active&, const Active&) = default;
};

/// Which list is used where a session has none of its own; without a name: none.
struct Default {
    std::optional<std::string> name;

    static constexpr auto xml = bridge::element("default", ns, bridge::attribute("name", &Default::name));
    friend bool operator==(const Default&, const Default&) = default;
};

/// What there is, a question, or an order.
struct Query {
    std::optional<Active> active;
    std::optional<Default> general;
    std::vector<List> lists;

    static constexpr auto xml = bridge::element("query", ns, bridge::child(&Query::active),
                                                bridge::child(&Query::general), bridge::child(&Query::lists));
    friend bool operator==(const Query&, const Query&) = default;
};

/// Rules that a list of ours may have.
inline constexpr std::size_t max_items = 1'000;

/// Asks for the names of all lists, and which are in use.
[[nodiscard]] core::Request<Query> names();
/// Asks for the list of that name: the answer has it alone.
[[nodiscard]] core::Request<List> list(std::string_view name);
/// Has the server keep `list` in the place of what it had under that name. Fails with `std::errc::invalid_argument`
/// where an order stands twice, a value is none of its kind or missing, or there are no rules or too many.
[[nodiscard]] Result<core::Request<core::Done>> store(const List& list);
/// Takes a list away.
[[nodiscard]] core::Request<core::Done> remove(std::string_view name);
/// Uses a list in this session, or none of its own.
[[nodiscard]] core::Request<core::Done> use(std::optional<std::string> name);
/// Uses a list wherever a session has none of its own, or none.
[[nodiscard]] core::Request<core::Done> use_by_default(std::optional<std::string> name);

/// Hears of changes, which count only from our own account.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);

    /// Calls `handler` with the name of each list that has changed; `list` asks how.
    [[nodiscard]] Subscription on_change(std::function<void(const std::string& name)> handler) {
        return changes_.on(std::move(handler));
    }

private:
    Event<const std::string&> changes_;
    Subscription pushes_;
};

}  // namespace headstock::privacy
