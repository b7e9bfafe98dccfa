// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "headstock/testing/server/world.hpp"

namespace headstock::testing {
namespace {

using namespace test;

ServerOptions with_components() {
    ServerOptions options = in_plain();
    for (const char* domain : {"plays.localhost", "rooms.localhost"}) options.components.emplace(domain, "pencil");
    return options;
}

class ServesComponents : public ::testing::Test {
protected:
    core::Stream component(std::string_view domain, std::string_view secret = "pencil") {
        return {core::Account::component(core::jid(domain), Secret(secret)), like_the_server(world.server), world.clock,
                world.random};
    }
    World world{with_components()};
    Names names;
};

TEST_F(ServesComponents, a_component_is_bound_to_its_domain) {
    core::Stream plays = component("plays.localhost");
    LocalLink link(world.server, plays, 1);
    link.pump();
    EXPECT_EQ(plays.status(), core::Status::bound);
    EXPECT_EQ(plays.address().text(), "plays.localhost");
    EXPECT_EQ(link.connection().address().text(), "plays.localhost");
}

TEST_F(ServesComponents, a_wrong_secret_an_unknown_domain_and_a_second_one_are_refused) {
    for (const auto& [domain, secret, why] :
         {std::tuple("plays.localhost", "pen", core::StreamCondition::not_authorized),
          std::tuple("poems.localhost", "pencil", core::StreamCondition::host_unknown)}) {
        core::Stream stream = component(domain, secret);
        LocalLink link(world.server, stream);
        link.pump();
        ASSERT_TRUE(stream.end());
        EXPECT_EQ(stream.end()->code, why) << domain;
    }
    core::Stream first = component("plays.localhost");
    core::Stream second = component("plays.localhost");
    LocalLink one(world.server, first);
    one.pump();
    LocalLink two(world.server, second);
    two.pump();
    EXPECT_EQ(second.end()->code, core::StreamCondition::conflict);
    EXPECT_EQ(first.status(), core::Status::bound);
}

TEST_F(ServesComponents, stanzas_go_to_it_and_come_from_any_of_its_addresses) {
    core::Stream plays = component("plays.localhost");
    LocalLink link(world.server, plays);
    link.pump();
    User juliet(world.server, "juliet@localhost/balcony");
    EXPECT_EQ(juliet.say("<message to='hamlet@plays.localhost'><body>Who?</body></message>"), "");
    EXPECT_EQ(
        compare("<message from='juliet@localhost/balcony' to='hamlet@plays.localhost'><body>Who?</body></message>",
                link.connection().take_output(), names),
        "");
    link.connection().receive(
        "<message from='hamlet@plays.localhost/x' to='juliet@localhost/balcony'><body>I.</body></message>");
    EXPECT_EQ(
        compare("<message from='hamlet@plays.localhost/x' to='juliet@localhost/balcony'><body>I.</body></message>",
                juliet.heard(), names),
        "");
}

TEST_F(ServesComponents, errors_find_back_to_whoever_of_it_has_spoken) {
    core::Stream plays = component("plays.localhost");
    LocalLink link(world.server, plays);
    link.pump();
    link.connection().receive(
        "<iq type='get' id='1' from='hamlet@plays.localhost/x' to='nobody@localhost'><q xmlns='x'/></iq>");
    EXPECT_EQ(compare("<iq type='error' id='1' from='nobody@localhost' to='hamlet@plays.localhost/x'><error "
                      "type='cancel' code='503'>"
                      "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
                      link.connection().take_output(), names),
              "");
}

TEST_F(ServesComponents, two_of_them_talk_to_each_other_and_one_that_is_not_there_is_told_as_such) {
    core::Stream plays = component("plays.localhost");
    core::Stream rooms = component("rooms.localhost");
    LocalLink one(world.server, plays);
    one.pump();
    const std::string_view question =
        "<iq type='get' id='1' from='plays.localhost' to='rooms.localhost'><q xmlns='x'/></iq>";
    one.connection().receive(question);
    EXPECT_NE(one.connection().take_output().find("remote-server-not-found"), std::string::npos);
    LocalLink two(world.server, rooms);
    two.pump();
    one.connection().receive(question);
    EXPECT_EQ(compare(question, two.connection().take_output(), names), "");
}

TEST_F(ServesComponents, a_component_that_speaks_for_others_is_ended) {
    for (const char* from : {"", "from='juliet@localhost/x'", "from='rooms.localhost'"}) {
        core::Stream plays = component("plays.localhost");
        LocalLink link(world.server, plays);
        link.pump();
        link.connection().receive("<message to='juliet@localhost' " + std::string(from) + "><body/></message>");
        EXPECT_NE(link.connection().take_output().find("invalid-from"), std::string::npos) << from;
    }
}

TEST_F(ServesComponents, its_presence_is_passed_on) {
    core::Stream plays = component("plays.localhost");
    LocalLink link(world.server, plays);
    link.pump();
    User juliet(world.server, "juliet@localhost/balcony");
    juliet.appear();
    link.connection().receive("<presence from='hamlet@plays.localhost' to='juliet@localhost'/>");
    EXPECT_EQ(compare("<presence from='hamlet@plays.localhost' to='juliet@localhost'/>", juliet.heard(), names), "");
    (void)juliet.say("<presence to='hamlet@plays.localhost' type='subscribe'/>");
    EXPECT_EQ(compare("<presence from='juliet@localhost/balcony' to='hamlet@plays.localhost' type='subscribe'/>",
                      link.connection().take_output(), names),
              "");
}

}  // namespace
}  // namespace headstock::testing
