// SPDX-License-Identifier: MIT
#include "headstock/network/socks5.hpp"

#include "headstock/network/errc.hpp"
#include "headstock/network/proxy_support.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace test;

const std::string accepted = octets("\x05\x00");
const std::string connected = octets("\x05\x00\x00\x01\x7f\x00\x00\x01\x04\x38");

class Socks5 : public ::testing::TestWithParam<std::size_t> {
protected:
    Error open(ScriptedProxy& with, const Endpoint& target, const Proxy& proxy) {
        return error_of(io, open_socks5(with, target, proxy));
    }
    /// The error that `answers` end in.
    Error error(const std::string& answers, const Proxy& proxy = proxy_for()) {
        ScriptedProxy with(answers, GetParam());
        return open(with, server, proxy);
    }

    asio::io_context io;
    const Endpoint server{"xmpp.example.org", 5222};
};
INSTANTIATE_TEST_SUITE_P(Pieces, Socks5, ::testing::Values(1, 7, 1'000'000));

TEST_P(Socks5, names_are_left_to_the_proxy) {
    ScriptedProxy with(accepted + connected + "<stream", GetParam());
    EXPECT_FALSE(open(with, server, proxy_for()).code);
    EXPECT_EQ(with.said, (std::vector<std::string>{octets("\x05\x01\x00"),
                                                   octets("\x05\x01\x00\x03\x10xmpp.example.org\x14\x66")}));
    EXPECT_EQ(with.left(), "<stream");
}

TEST_P(Socks5, addresses_are_given_as_such) {
    ScriptedProxy four(accepted + connected, GetParam());
    EXPECT_FALSE(open(four, Endpoint{"192.0.2.1", 443}, proxy_for()).code);
    EXPECT_EQ(four.said[1], octets("\x05\x01\x00\x01\xc0\x00\x02\x01\x01\xbb"));
    ScriptedProxy six(accepted + connected, GetParam());
    EXPECT_FALSE(open(six, Endpoint{"[2001:db8::1]", 443}, proxy_for()).code);
    EXPECT_EQ(six.said[1],
              octets("\x05\x01\x00\x04\x20\x01\x0d\xb8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\xbb"));
}

TEST_P(Socks5, user_and_password_are_said_when_asked_for) {
    ScriptedProxy with(octets("\x05\x02\x01\x00") + connected + "<", GetParam());
    EXPECT_FALSE(open(with, server, proxy_for("romeo", "juliet")).code);
    ASSERT_EQ(with.said.size(), 3U);
    EXPECT_EQ(with.said[0], octets("\x05\x02\x00\x02"));
    EXPECT_EQ(with.said[1], octets("\x01\x05romeo\x06juliet"));
    EXPECT_EQ(with.left(), "<");
    ScriptedProxy trusting(accepted + connected, GetParam());
    EXPECT_FALSE(open(trusting, server, proxy_for("romeo", "juliet")).code);
    EXPECT_EQ(trusting.said.size(), 2U);
}

TEST_P(Socks5, the_address_in_the_answer_may_be_of_any_type) {
    for (const std::string& bound :
         {octets("\x04") + std::string(16, '\0'), octets("\x03\x00"), octets("\x03\xff") + std::string(255, 'x')}) {
        ScriptedProxy with(accepted + octets("\x05\x00\x00") + bound + "\x01\x02" + "<", GetParam());
        EXPECT_FALSE(open(with, server, proxy_for()).code);
        EXPECT_EQ(with.left(), "<");
    }
}

TEST_P(Socks5, a_refused_login_is_told) {
    EXPECT_EQ(error("\x05\xff"), (Error{Errc::proxy_login, "it wants a login"}));
    EXPECT_EQ(error("\x05\xff", proxy_for("a", "b")), (Error{Errc::proxy_login, "it wants another login"}));
    EXPECT_EQ(error("\x05\x02\x01\x01", proxy_for("a", "b")),
              (Error{Errc::proxy_login, "it refuses user or password"}));
}

TEST_P(Socks5, every_reply_has_its_meaning) {
    const std::vector<Errc> meanings{Errc::proxy_refused, Errc::proxy_refused,      Errc::unreachable,
                                     Errc::unreachable,   Errc::connection_refused, Errc::unreachable,
                                     Errc::proxy_refused, Errc::proxy_refused,      Errc::bad_proxy_answer};
    for (std::size_t i = 0; i < meanings.size(); ++i) {
        std::string answer = connected;
        answer[1] = static_cast<char>(i + 1);
        const Error failed = error(accepted + answer);
        EXPECT_EQ(failed.code, meanings[i]) << i;
        EXPECT_FALSE(failed.text.empty()) << i;
    }
}

TEST_P(Socks5, what_is_no_socks_5_is_refused) {
    for (const std::string& bad :
         {octets("\x04\x00"), octets("HTTP/1.1 400"), octets("\x05\x02"), octets("\x05\x01"),
          accepted + octets("\x04\x00\x00\x01"), accepted + octets("\x05\x00\x00\x02") + std::string(20, 'x'),
          octets(""), octets("\x05"), accepted, accepted + connected.substr(0, 9)})
        EXPECT_EQ(error(bad).code, Errc::bad_proxy_answer) << bad;
    EXPECT_EQ(error(octets("\x05\x02\x05\x00"), proxy_for("a", "b")).code, Errc::bad_proxy_answer);
}

TEST_P(Socks5, what_does_not_fit_is_not_sent) {
    ScriptedProxy with("", GetParam());
    EXPECT_EQ(open(with, Endpoint{std::string(256, 'a'), 1}, proxy_for()).code, Errc::bad_host_name);
    EXPECT_EQ(open(with, Endpoint{"", 1}, proxy_for()).code, Errc::bad_host_name);
    EXPECT_EQ(open(with, server, proxy_for(std::string(256, 'a'))).code, Errc::bad_proxy);
    EXPECT_EQ(open(with, server, proxy_for("a", std::string(256, 'a'))).code, Errc::bad_proxy);
    EXPECT_TRUE(with.said.empty());
}

}  // namespace
}  // namespace headstock::network
