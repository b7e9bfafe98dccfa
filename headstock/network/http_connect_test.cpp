// SPDX-License-Identifier: MIT
#include "headstock/network/http_connect.hpp"

#include "headstock/network/errc.hpp"
#include "headstock/network/proxy_support.hpp"
#include "headstock/network/test_support.hpp"

namespace headstock::network {
namespace {

using namespace test;

class HttpConnect : public ::testing::TestWithParam<std::size_t> {
protected:
    Error open(ScriptedProxy& with, const Endpoint& target, const Proxy& proxy) {
        return error_of(io, open_http_connect(with, target, proxy));
    }
    Error error(const std::string& answer) {
        ScriptedProxy with(answer, GetParam());
        return open(with, server, proxy_for());
    }

    asio::io_context io;
    const Endpoint server{"xmpp.example.org", 5222};
};
INSTANTIATE_TEST_SUITE_P(Pieces, HttpConnect, ::testing::Values(1, 7, 1'000'000));

TEST_P(HttpConnect, nothing_behind_the_answer_is_read) {
    ScriptedProxy with("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n<stream", GetParam());
    EXPECT_FALSE(open(with, server, proxy_for()).code);
    EXPECT_EQ(with.said, std::vector<std::string>{
                             "CONNECT xmpp.example.org:5222 HTTP/1.1\r\nHost: xmpp.example.org:5222\r\n\r\n"});
    EXPECT_EQ(with.left(), "<stream");
}

TEST_P(HttpConnect, any_success_of_http_1_will_do) {
    EXPECT_FALSE(error("HTTP/1.0 200 OK\r\n\r\n").code);
    EXPECT_FALSE(error("HTTP/1.1 204\r\n\r\n").code);
}

TEST_P(HttpConnect, user_and_password_are_said_at_once) {
    ScriptedProxy with("HTTP/1.1 200 OK\r\n\r\n", GetParam());
    EXPECT_FALSE(open(with, Endpoint{"::1", 5222}, proxy_for("Aladdin", "open sesame")).code);
    EXPECT_EQ(with.said, std::vector<std::string>{"CONNECT [::1]:5222 HTTP/1.1\r\nHost: [::1]:5222\r\n"
                                                  "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n"});
}

TEST_P(HttpConnect, every_refusal_has_its_meaning) {
    const std::vector<std::pair<std::string, Errc>> meanings{{"407 Proxy Authentication Required", Errc::proxy_login},
                                                             {"403 Forbidden", Errc::proxy_refused},
                                                             {"500 Internal Server Error", Errc::proxy_refused},
                                                             {"502 Bad Gateway", Errc::unreachable},
                                                             {"503 Service Unavailable", Errc::unreachable},
                                                             {"504 Gateway Timeout", Errc::connect_timeout},
                                                             {"302 Found", Errc::bad_proxy_answer},
                                                             {"100 Continue", Errc::bad_proxy_answer}};
    for (const auto& [status, meaning] : meanings)
        EXPECT_EQ(error("HTTP/1.1 " + status + "\r\n\r\n"), (Error{meaning, "the proxy says " + status}));
}

TEST_P(HttpConnect, what_is_no_http_is_refused) {
    for (const std::string& bad : {octets(""), octets("HTTP/1.1 200 OK\r\n"), octets("SSH-2.0-OpenSSH\r\n\r\n"),
                                   octets("HTTP/1.1 200 OK\r\nbad field\r\n\r\n"), std::string(20'000, 'x')})
        EXPECT_EQ(error(bad).code, Errc::bad_proxy_answer) << bad.substr(0, 40);
}

TEST_P(HttpConnect, an_endless_answer_is_read_to_its_limit) {
    ScriptedProxy with("HTTP/1.1 200 " + std::string(20'000, 'x'), GetParam());
    EXPECT_EQ(open(with, server, proxy_for()).code, Errc::bad_proxy_answer);
    EXPECT_EQ(with.left().size(), 20'013 - max_proxy_answer);
}

TEST_P(HttpConnect, lets_no_host_write_lines_into_the_request) {
    ScriptedProxy with("", GetParam());
    for (const char* bad : {"a\r\nX: y", "", "a b"})
        EXPECT_EQ(open(with, Endpoint{bad, 1}, proxy_for()).code, Errc::bad_host_name);
    EXPECT_TRUE(with.said.empty());
}

}  // namespace
}  // namespace headstock::network
