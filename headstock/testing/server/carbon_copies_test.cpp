// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "headstock/extensions/carbons.hpp"
#include "headstock/testing/server/world.hpp"

namespace headstock::testing {
namespace {

using namespace test;

/// Juliet with two devices, both there, of which one wants carbons; and Romeo.
class CopiesCarbons : public ::testing::Test {
protected:
    CopiesCarbons() {
        for (User* user : {&balcony, &chamber, &romeo}) user->appear();
        EXPECT_NE(chamber.say("<iq type='set' id='1'><enable xmlns='urn:xmpp:carbons:2'/></iq>").find("result"),
                  std::string::npos);
        for (User* user : {&balcony, &chamber, &romeo}) (void)user->heard();
    }
    static std::string carbon(std::string_view direction, std::string_view message) {
        return "<message from='juliet@localhost' to='juliet@localhost/chamber' type='chat'><" + std::string(direction) +
               " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + std::string(message) +
               "</forwarded></" + std::string(direction) + "></message>";
    }
    World world;
    User balcony{world.server, "juliet@localhost/balcony"};
    User chamber{world.server, "juliet@localhost/chamber"};
    User romeo{world.server, "romeo@localhost/orchard"};
    Names names;
};

TEST_F(CopiesCarbons, of_what_the_other_device_sends) {
    (void)balcony.say("<message to='romeo@localhost' type='chat'><body>O!</body></message>");
    EXPECT_EQ(compare(carbon("sent",
                             "<message xmlns='jabber:client' from='juliet@localhost/balcony' to='romeo@localhost' "
                             "type='chat'><body>O!</body></message>"),
                      chamber.heard(), names),
              "");
    EXPECT_EQ(balcony.heard(), "");
}

TEST_F(CopiesCarbons, of_what_the_other_device_receives) {
    (void)romeo.say("<message to='juliet@localhost/balcony' type='chat'><body>O!</body></message>");
    EXPECT_EQ(compare(carbon("received",
                             "<message xmlns='jabber:client' from='romeo@localhost/orchard' "
                             "to='juliet@localhost/balcony' type='chat'><body>O!</body></message>"),
                      chamber.heard(), names),
              "");
}

TEST_F(CopiesCarbons, not_of_what_all_devices_receive_nor_of_what_is_for_one_alone) {
    (void)romeo.say("<message to='juliet@localhost' type='chat'><body>O!</body></message>");
    EXPECT_EQ(chamber.heard().find("carbons"), std::string::npos);
    for (const char* mark : {"<private xmlns='urn:xmpp:carbons:2'/>", "<no-copy xmlns='urn:xmpp:hints'/>"})
        (void)romeo.say("<message to='juliet@localhost/balcony' type='chat'><body>O!</body>" + std::string(mark) +
                        "</message>");
    (void)romeo.say("<message to='juliet@localhost/balcony' type='headline'><body>O!</body></message>");
    EXPECT_EQ(chamber.heard(), "");
}

TEST_F(CopiesCarbons, no_more_when_nobody_wants_them) {
    (void)chamber.say("<iq type='set' id='2'><disable xmlns='urn:xmpp:carbons:2'/></iq>");
    (void)balcony.say("<message to='romeo@localhost' type='chat'><body>O!</body></message>");
    EXPECT_EQ(chamber.heard(), "");
}

TEST(ServerWithSasl2, enables_carbons_with_the_login) {
    ServerOptions options = in_plain();
    options.sasl2 = true;
    World world(options);
    core::Stream stream(core::Account(core::jid("juliet@localhost"), Secret("secret")), like_the_server(world.server),
                        world.clock, world.random);
    const carbons::Module module(stream);
    std::string sent;
    const auto tracing = stream.on_trace([&](core::Direction direction, std::string_view text) {
        if (direction == core::Direction::sent) sent += text;
    });
    LocalLink link(world.server, stream);
    link.pump();
    EXPECT_EQ(stream.status(), core::Status::bound);
    EXPECT_TRUE(stream.was_bound_with(carbons::ns)) << sent;
    EXPECT_EQ(sent.find("<iq"), std::string::npos) << sent;
}

}  // namespace
}  // namespace headstock::testing
