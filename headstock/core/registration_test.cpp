// SPDX-License-Identifier: MIT
#include "headstock/core/registration.hpp"

#include <string>

#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace stream_test;

constexpr std::string_view offered = "<register xmlns='http://jabber.org/features/iq-register'/>";
constexpr std::string_view question = "<iq type='get' id='{q}'><query xmlns='jabber:iq:register'/></iq>";
constexpr std::string_view filled =
    "<iq type='set' id='{s}'><query xmlns='jabber:iq:register'><username>juliet</username>"
    "<password>r0m30myr0m30</password></query></iq>";

std::string fields(std::string_view content) {
    return "<iq type='result' id='{q}'><query xmlns='jabber:iq:register'>" + std::string(content) + "</query></iq>";
}

Account newcomer() {
    Account account(Jid::parse("juliet@capulet.lit/balcony").value(), Secret("r0m30myr0m30"));
    account.register_first = true;
    return account;
}

class Registrations : public ::testing::TestWithParam<std::size_t> {
protected:
    static StreamOptions allowing_plain() {
        StreamOptions options;
        options.auth.allow_plain = true;
        return options;
    }
    void begin(std::string_view features) {
        server.stream.start({.encrypted = true, .bindings = {}});
        server.expect_header("capulet.lit").say_header(features);
    }
    [[nodiscard]] std::error_code why() const {
        return server.stream.end() ? server.stream.end()->code : std::error_code();
    }

    testing::Conversation server{GetParam(), newcomer(), allowing_plain()};
};

TEST_P(Registrations, the_account_is_made_and_then_logged_in_to_in_the_same_stream) {
    begin(std::string(offered) + std::string(plain));
    server.expect(question).say(fields("<instructions>Choose.</instructions><username/><password/>"));
    server.expect(filled).say("<iq type='result' id='{s}'/>").expect(auth);
}

TEST_P(Registrations, it_is_not_made_twice) {
    begin(std::string(offered) + std::string(plain));
    server.expect(question).say(fields("<username/><password/>"));
    server.expect(filled).say("<iq type='result' id='{s}'/>").expect(auth);
    server.stream.connection_lost();
    server.forget();
    begin(std::string(offered) + std::string(plain));
    server.expect(auth);
}

TEST_P(Registrations, a_server_that_does_not_offer_it_is_logged_in_to) {
    begin(plain);
    server.expect(auth);
}

TEST_P(Registrations, nobody_is_told_a_password_before_tls) {
    server.stream.start();
    server.expect_header("capulet.lit").say_header(std::string(offered) + std::string(plain));
    EXPECT_EQ(why(), Errc::tls_not_offered);
    server.expect("<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
}

TEST_P(Registrations, a_name_that_is_taken_ends_it) {
    begin(std::string(offered) + std::string(plain));
    server.expect(question).say(fields("<username/><password/>")).expect(filled);
    server.say(
        "<iq type='error' id='{s}'><error type='cancel'><conflict "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    EXPECT_EQ(why(), StanzaCondition::conflict);
}

TEST_P(Registrations, particulars_are_given_where_they_are_asked_for) {
    Account account = newcomer();
    account.particulars = {{"email", "juliet@capulet.lit"}, {"phone", "1597"}};
    testing::Conversation other(GetParam(), account, allowing_plain());
    other.stream.start({.encrypted = true, .bindings = {}});
    other.expect_header("capulet.lit").say_header(std::string(offered) + std::string(plain));
    other.expect(question).say(fields("<username/><password/><email/><key>k</key>"));
    other.expect(
        "<iq type='set' id='{s}'><query xmlns='jabber:iq:register'><username>juliet</username>"
        "<password>r0m30myr0m30</password><email>juliet@capulet.lit</email><key>k</key></query></iq>");
}

TEST_P(Registrations, what_we_cannot_answer_is_named) {
    begin(std::string(offered) + std::string(plain));
    server.expect(question).say(fields("<username/><password/><email/><first/>"));
    EXPECT_EQ(why(), Errc::registration_wants_more);
    EXPECT_NE(server.stream.end()->text.find("email, first"), std::string::npos);
}

TEST_P(Registrations, a_form_or_a_web_page_is_not_for_us) {
    for (const auto& [content, wanted] :
         {std::pair("<x xmlns='jabber:x:data' type='form'/>", "a form filled in"),
          std::pair("<x xmlns='jabber:x:oob'><url>https://capulet.lit/join</url></x>", "https://capulet.lit/join"),
          std::pair("<registered/>", "registered")}) {
        testing::Conversation other(GetParam(), newcomer(), allowing_plain());
        other.stream.start({.encrypted = true, .bindings = {}});
        other.expect_header("capulet.lit").say_header(std::string(offered) + std::string(plain));
        other.expect(question).say(fields(content));
        ASSERT_EQ(other.stream.end()->code, Errc::registration_wants_more);
        EXPECT_NE(other.stream.end()->text.find(wanted), std::string::npos) << other.stream.end()->text;
    }
}

TEST_P(Registrations, the_password_is_not_traced) {
    std::string traced;
    const auto tracing = server.stream.on_trace([&](Direction, std::string_view text) { traced += text; });
    begin(std::string(offered) + std::string(plain));
    server.expect(question).say(fields("<username/><password/>")).expect(filled);
    EXPECT_EQ(traced.find("r0m30myr0m30"), std::string::npos);
    EXPECT_NE(traced.find("<username>juliet</username>"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Registrations, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::core
