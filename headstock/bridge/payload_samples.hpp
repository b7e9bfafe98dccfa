// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/bridge/arbitrary.hpp"
#include "headstock/bridge/payload.hpp"

/// Software Version (XEP-0092), as an extension declares it.
namespace headstock::version {

inline constexpr std::string_view ns = "jabber:iq:version";

/// What an entity says it runs.
struct Info {
    std::string software;
    std::string version;
    std::optional<std::string> os;  ///< absent when the entity keeps it to itself

    static constexpr auto xml = bridge::element("query", ns, bridge::text("name", &Info::software),
                                                bridge::text("version", &Info::version), bridge::text("os", &Info::os));

    friend bool operator==(const Info&, const Info&) = default;
};

}  // namespace headstock::version

/// One payload for each thing a declaration can say: what the tests read and write, and what authors may copy from.
namespace headstock::samples {

inline constexpr std::string_view roster_ns = "jabber:iq:roster";
inline constexpr std::string_view stanzas_ns = "urn:ietf:params:xml:ns:xmpp-stanzas";

enum class Subscribed : std::uint8_t { none, to, from, both };
constexpr auto xml_words(Subscribed) {
    return std::to_array<std::pair<Subscribed, std::string_view>>(
        {{Subscribed::none, "none"}, {Subscribed::to, "to"}, {Subscribed::from, "from"}, {Subscribed::both, "both"}});
}

struct Item {
    std::string jid;
    std::optional<std::string> name{};
    Subscribed subscription = Subscribed::none;
    bool approved = false;
    std::vector<std::string> groups{};

    static constexpr auto xml = bridge::element(
        "item", roster_ns, bridge::attribute("jid", &Item::jid), bridge::attribute("name", &Item::name),
        bridge::attribute("subscription", &Item::subscription).or_default(Subscribed::none),
        bridge::attribute("approved", &Item::approved).otherwise(false), bridge::text("group", &Item::groups));
    friend bool operator==(const Item&, const Item&) = default;
};

struct Roster {
    std::optional<std::string> version;
    std::vector<Item> items;

    static constexpr auto xml =
        bridge::element("query", roster_ns, bridge::attribute("ver", &Roster::version), bridge::child(&Roster::items));
    friend bool operator==(const Roster&, const Roster&) = default;
};

enum class ErrorType : std::uint8_t { auth, cancel, modify };
constexpr auto xml_words(ErrorType) {
    return std::to_array<std::pair<ErrorType, std::string_view>>(
        {{ErrorType::auth, "auth"}, {ErrorType::cancel, "cancel"}, {ErrorType::modify, "modify"}});
}

enum class Condition : std::uint8_t { undefined_condition, item_not_found, gone };
constexpr auto xml_words(Condition) {
    return std::to_array<std::pair<Condition, std::string_view>>(
        {{Condition::undefined_condition, "undefined-condition"},
         {Condition::item_not_found, "item-not-found"},
         {Condition::gone, "gone"}});
}

struct StanzaError {
    ErrorType type{};
    Condition condition{};
    std::optional<std::string> address{};
    bridge::LanguageTexts texts{};
    std::vector<bridge::Element> others{};

    static constexpr auto xml = bridge::element("error", "jabber:client", bridge::attribute("type", &StanzaError::type),
                                                bridge::one_of(&StanzaError::condition, stanzas_ns)
                                                    .or_default(Condition::undefined_condition)
                                                    .with_text(&StanzaError::address),
                                                bridge::texts(bridge::Name{"text", stanzas_ns}, &StanzaError::texts),
                                                bridge::rest(&StanzaError::others));
    friend bool operator==(const StanzaError&, const StanzaError&) = default;
};

struct MustChoose {
    Condition which{};

    static constexpr auto xml = bridge::element("choice", "urn:test:choice", bridge::one_of(&MustChoose::which));
    friend bool operator==(const MustChoose&, const MustChoose&) = default;
};

struct Feature {
    bool is_optional = false;

