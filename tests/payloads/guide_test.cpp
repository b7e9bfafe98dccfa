// SPDX-License-Identifier: MIT
// What docs/guide/payloads.md shows: guide.py sees to it that each piece of C++ there stands here.
#include <gtest/gtest.h>

#include "headstock/core/lexical.hpp"
#include "headstock/core/round_trip.hpp"

using namespace headstock;

namespace guide {

struct Book {
    std::string title;
    std::vector<std::string> authors;
    std::optional<std::uint16_t> year;

    static constexpr auto xml =
        bridge::element("book", "urn:example:library", bridge::attribute("title", &Book::title),
                        bridge::text("author", &Book::authors), bridge::attribute("year", &Book::year));
    friend bool operator==(const Book&, const Book&) = default;
};

enum class Binding { paper, cloth, leather };
constexpr auto xml_words(Binding) {
    using enum Binding;
    return bridge::words<Binding>({{paper, "paper"}, {cloth, "cloth"}, {leather, "leather"}});
}

struct Copy {
    Binding binding = Binding::paper;
    bridge::Open<Binding> cover = Binding::paper;
    std::optional<Binding> told_by_a_child;
    std::vector<Binding> all_that_are_there;

    static constexpr auto xml = bridge::element(
        "copy", "urn:example:library", bridge::attribute("binding", &Copy::binding).otherwise(Binding::paper),
        bridge::text("cover", &Copy::cover).otherwise(Binding::paper), bridge::one_of(&Copy::told_by_a_child),
        bridge::one_of(&Copy::all_that_are_there, "urn:example:more"));
    friend bool operator==(const Copy&, const Copy&) = default;
};

enum class Event { lent, returned, lost };
constexpr auto xml_words(Event) {
    using enum Event;
    return bridge::words<Event>({{lent, "lent"}, {returned, "returned"}, {lost, "lost"}});
}

struct Notice {
    Event event{};
    core::Jid reader;

    static constexpr auto xml = bridge::element(bridge::tag_of(&Notice::event), "urn:example:library",
                                                bridge::attribute("reader", &Notice::reader));
    friend bool operator==(const Notice&, const Notice&) = default;
};

struct Shelf {
    bridge::LanguageTexts labels;
    bool locked = false;
    std::vector<std::string> rooms;
    std::vector<Book> books;
    std::optional<Book> newest;
    std::optional<bridge::Element> form;
    std::vector<bridge::Element> others;

    static constexpr auto xml =
        bridge::element("shelf", "urn:example:library", bridge::texts("label", &Shelf::labels),
                        bridge::flag("locked", &Shelf::locked), bridge::attribute_of("room", "name", &Shelf::rooms),
                        bridge::child(&Shelf::books), bridge::child("newest", &Shelf::newest),
                        bridge::child(bridge::Name{"x", "jabber:x:data"}, &Shelf::form), bridge::rest(&Shelf::others));
    friend bool operator==(const Shelf&, const Shelf&) = default;
};

struct Loan {
    std::uint8_t version = 0;
    std::chrono::year_month_day due;

    static constexpr auto xml =
        bridge::element("loan", bridge::versions("urn:example:loan:1", "urn:example:loan:0"),
                        bridge::version_of(&Loan::version), bridge::attribute("due", &Loan::due));
    friend bool operator==(const Loan&, const Loan&) = default;
};

/// A number that libraries like.
struct Isbn {
    std::string digits;
    friend bool operator==(const Isbn&, const Isbn&) = default;
};

}  // namespace guide

template <>
struct headstock::bridge::Lexical<guide::Isbn> {
    static Result<guide::Isbn> read(std::string_view text) {
        if (text.size() != 13) return detail::not_in_form("not an ISBN", text);
        return guide::Isbn{std::string(text)};
    }
    static const std::string& write(const guide::Isbn& isbn) { return isbn.digits; }
};

namespace guide {

HEADSTOCK_PAYLOAD_TEST(Book);
HEADSTOCK_PAYLOAD_TEST(Copy);
HEADSTOCK_PAYLOAD_TEST(Notice);
HEADSTOCK_PAYLOAD_TEST(Shelf);
HEADSTOCK_PAYLOAD_TEST(Loan);

TEST(Guide, a_book_is_written_and_read) {
    const Book book{.title = "Dune", .authors = {"Frank Herbert"}, .year = 1965};
    const bridge::Element element = bridge::write(book);
    EXPECT_EQ(element.xml(),
              "<book xmlns='urn:example:library' title='Dune' year='1965'><author>Frank Herbert</author></book>");
    const Result<Book> again = bridge::read<Book>(element);
    EXPECT_EQ(*again, book);
}

TEST(Guide, errors_name_the_place) {
    const auto shelf = bridge::parse_element(
        "<shelf xmlns='urn:example:library'><book title='Dune'/><book title='Ubik' year='1969 or so'/></shelf>");
    const Result<Shelf> result = bridge::read<Shelf>(*shelf);
    EXPECT_EQ(result.error().code, bridge::PayloadErrc::malformed);
    EXPECT_EQ(result.error().text, "shelf/book[2]@year: not a number: \"1969 or so\"");
}

TEST(Guide, a_payload_is_json_too) {
    const Book book{.title = "Dune", .authors = {"Frank Herbert"}, .year = 1965};
    EXPECT_EQ(bridge::to_json(book).dump(), R"({"title":"Dune","author":["Frank Herbert"],"year":1965})");
    EXPECT_EQ(bridge::from_json<Book>(bridge::to_json(book)).value(), book);
}

TEST(Guide, a_type_of_ones_own_is_checked) {
    EXPECT_EQ(bridge::Lexical<Isbn>::read("123").error().text, "not an ISBN: \"123\"");
    EXPECT_EQ(bridge::Lexical<Isbn>::read("9780441013593").value().digits, "9780441013593");
}

TEST(Guide, a_notice_names_its_reader) {
    const auto lent = bridge::parse_element("<lent xmlns='urn:example:library' reader='juliet@capulet.lit'/>");
    EXPECT_EQ(bridge::read<Notice>(*lent).value(), (Notice{Event::lent, core::jid("juliet@capulet.lit")}));
    const auto old = bridge::parse_element("<loan xmlns='urn:example:loan:0' due='2026-12-24'/>");
    EXPECT_EQ(bridge::write(bridge::read<Loan>(*old).value()), *old);
}

}  // namespace guide
