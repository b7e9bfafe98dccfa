// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "headstock/core/stream.hpp"

/// vcard-temp (XEP-0054): what somebody says of himself: names, addresses, a picture.
///
/// Texts are as their owner wrote them, dates and numbers too: nothing in a card is proven.
namespace headstock::vcard {

inline constexpr std::string_view ns = "vcard-temp";

/// The parts of a name.
struct Name {
    std::optional<std::string> family;
    std::optional<std::string> given;
    std::optional<std::string> middle;
    std::optional<std::string> prefix;
    std::optional<std::string> suffix;

    static constexpr auto xml =
        bridge::element("N", ns, bridge::text("FAMILY", &Name::family), bridge::text("GIVEN", &Name::given),
                        bridge::text("MIDDLE", &Name::middle), bridge::text("PREFIX", &Name::prefix),
                        bridge::text("SUFFIX", &Name::suffix));
    friend bool operator==(const Name&, const Name&) = default;
};

/// What an address is for.
enum class AddressKind { home, work, postal, parcel, domestic, international, preferred };
constexpr auto xml_words(AddressKind) {
    using enum AddressKind;
    return bridge::words<AddressKind>({{home, "HOME"},
                                       {work, "WORK"},
                                       {postal, "POSTAL"},
                                       {parcel, "PARCEL"},
                                       {domestic, "DOM"},
                                       {international, "INTL"},
                                       {preferred, "PREF"}});
}

/// Where letters go.
struct Address {
    std::vector<AddressKind> kinds;
    std::optional<std::string> box;
    std::optional<std::string> extra;  ///< what stands beside the street, as "Suite 600"
    std::optional<std::string> street;
    std::optional<std::string> locality;
    std::optional<std::string> region;
    std::optional<std::string> code;
    std::optional<std::string> country;

    static constexpr auto xml =
        bridge::element("ADR", ns, bridge::one_of(&Address::kinds), bridge::text("POBOX", &Address::box),
                        bridge::text("EXTADD", &Address::extra), bridge::text("STREET", &Address::street),
                        bridge::text("LOCALITY", &Address::locality), bridge::text("REGION", &Address::region),
                        bridge::text("PCODE", &Address::code), bridge::text("CTRY", &Address::country));
    friend bool operator==(const Address&, const Address&) = default;
};

/// What a telephone is for, and what it can do.
enum class TelephoneKind { home, work, voice, fax, pager, message, cell, video, bbs, modem, isdn, pcs, preferred };
constexpr auto xml_words(TelephoneKind) {
    using enum TelephoneKind;
    return bridge::words<TelephoneKind>({{home, "HOME"},
                                         {work, "WORK"},
                                         {voice, "VOICE"},
                                         {fax, "FAX"},
                                         {pager, "PAGER"},
                                         {message, "MSG"},
                                         {cell, "CELL"},
                                         {video, "VIDEO"},
                                         {bbs, "BBS"},
                                         {modem, "MODEM"},
                                         {isdn, "ISDN"},
                                         {pcs, "PCS"},
                                         {preferred, "PREF"}});
}

/// A telephone; many clients write one without a number.
struct Telephone {
    std::vector<TelephoneKind> kinds;
    std::string number;

    static constexpr auto xml = bridge::element("TEL", ns, bridge::one_of(&Telephone::kinds),
                                                bridge::text("NUMBER", &Telephone::number).otherwise(""));
    friend bool operator==(const Telephone&, const Telephone&) = default;
};

enum class EmailKind { home, work, internet, x400, preferred };
constexpr auto xml_words(EmailKind) {
    using enum EmailKind;
    return bridge::words<EmailKind>(
        {{home, "HOME"}, {work, "WORK"}, {internet, "INTERNET"}, {x400, "X400"}, {preferred, "PREF"}});
}

/// Where electronic mail goes.
struct Email {
    std::vector<EmailKind> kinds;
    std::string address;

    static constexpr auto xml = bridge::element("EMAIL", ns, bridge::one_of(&Email::kinds),
                                                bridge::text("USERID", &Email::address).otherwise(""));
    friend bool operator==(const Email&, const Email&) = default;
};

/// A picture: its bytes, or where it is. The type is what its owner says, "image/png".
struct Photo {
    std::optional<std::string> type;
    std::optional<bridge::WrappedBytes> data;
    std::optional<std::string> elsewhere;  ///< to fetch it would tell its owner where we are