    static constexpr auto xml =
        bridge::element("bind", "urn:test:feature", bridge::flag("optional", &Feature::is_optional));
    friend bool operator==(const Feature&, const Feature&) = default;
};

struct Correction {
    std::size_t version = 0;
    std::string id;

    static constexpr auto xml =
        bridge::element("x", bridge::versions("urn:x:1", "urn:x:0"), bridge::version_of(&Correction::version),
                        bridge::text("id", &Correction::id));
    friend bool operator==(const Correction&, const Correction&) = default;
};

struct Renewed {
    std::string id;

    static constexpr auto xml =
        bridge::element("x", bridge::versions("urn:x:1", "urn:x:0"), bridge::text("id", &Renewed::id));
    friend bool operator==(const Renewed&, const Renewed&) = default;
};

struct Ping {
    static constexpr auto xml = bridge::element("ping", "urn:xmpp:ping");
    friend bool operator==(const Ping&, const Ping&) = default;
};

/// Its members begin as nobody wrote them.
struct Eager {
    std::uint8_t version = 1;
    std::optional<std::string> word = "initial";
    std::vector<std::string> words = {"initial"};
    bridge::LanguageTexts texts = {{"en", "initial"}};
    bool is_set = true;

    static constexpr auto xml =
        bridge::element("eager", bridge::versions("urn:eager:1", "urn:eager:0"), bridge::version_of(&Eager::version),
                        bridge::text("word", &Eager::word), bridge::attribute_of("words", "w", &Eager::words),
                        bridge::texts("texts", &Eager::texts), bridge::flag("set", &Eager::is_set));
    friend bool operator==(const Eager&, const Eager&) = default;
};

struct Bodies {
    bridge::LanguageTexts bodies;

    static constexpr auto xml = bridge::element("greeting", "urn:test:all", bridge::texts("body", &Bodies::bodies));
    friend bool operator==(const Bodies&, const Bodies&) = default;
};

struct Everything {
    std::int8_t small = 0;
    std::uint64_t big = 0;
    bool yes = false;
    double ratio = 0;
    Timestamp stamp{};
    bridge::Bytes bytes{};
    std::string greeting = "hi";
    std::vector<std::string> features{};
    std::string content{};
    std::optional<std::string> language{};

    static constexpr auto xml =
        bridge::element("all", "urn:test:all", bridge::attribute(bridge::xml_lang, &Everything::language),
                        bridge::attribute("small", &Everything::small), bridge::attribute("big", &Everything::big),
                        bridge::attribute("yes", &Everything::yes), bridge::attribute("ratio", &Everything::ratio),
                        bridge::attribute("stamp", &Everything::stamp), bridge::text(&Everything::content),
                        bridge::text("greeting", &Everything::greeting).or_default("hi"),
                        bridge::text(bridge::Name{"bytes", "urn:test:other"}, &Everything::bytes),
                        bridge::attribute_of("feature", "var", &Everything::features));
    friend bool operator==(const Everything&, const Everything&) = default;
};

struct Note {
    std::optional<int> number;

    static constexpr auto xml = bridge::element("note", "urn:test:note", bridge::text(&Note::number));
    friend bool operator==(const Note&, const Note&) = default;
};

/// A payload that no declaration fits: it is written in capitals.
struct Greeting {
    std::string words;

    static constexpr bridge::Name xml_name{"odd", "urn:test:odd"};
    static Result<Greeting> from_xml(bridge::View element) {
        Greeting greeting{element.text()};
        for (char& c : greeting.words) {
            if (c < 'A' || c > 'Z')
                return fail(std::make_error_code(std::errc::invalid_argument), "not a greeting: " + element.text());
            c = static_cast<char>(c - 'A' + 'a');
        }
        return greeting;
    }
    [[nodiscard]] bridge::Element to_xml() const {
        std::string capitals = words;
        for (char& c : capitals) c = static_cast<char>(c - 'a' + 'A');
        return bridge::Element(xml_name).text(capitals);
    }
    friend bool operator==(const Greeting&, const Greeting&) = default;
};

struct Wrapper {
    version::Info info;
    std::vector<Greeting> greetings;
    std::optional<Roster> roster{};

