// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/lexical.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/extensions/forms.hpp"
#include "headstock/extensions/result_set_pager.hpp"

/// Service Discovery (XEP-0030): ask an entity what it is, what it can do and what it has; and say so of us.
namespace headstock::disco {

inline constexpr std::string_view info_ns = "http://jabber.org/protocol/disco#info";
inline constexpr std::string_view items_ns = "http://jabber.org/protocol/disco#items";

/// What an entity is: a category and type of the XMPP registrar's, as "client" and "bot".
struct Identity {
    std::string category;
    std::string type;
    std::optional<std::string> name;
    std::optional<std::string> language{};  ///< of the name

    static constexpr auto xml =
        bridge::element("identity", info_ns, bridge::attribute("category", &Identity::category),
                        bridge::attribute("type", &Identity::type), bridge::attribute("name", &Identity::name),
                        bridge::attribute(bridge::xml_lang, &Identity::language));
    friend bool operator==(const Identity&, const Identity&) = default;
};

/// Something an entity can do, by its namespace.
struct Feature {
    std::string var;

    static constexpr auto xml = bridge::element("feature", info_ns, bridge::attribute("var", &Feature::var));
    friend bool operator==(const Feature&, const Feature&) = default;
};

/// What an entity, or a node of it, says of itself.
struct Info {
    std::optional<std::string> node;
    std::vector<Identity> identities;
    std::vector<Feature> features;
    std::vector<bridge::Element> extensions;  ///< forms that say more (XEP-0128), and whatever else came

    static constexpr auto xml =
        bridge::element("query", info_ns, bridge::attribute("node", &Info::node), bridge::child(&Info::identities),
                        bridge::child(&Info::features), bridge::rest(&Info::extensions));
    [[nodiscard]] bool has(std::string_view feature) const;
    [[nodiscard]] bool is(std::string_view category, std::string_view type) const;
    /// The forms among `extensions` (XEP-0128); one that is malformed is passed over.
    [[nodiscard]] std::vector<forms::Form> forms() const;
    /// The first of them with that FORM_TYPE.
    [[nodiscard]] std::optional<forms::Form> form(std::string_view form_type) const;
    friend bool operator==(const Info&, const Info&) = default;
};

/// Something that belongs to an entity.
struct Item {
    core::Jid jid;
    std::optional<std::string> node;
    std::optional<std::string> name;

    static constexpr auto xml =
        bridge::element("item", items_ns, bridge::attribute("jid", &Item::jid), bridge::attribute("node", &Item::node),
                        bridge::attribute("name", &Item::name));
    friend bool operator==(const Item&, const Item&) = default;
};

/// What belongs to an entity, or to a node of it.
struct Items {
    std::optional<std::string> node;
    std::vector<Item> items;
    std::optional<result_set::Page> page{};     ///< which of them (XEP-0059)
    std::vector<bridge::Element> extensions{};  ///< whatever else came

    static constexpr auto xml =
        bridge::element("query", items_ns, bridge::attribute("node", &Items::node), bridge::child(&Items::items),
                        bridge::child(&Items::page), bridge::rest(&Items::extensions));
    friend bool operator==(const Items&, const Items&) = default;
};

/// Asks `entity`, or its `node`, what it is and can do.
[[nodiscard]] core::Request<Info> info(core::Jid entity, std::string_view node = {});
/// Asks `entity`, or its `node`, what it has.
[[nodiscard]] core::Request<Items> items(core::Jid entity, std::string_view node = {});
/// The same for a page of it, where `entity` can do that; else all may come.
[[nodiscard]] core::Request<Items> items(core::Jid entity, std::string_view node, const result_set::Page& page);

/// Answers both questions for as long as it lives. The features are what the stream's modules announce.
class Module {
public:
    /// Items in one answer at most where pages are asked for.
    static constexpr std::size_t max_page = 100;

    /// `stream` must outlive it.
    explicit Module(core::Stream& stream);

    /// Says that we are this too; without any we are a client of type "console".
    void add(Identity identity) { identities_.push_back(std::move(identity)); }
    /// Says that we have this, at the root or at `node`.
    void add(Item item, std::string_view node = {}) { items_[std::string(node)].push_back(std::move(item)); }
    /// Says this of us too (XEP-0128): a form of type `result`, whose FORM_TYPE says what it is about. It takes the
    /// place of another with that FORM_TYPE.
    void add(forms::Form form);
    /// Answers a question for the information of `node`; without one, an unknown node is <item-not-found/>.
    void answer_with(std::string_view node, Info info) { nodes_.insert_or_assign(std::string(node), std::move(info)); }
    /// The same with what `inform(question)` gives, who may tell one asker other things than another.
    void inform_with(std::string_view node, std::function<Result<Info>(const core::Iq&)> inform) {
        informers_.insert_or_assign(std::string(node), std::move(inform));
    }
    /// Answers a question for the items of `node` with what `list(question)` gives, behind those that were added.
    void list_with(std::string_view node, std::function<Result<Items>(const core::Iq&)> list) {
        listers_.insert_or_assign(std::string(node), std::move(list));
    }
    /// Tells nothing of `node` any more.
    void forget(std::string_view node);
    /// What we say of ourselves now.
    [[nodiscard]] Info info() const;
    /// Answers no more, so that another may in its place.
    void withdraw() {
        for (Subscription* each : {&answering_info_, &answering_items_, &announced_info_, &announced_items_})
            each->cancel();
    }

private:
    [[nodiscard]] Result<Info> answer_info(const core::Iq& question) const;
    [[nodiscard]] Result<Items> answer_items(const core::Iq& question) const;

    core::Stream& stream_;
    std::vector<Identity> identities_;
    std::vector<forms::Form> forms_;
    std::map<std::string, std::vector<Item>> items_;
    std::map<std::string, Info> nodes_;
    std::map<std::string, std::function<Result<Info>(const core::Iq&)>> informers_;
    std::map<std::string, std::function<Result<Items>(const core::Iq&)>> listers_;
    Subscription answering_info_;
    Subscription answering_items_;
    Subscription announced_info_;
    Subscription announced_items_;
};

}  // namespace headstock::disco