    static constexpr auto xml =
        bridge::element("PHOTO", ns, bridge::text("TYPE", &Photo::type), bridge::text("BINVAL", &Photo::data),
                        bridge::text("EXTVAL", &Photo::elsewhere));
    friend bool operator==(const Photo&, const Photo&) = default;
};

/// Where somebody is, in degrees.
struct Place {
    std::string latitude;
    std::string longitude;

    static constexpr auto xml = bridge::element("GEO", ns, bridge::text("LAT", &Place::latitude).otherwise(""),
                                                bridge::text("LON", &Place::longitude).otherwise(""));
    friend bool operator==(const Place&, const Place&) = default;
};

/// Whom somebody works for or belongs to.
struct Organization {
    std::string name;
    std::vector<std::string> units;

    static constexpr auto xml = bridge::element("ORG", ns, bridge::text("ORGNAME", &Organization::name).otherwise(""),
                                                bridge::text("ORGUNIT", &Organization::units));
    friend bool operator==(const Organization&, const Organization&) = default;
};

struct Categories {
    std::vector<std::string> keywords;

    static constexpr auto xml = bridge::element("CATEGORIES", ns, bridge::text("KEYWORD", &Categories::keywords));
    friend bool operator==(const Categories&, const Categories&) = default;
};

/// A card. What has no field here is kept in `others`, so that one who changes a card loses nothing of it.
struct Card {
    std::optional<std::string> full_name;
    std::optional<Name> name;
    std::vector<std::string> nicknames;
    std::vector<Photo> photos;
    std::vector<std::string> birthdays;
    std::vector<Address> addresses;
    std::vector<Telephone> telephones;
    std::vector<Email> emails;
    std::vector<std::string> jids;  ///< not checked, and not to be trusted: use that of who was asked
    std::vector<std::string> time_zones;
    std::vector<Place> places;
    std::vector<std::string> titles;
    std::vector<std::string> roles;
    std::vector<Organization> organizations;
    std::vector<Categories> categories;
    std::vector<std::string> notes;
    std::vector<std::string> urls;
    std::vector<std::string> descriptions;
    std::vector<bridge::Element> others;

    static constexpr auto xml = bridge::element(
        "vCard", ns, bridge::text("FN", &Card::full_name), bridge::child(&Card::name),
        bridge::text("NICKNAME", &Card::nicknames), bridge::child(&Card::photos),
        bridge::text("BDAY", &Card::birthdays), bridge::child(&Card::addresses), bridge::child(&Card::telephones),
        bridge::child(&Card::emails), bridge::text("JABBERID", &Card::jids), bridge::text("TZ", &Card::time_zones),
        bridge::child(&Card::places), bridge::text("TITLE", &Card::titles), bridge::text("ROLE", &Card::roles),
        bridge::child(&Card::organizations), bridge::child(&Card::categories), bridge::text("NOTE", &Card::notes),
        bridge::text("URL", &Card::urls), bridge::text("DESC", &Card::descriptions), bridge::rest(&Card::others));
    /// The first picture that has bytes; null where there is none.
    [[nodiscard]] const std::string* photo() const;
    friend bool operator==(const Card&, const Card&) = default;
};

/// Bytes of XML that a card of ours may have: servers end the stream of who sends more than they take, and most take
/// 256 KiB.
inline constexpr std::size_t max_size = 192U << 10U;

/// Asks for the card of `account`, or of an occupant of a room. The answer is bounded by the limit of a stanza; one who
/// has no card has an empty one, or answers with item-not-found.
[[nodiscard]] core::Request<Card> query(core::Jid account);
/// Asks our server for our own card.
[[nodiscard]] core::Request<Card> own();
/// Has our server keep `card` as ours, in the place of what there was: ask for `own` first and change that. Fails with
/// `std::errc::message_size` where it is larger than `max_size`, and with what XML cannot say.
[[nodiscard]] Result<core::Request<core::Done>> store(const Card& card);

/// Answers for who is no account, as a component or a bot; a server answers for accounts.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}

    /// Answers questions with `card`; until then they get <service-unavailable/>. Whoever asks may have it.
    void answer_with(Card card);

private:
    core::Stream& stream_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::vcard