    static constexpr auto xml = bridge::element("wrapper", "urn:test:wrapper", bridge::child(&Wrapper::info),
                                                bridge::child(&Wrapper::greetings), bridge::child(&Wrapper::roster));
    friend bool operator==(const Wrapper&, const Wrapper&) = default;
};

struct Nested {
    std::vector<Nested> inner;

    static constexpr auto xml = bridge::element("nested", "urn:test:nested", bridge::child(&Nested::inner));
    friend bool operator==(const Nested&, const Nested&) = default;
};

enum class Typing : std::uint8_t { active, paused };
constexpr auto xml_words(Typing) {
    return std::to_array<std::pair<Typing, std::string_view>>({{Typing::active, "active"}, {Typing::paused, "paused"}});
}

/// Its tag is a value.
struct State {
    Typing typing{};
    std::optional<std::string> id;

    static constexpr auto xml =
        bridge::element(bridge::tag_of(&State::typing), "urn:test:states", bridge::attribute("id", &State::id));
    friend bool operator==(const State&, const State&) = default;
};

struct Link {
    bridge::Uri url;

    static constexpr auto xml = bridge::element("link", "urn:test:slot", bridge::attribute("url", &Link::url));
    friend bool operator==(const Link&, const Link&) = default;
};

/// One declaration under several names.
struct Slot {
    Link put;
    std::optional<Link> get{};
    std::vector<Link> also{};

    static constexpr auto xml = bridge::element("slot", "urn:test:slot", bridge::child("put", &Slot::put),
                                                bridge::child("get", &Slot::get), bridge::child("also", &Slot::also));
    friend bool operator==(const Slot&, const Slot&) = default;
};

/// Children that are kept as they are.
struct Envelope {
    bridge::Element message{"message", "jabber:client"};
    std::vector<bridge::Element> transports{};
    std::vector<Link> links{};

    static constexpr auto xml = bridge::element(
        "envelope", "urn:test:envelope", bridge::child(bridge::Name{"message", "jabber:client"}, &Envelope::message),
        bridge::child(bridge::anywhere("transport"), &Envelope::transports), bridge::child(&Envelope::links));
    friend bool operator==(const Envelope&, const Envelope&) = default;
};

struct Envelopes {
    std::vector<Envelope> envelopes;

    static constexpr auto xml = bridge::element("envelopes", "urn:test:envelope", bridge::child(&Envelopes::envelopes));
    friend bool operator==(const Envelopes&, const Envelopes&) = default;
};

struct Forms {
    std::optional<std::string> id;
    std::optional<bridge::Element> form{};

    static constexpr auto xml =
        bridge::element("forms", "urn:test:forms", bridge::text("id", &Forms::id), bridge::rest(&Forms::form));
    friend bool operator==(const Forms&, const Forms&) = default;
};

struct Single {
    bridge::Element only{"nothing", "urn:test:nothing"};

    static constexpr auto xml = bridge::element("single", "urn:test:single", bridge::rest(&Single::only));
    friend bool operator==(const Single&, const Single&) = default;
};

struct Openness {
    bridge::Open<Subscribed> how = Subscribed::none;
    std::vector<bridge::Open<Subscribed>> all{};

    static constexpr auto xml =
        bridge::element("open", "urn:test:open", bridge::attribute("how", &Openness::how).otherwise(Subscribed::none),
                        bridge::text("is", &Openness::all));
    friend bool operator==(const Openness&, const Openness&) = default;
};

struct Chosen {
    std::vector<Subscribed> words;

    static constexpr auto xml = bridge::element("chosen", "urn:test:chosen", bridge::one_of(&Chosen::words));
    friend bool operator==(const Chosen&, const Chosen&) = default;
};

}  // namespace headstock::samples

template <>
struct headstock::bridge::Arbitrary<headstock::samples::Greeting> {
    static samples::Greeting make(Random& random) {
        return {std::string(static_cast<std::size_t>(random.below(9)), 'z')};
    }
};
