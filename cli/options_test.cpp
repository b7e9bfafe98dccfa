// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <initializer_list>

#include "cli/exit_codes.hpp"

namespace headstock::cli {
namespace {

using namespace std::chrono_literals;

Result<Invocation> read(std::initializer_list<const char*> words) {
    std::vector<const char*> all{"headstock"};
    all.insert(all.end(), words);
    return read_options(all);
}

Options good(std::initializer_list<const char*> words) {
    Result<Invocation> read_ones = read(words);
    if (!read_ones) throw std::runtime_error(read_ones.error().message());
    return read_ones->options;
}

std::string wrong(std::initializer_list<const char*> words) {
    const Result<Invocation> read_ones = read(words);
    EXPECT_FALSE(read_ones);
    if (read_ones) return {};
    EXPECT_EQ(read_ones.error().code, Errc::usage);
    return read_ones.error().text;
}

/// A variable of the environment, for as long as it lives.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { unsetenv(name_); }

private:
    const char* name_;
};

TEST(Options, cot_takes_a_script_and_what_names_stand_for) {
    const Options options = good({"cot", "--set", "a=b=c", "x.cot", "--jid", "a@b", "--accounts", "f", "--set", "d="});
    EXPECT_EQ(options.command, Command::cot);
    EXPECT_EQ(options.cot.file, "x.cot");
    EXPECT_EQ(options.cot.accounts_file, "f");
    EXPECT_EQ(options.cot.variables, (std::vector<std::pair<std::string, std::string>>{{"a", "b=c"}, {"d", ""}}));
    for (const char* bad : {"a", "=b", ""})
        EXPECT_EQ(wrong({"cot", "x", "--jid", "a@b", "--set", bad}), "--set: not NAME=VALUE");
    EXPECT_NE(wrong({"cot", "--jid", "a@b"}), "");
    EXPECT_NE(wrong({"cot", "x.cot"}), "");
}

TEST(Options, logs_have_a_size_and_a_number) {
    EXPECT_EQ(good({"listen", "--jid", "a@b"}).log.file, "");
    EXPECT_EQ(good({"listen", "--jid", "a@b"}).log.max_size, 10U << 20U);
    EXPECT_EQ(good({"listen", "--jid", "a@b"}).log.keep, 5U);
    const Options options = good({"listen", "--jid", "a@b", "--log", "f", "--log-size", "1000", "--log-keep", "0"});
    EXPECT_EQ(options.log.file, "f");
    EXPECT_EQ(options.log.max_size, 1000U);
    EXPECT_EQ(options.log.keep, 0U);
    EXPECT_NE(wrong({"listen", "--jid", "a@b", "--log-size", "0"}), "");
    EXPECT_NE(wrong({"listen", "--jid", "a@b", "--log-size", "-1"}), "");
    EXPECT_NE(wrong({"listen", "--jid", "a@b", "--log-keep", "1001"}), "");
}

TEST(Options, send_takes_recipients_and_a_text) {
    const Options options = good({"send", "--jid", "romeo@localhost/a", "a@b", "c@d", "-m", "hello", "--lang", "de-AT",
                                  "--subject", "s", "--type", "headline"});
    EXPECT_EQ(options.command, Command::send);
    EXPECT_EQ(options.jid.text(), "romeo@localhost/a");
    ASSERT_EQ(options.send.to.size(), 2U);
    EXPECT_EQ(options.send.to[1].text(), "c@d");
    EXPECT_EQ(options.send.text, "hello");
    EXPECT_EQ(options.send.language, "de-AT");
    EXPECT_EQ(options.send.subject, "s");
    EXPECT_EQ(options.send.type, "headline");
}

TEST(Options, a_text_that_is_not_given_is_not_an_empty_one) {
    EXPECT_EQ(good({"send", "-u", "a@b", "c@d"}).send.text, std::nullopt);
    EXPECT_EQ(good({"send", "-u", "a@b", "c@d", "-m", ""}).send.text, "");
}

TEST(Options, global_ones_may_stand_before_or_after_the_command) {
    const Options before = good({"--jid", "a@b", "--json", "--timeout", "500ms", "ping"});
    const Options after = good({"ping", "--jid", "a@b", "--json", "--timeout", "500ms"});
    for (const Options& options : {before, after}) {
        EXPECT_EQ(options.command, Command::ping);
        EXPECT_TRUE(options.json);
        EXPECT_EQ(options.timeout, Duration(500ms));
        EXPECT_EQ(options.jid.text(), "a@b");
    }
}

TEST(Options, have_safe_defaults) {
    const Options options = good({"listen", "--jid", "a@b"});
    EXPECT_EQ(options.timeout, Duration(30s));
    EXPECT_FALSE(options.allow_plain);
    EXPECT_EQ(options.tls, std::nullopt);
    EXPECT_EQ(options.connect, std::nullopt);
    EXPECT_EQ(options.count, 0U);
    EXPECT_FALSE(options.json || options.verbose);
}

TEST(Options, resource_takes_the_place_of_the_addresses) {
    EXPECT_EQ(good({"ping", "--jid", "a@b/c", "--resource", "d"}).jid.text(), "a@b/d");
}

TEST(Options, connect_takes_the_port_of_the_kind_of_tls) {
    EXPECT_EQ(good({"ping", "--jid", "a@b", "--connect", "[::1]:5222"}).connect, (Endpoint{"::1", 5222}));
    EXPECT_EQ(good({"ping", "--jid", "a@b", "--connect", "h"}).connect, (Endpoint{"h", 5222}));
    EXPECT_EQ(good({"ping", "--jid", "a@b", "--connect", "h", "--tls", "direct"}).connect, (Endpoint{"h", 5223}));
}

TEST(Options, tls_is_off_only_on_this_machine) {
    EXPECT_EQ(good({"ping", "--jid", "a@b", "--connect", "127.0.0.1", "--tls", "off"}).tls, TlsMode::off);
    EXPECT_NE(wrong({"ping", "--jid", "a@b", "--connect", "example.org", "--tls", "off"}).find("--tls off"),
              std::string::npos);
    EXPECT_NE(wrong({"ping", "--jid", "a@b", "--tls", "off"}).find("--tls off"), std::string::npos);
    EXPECT_FALSE(read({"ping", "--jid", "a@b", "--tls", "maybe"}));
}

TEST(Options, say_other_ways_to_the_server) {
    EXPECT_EQ(good({"ping", "--jid", "a@b", "--websocket", "wss://h:5443/ws"}).websocket, "wss://h:5443/ws");
    EXPECT_EQ(good({"ping", "--jid", "a@b", "--bosh", "https://h/bosh"}).bosh, "https://h/bosh");
    EXPECT_TRUE(good({"ping", "--jid", "a@b", "--discover"}).discover);
    const Options through = good({"ping", "--jid", "a@b", "--proxy", "socks5://romeo@h:9050", "--connect", "x"});
    ASSERT_TRUE(through.proxy);
    EXPECT_EQ(through.proxy->kind, network::ProxyKind::socks5);
    EXPECT_EQ(through.proxy->host, "h");
    EXPECT_EQ(through.proxy->port, 9050);
    const Options none = good({"ping", "--jid", "a@b"});
    EXPECT_TRUE(none.websocket.empty() && none.bosh.empty() && !none.discover && !none.proxy);
}

TEST(Options, other_ways_that_make_no_sense_are_named) {
    const auto said = [](std::initializer_list<const char*> words) {
        std::vector<const char*> all{"headstock", "ping", "--jid", "a@b"};
        all.insert(all.end(), words);
        const Result<Invocation> read_ones = read_options(all);
        return read_ones ? std::string() : read_ones.error().text;
    };
    EXPECT_EQ(said({"--websocket", "ws://h/"}), "--websocket: it does not begin with wss://");
    EXPECT_EQ(said({"--websocket", "h"}), "--websocket: it has no scheme");
    EXPECT_EQ(said({"--bosh", "http://h/"}), "--bosh: it does not begin with https://");
    EXPECT_EQ(said({"--bosh", "https://u:hunter2@h/"}), "--bosh: it has a user");
    EXPECT_EQ(said({"--bosh", "https://h:0/"}), "--bosh: its port is not a number from 1 to 65535");
    EXPECT_EQ(said({"--proxy", "socks4://h"}), "--proxy: its scheme is neither socks5 nor http");
    EXPECT_EQ(said({"--connect", "h", "--websocket", "wss://h/"}), "--websocket: not with --connect");
    EXPECT_EQ(said({"--bosh", "https://h/", "--discover"}), "--discover: not with --bosh");
    EXPECT_EQ(said({"--bosh", "https://h/", "--tls", "direct"}), "--tls: not with --bosh");
    EXPECT_NE(wrong({"doctor", "b", "--discover"}).find("--discover"), std::string::npos);
    EXPECT_NE(wrong({"doctor", "b", "--proxy", "http://h"}).find("--proxy"), std::string::npos);
}

TEST(Options, a_proxys_password_stands_in_the_environment_only) {
    const std::string refused = wrong({"ping", "--jid", "a@b", "--proxy", "http://u:hunter2@h"});
    EXPECT_NE(refused.find("HEADSTOCK_PROXY"), std::string::npos);
    EXPECT_EQ(refused.find("hunter2"), std::string::npos);
    const Variable proxy("HEADSTOCK_PROXY", "http://u:hunter2@h");
    EXPECT_EQ(good({"ping", "--jid", "a@b"}).proxy->password.reveal(), "hunter2");
}

TEST(Options, counts_are_those_of_their_commands) {
    EXPECT_EQ(good({"ping", "-u", "a@b"}).count, 1U);
    EXPECT_EQ(good({"ping", "-u", "a@b", "-c", "3", "x@y"}).count, 3U);
    EXPECT_EQ(good({"listen", "-u", "a@b", "-n", "2"}).count, 2U);
    EXPECT_FALSE(read({"ping", "-u", "a@b", "-c", "0"}));
    EXPECT_FALSE(read({"listen", "-u", "a@b", "-n", "-1"}));
}

TEST(Options, disco_takes_a_target_and_a_node) {
    const Options options = good({"disco", "conference.b", "--items", "--node", "n", "-u", "a@b"});
    EXPECT_EQ(options.target->text(), "conference.b");
    EXPECT_TRUE(options.items);
    EXPECT_EQ(options.node, "n");
    EXPECT_EQ(good({"disco", "-u", "a@b"}).target, std::nullopt);
}

TEST(Options, doctor_takes_a_domain_and_needs_no_account) {
    const Options options = good({"doctor", "Example.ORG", "--connect", "h", "--tls", "direct"});
    EXPECT_EQ(options.command, Command::doctor);
    EXPECT_EQ(options.target->text(), "example.org");
    EXPECT_EQ(options.connect, (Endpoint{"h", 5223}));
    EXPECT_FALSE(read({"doctor"}));
    EXPECT_NE(wrong({"doctor", "a@b"}).find("a domain"), std::string::npos);
    EXPECT_NE(wrong({"doctor", "b/c"}).find("a domain"), std::string::npos);
    EXPECT_NE(wrong({"doctor", "localhost", "--connect", "127.0.0.1", "--tls", "off"}).find("--tls off"),
              std::string::npos);
}

TEST(Options, serve_needs_no_address) {
    const Options options =
        good({"serve", "--domain", "d", "--port", "5222", "--account", "a", "--account", "b", "--friends"});
    EXPECT_EQ(options.serve.domain, "d");
    EXPECT_EQ(options.serve.port, 5222);
    EXPECT_EQ(options.serve.accounts, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(options.serve.friends);
    EXPECT_FALSE(read({"serve", "--certificate", "c"}));
    EXPECT_FALSE(read({"serve", "--port", "65536"}));
}

TEST(Options, stand_in_the_environment_too) {
    const Variable jid("HEADSTOCK_JID", "env@b");
    const Variable json("HEADSTOCK_JSON", "1");
    const Variable timeout("HEADSTOCK_TIMEOUT", "7s");
    const Variable file("HEADSTOCK_PASSWORD_FILE", "/f");
    const Variable language("HEADSTOCK_LANG", "fr");
    const Options options = good({"send", "c@d"});
    EXPECT_EQ(options.jid.text(), "env@b");
    EXPECT_TRUE(options.json);
    EXPECT_EQ(options.timeout, Duration(7s));
    EXPECT_EQ(options.password_file, "/f");
    EXPECT_EQ(options.send.language, "fr");
    EXPECT_EQ(good({"send", "c@d", "--jid", "arg@b"}).jid.text(), "arg@b");
}

TEST(Options, what_makes_no_sense_is_named) {
    EXPECT_NE(wrong({"ping"}).find("--jid"), std::string::npos);
    EXPECT_NE(wrong({"ping", "--jid", "@"}).find("no address"), std::string::npos);
    EXPECT_NE(wrong({"ping", "--jid", "localhost"}).find("user@domain"), std::string::npos);
    EXPECT_NE(wrong({"send", "--jid", "a@b", "@c"}).find("no address"), std::string::npos);
    EXPECT_NE(wrong({"ping", "--jid", "a@b", "--timeout", "soon"}).find("--timeout"), std::string::npos);
    EXPECT_NE(wrong({"ping", "--jid", "a@b", "--connect", "::1"}).find("--connect"), std::string::npos);
    EXPECT_NE(wrong({"send", "--jid", "a@b", "c@d", "--lang", "e_n"}).find("--lang"), std::string::npos);
    EXPECT_NE(wrong({"ping", "--jid", "a@b", "--jsn"}).find("--jsn"), std::string::npos);
    EXPECT_FALSE(read({}));
    EXPECT_FALSE(read({"send", "--jid", "a@b"}));
    EXPECT_FALSE(read({"send", "--jid", "a@b", "c@d", "--type", "odd"}));
}

TEST(Options, a_password_is_refused_and_not_repeated) {
    for (const auto& words :
         std::initializer_list<std::initializer_list<const char*>>{{"--password", "hunter2", "ping", "--jid", "a@b"},
                                                                   {"ping", "--jid", "a@b", "--password", "hunter2"},
                                                                   {"ping", "--jid", "a@b", "--password=hunter2"},
                                                                   {"ping", "--jid", "a@b", "--pass=hunter2"},
                                                                   {"ping", "--jid", "a@b", "-phunter2"},
                                                                   {"ping", "--jid", "a@b", "-p", "hunter2"}}) {
        const std::string said = wrong(words);
        EXPECT_EQ(said.find("hunter2"), std::string::npos) << said;
        EXPECT_NE(said.find("never given on the command line"), std::string::npos) << said;
    }
}

TEST(Options, help_and_version_are_texts) {
    const Result<Invocation> help = read({"--help"});
    ASSERT_TRUE(help);
    for (const char* part : {"send", "listen", "roster", "ping", "version", "disco", "serve", "--websocket", "--bosh",
                             "--discover", "--proxy", "Exit codes", "HEADSTOCK_PASSWORD"})
        EXPECT_NE(help->text.find(part), std::string::npos) << part;
    const Result<Invocation> send = read({"send", "--help"});
    ASSERT_TRUE(send);
    EXPECT_NE(send->text.find("--subject"), std::string::npos);
    const Result<Invocation> version = read({"--version"});
    ASSERT_TRUE(version);
    EXPECT_TRUE(version->text.starts_with("headstock "));
}

TEST(Options, wants_json_even_of_nonsense) {
    const std::vector<const char*> with{"headstock", "--json", "--nonsense"};
    const std::vector<const char*> without{"headstock", "--nonsense"};
    EXPECT_TRUE(wants_json(with));
    EXPECT_FALSE(wants_json(without));
    const Variable json("HEADSTOCK_JSON", "1");
    EXPECT_TRUE(wants_json(without));
}

TEST(Options, xml_check_takes_files_and_needs_no_account) {
    const Options options = good({"xml", "check", "a.xml", "-", "--chunk", "7", "--events"});
    EXPECT_EQ(options.command, Command::xml);
    EXPECT_EQ(options.xml.files, (std::vector<std::string>{"a.xml", "-"}));
    EXPECT_EQ(options.xml.chunk, 7U);
    EXPECT_TRUE(options.xml.events);
    EXPECT_EQ(good({"xml", "check", "a.xml"}).xml.chunk, 0U);
    for (const auto& words : {std::initializer_list<const char*>{"xml"},
                              {"xml", "check"},
                              {"xml", "check", "a", "--chunk", "0"},
                              {"xml", "check", "a", "--events", "--json"}})
        EXPECT_FALSE(wrong(words).empty());
}

}  // namespace
}  // namespace headstock::cli
