// SPDX-License-Identifier: MIT
#include "headstock/core/sasl2.hpp"

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "headstock/auth/crypto.hpp"
#include "headstock/auth/error.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/core/stream_error.hpp"
#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;
using namespace stream_test;

constexpr std::string_view sm_feature = "<sm xmlns='urn:xmpp:sm:3'/>";
constexpr std::string_view bound_classic =
    "<iq type='result' id='{b}'><bind "
    "xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@capulet.lit/x</jid></bind></iq>";

/// What the server has to offer.
std::string offer(std::string_view mechanisms, std::string_view more = {}) {
    std::string all = "<authentication xmlns='urn:xmpp:sasl:2'>";
    for (std::size_t at = 0; at < mechanisms.size();) {
        const std::size_t end = std::min(mechanisms.find(' ', at), mechanisms.size());
        all.append("<mechanism>").append(mechanisms.substr(at, end - at)).append("</mechanism>");
        at = end + 1;
    }
    if (!more.empty()) all.append("<inline>").append(more).append("</inline>");
    return all + "</authentication>";
}
constexpr std::string_view all_inline =
    "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:sm:3'/></inline></bind><sm xmlns='urn:xmpp:sm:3'/>"
    "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism><mechanism>HT-SHA-256-EXPR</mechanism>"
    "</fast>";
constexpr std::string_view agent = "<user-agent id='{agent}'><software>headstock</software></user-agent>";
constexpr std::string_view bind_all =
    "<bind xmlns='urn:xmpp:bind:0'><tag>headstock</tag><enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>";

/// A store that a test can look into.
class Store final : public LoginStore {
public:
    LoginMemory load(const Jid& account) override { return kept[account]; }
    void save(const Jid& account, const LoginMemory& memory) override { kept[account] = memory; }
    std::map<Jid, LoginMemory> kept;
};

const auth::Channel bare{.encrypted = true};
const auth::Channel bindable{.encrypted = true, .bindings = {{"tls-exporter", "e"}}};

StreamOptions lax(LoginStore* store = nullptr) {
    StreamOptions options;
    options.auth.allow_plain = true;
    options.logins = store;
    return options;
}
Account juliet(std::string_view address = "juliet@capulet.lit") {
    return {Jid::parse(address).value(), Secret("r0m30myr0m30")};
}
auth::Token token(std::string_view mechanism = "HT-SHA-256-NONE") {
    return {.mechanism = std::string(mechanism), .secret = Secret("t0k3n")};
}
std::string proof(std::string_view role, std::string_view secret = "t0k3n") {
    return auth::hmac(auth::Hash::sha256, secret, role);
}
std::string by_token() { return to_base64(std::string("juliet\0", 7) + proof("Initiator")); }
constexpr std::string_view by_password = "AGp1bGlldAByMG0zMG15cjBtMzA=";

/// What the stream says to log in.
std::string request(std::string_view mechanism, std::string_view response, std::string_view more) {
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='" + std::string(mechanism) + "'><initial-response>" +
           std::string(response) + "</initial-response>" + std::string(agent) + std::string(more) + "</authenticate>";
}
/// And the server, when it went well.
std::string welcome(std::string_view address, std::string_view more = {}, std::string_view data = {}) {
    std::string all = "<success xmlns='urn:xmpp:sasl:2'>";
    if (!data.empty()) all += "<additional-data>" + to_base64(data) + "</additional-data>";
    return all + "<authorization-identifier>" + std::string(address) + "</authorization-identifier>" +
           std::string(more) + "</success>";
}
constexpr std::string_view no_features = "<stream:features/>";
constexpr std::string_view bound =
    "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='s1' resume='true'/></bound>";

class Sasl2s : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Sasl2s, a_login_needs_no_second_header_and_goes_on_with_the_features_that_follow) {
    Conversation server(GetParam(), juliet(), lax());
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN"));
    server.expect(request("PLAIN", by_password, "")).say(welcome("juliet@capulet.lit"));
    EXPECT_EQ(server.stream.status(), Status::authenticated);
    server.say("<stream:features>" + std::string(bind) + "</stream:features>");
    server.expect("<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>").say(bound_classic);
    EXPECT_EQ(server.stream.address().text(), "juliet@capulet.lit/x");
    EXPECT_EQ(server.stream.mechanism(), "PLAIN");
}

TEST_P(Sasl2s, a_resource_stream_management_and_a_token_come_with_the_login) {
    Store store;
    Conversation server(GetParam(), juliet(), lax(&store));
    std::vector<Status> told;
    const auto telling = server.stream.on_status([&](Status status) { told.push_back(status); });
    server.stream.start(bindable);
    server.expect_header("capulet.lit").say_header(offer("PLAIN", all_inline));
    server.expect(
        request("PLAIN", by_password,
                "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-EXPR'/>" + std::string(bind_all)));
    server.say(
        welcome("juliet@capulet.lit/headstock.1",
                std::string(bound) + "<token xmlns='urn:xmpp:fast:0' token='t0k3n' expiry='2040-01-01T00:00:00Z'/>"));
    EXPECT_EQ(server.stream.status(), Status::authenticated);
    server.say("<stream:features><ver xmlns='urn:xmpp:features:rosterver'/></stream:features>").expect_nothing();
    EXPECT_EQ(server.stream.address().text(), "juliet@capulet.lit/headstock.1");
    EXPECT_TRUE(server.stream.state());
    EXPECT_EQ(told, (std::vector{Status::connecting, Status::connected, Status::authenticated, Status::bound}));
    EXPECT_TRUE(server.stream.offers({"ver", "urn:xmpp:features:rosterver"}));
    const LoginMemory& memory = store.kept.at(Jid::parse("juliet@capulet.lit").value());
    ASSERT_TRUE(memory.token);
    EXPECT_EQ(memory.token->mechanism, "HT-SHA-256-EXPR");
    EXPECT_EQ(memory.token->secret, Secret("t0k3n"));
    EXPECT_TRUE(memory.token->expiry);
    EXPECT_EQ(memory.strongest, "PLAIN");
    EXPECT_EQ(memory.agent, server.name("agent"));
    EXPECT_EQ(memory.agent.size(), 36U);
}

/// A stream that has logged in before by PLAIN, and was given a token.
class Sasl2sWithToken : public ::testing::TestWithParam<std::size_t> {
protected:
    Sasl2sWithToken() {
        server.stream.start(bare);
        server.expect_header("capulet.lit").say_header(offer("PLAIN", all_inline));
        server.expect(request("PLAIN", by_password, std::string(ask_for_token) + std::string(bind_all)));
        server
            .say(welcome("juliet@capulet.lit/a", std::string(bound) + "<token xmlns='urn:xmpp:fast:0' token='t0k3n'/>"))
            .say(no_features);
    }
    [[nodiscard]] const LoginMemory& memory() { return store.kept.at(Jid::parse("juliet@capulet.lit").value()); }
    /// Begins anew; what the stream says first is its header, and a login by token that resumes.
    Conversation& again() {
        server.stream.connection_lost();
        server.stream.start(bare);
        return server.expect_header("capulet.lit")
            .expect(request("HT-SHA-256-NONE", by_token(),
                            "<fast xmlns='urn:xmpp:fast:0'/><resume xmlns='urn:xmpp:sm:3' previd='s1' h='0'/>" +
                                std::string(bind_all)));
    }

    static constexpr std::string_view ask_for_token =
        "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>";
    Store store;
    Conversation server{GetParam(), juliet(), lax(&store)};
};
TEST_P(Sasl2sWithToken, nothing_is_waited_for_and_a_lost_session_goes_on_in_one_round_trip) {
    std::vector<Status> told;
    ASSERT_TRUE(server.stream.send(chat(Jid::parse("romeo@montague.lit").value(), "O!")));
    server.expect("<message to='romeo@montague.lit' type='chat'><body>O!</body></message>");
    again().say_header(offer("PLAIN", all_inline)).expect_nothing();
    server.say(
        welcome("juliet@capulet.lit/a", "<resumed xmlns='urn:xmpp:sm:3' previd='s1' h='0'/>", proof("Responder")));
    EXPECT_EQ(server.stream.status(), Status::bound);
    EXPECT_TRUE(server.stream.resumed());
    server.expect("<message to='romeo@montague.lit' type='chat'><body>O!</body></message>");
    EXPECT_EQ(server.stream.mechanism(), "HT-SHA-256-NONE");
    EXPECT_EQ(memory().strongest, "PLAIN");
}

TEST_P(Sasl2sWithToken, where_the_session_is_gone_a_new_one_begins_in_the_same_round_trip) {
    std::vector<std::string> lost;
    const auto losing = server.stream.on_undelivered([&](bridge::View stanza) { lost.push_back(stanza.text()); });
    ASSERT_TRUE(server.stream.send(chat(Jid::parse("romeo@montague.lit").value(), "O!")));
    server.expect("<message to='romeo@montague.lit' type='chat'><body>O!</body></message>");
    again().say_header(offer("PLAIN", all_inline));
    server
        .say(welcome("juliet@capulet.lit/b",
                     "<failed xmlns='urn:xmpp:sm:3'/><bound xmlns='urn:xmpp:bind:0'>"
                     "<enabled xmlns='urn:xmpp:sm:3' id='s2' resume='true'/></bound>",
                     proof("Responder")))
        .say(no_features);
    EXPECT_FALSE(server.stream.resumed());
    EXPECT_EQ(server.stream.address().text(), "juliet@capulet.lit/b");
    EXPECT_EQ(lost.size(), 1U);
    EXPECT_TRUE(server.stream.state());
}

TEST_P(Sasl2sWithToken, a_server_that_does_not_know_the_token_is_no_server) {
    again().say_header(offer("PLAIN", all_inline));
    server.say(welcome("juliet@capulet.lit/a", bound, proof("Responder", "other")));
    EXPECT_EQ(server.stream.end()->code, auth::Errc::bad_server_signature);
}

TEST_P(Sasl2sWithToken, a_refused_token_is_forgotten_and_the_password_comes_in_as_it_is_offered_now) {
    again().say_header(offer("SCRAM-SHA-1 PLAIN", all_inline));
    server.say(
        "<failure xmlns='urn:xmpp:sasl:2'><credentials-expired xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>");
    EXPECT_FALSE(memory().token);
    server.expect(
        "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'><initial-response>{r}</initial-response>" +
        std::string(agent) + std::string(ask_for_token) + "<resume xmlns='urn:xmpp:sm:3' previd='s1' h='0'/>" +
        std::string(bind_all) + "</authenticate>");
}

TEST_P(Sasl2sWithToken, a_new_token_takes_the_place_of_the_old_one) {
    again().say_header(offer("PLAIN", all_inline));
    server.say(welcome("juliet@capulet.lit/a", std::string(bound) + "<token xmlns='urn:xmpp:fast:0' token='n3w'/>",
                       proof("Responder")));
    EXPECT_EQ(memory().token->secret, Secret("n3w"));
    EXPECT_EQ(memory().token->mechanism, "HT-SHA-256-NONE");
}

TEST_P(Sasl2sWithToken, a_server_that_will_not_be_hurried_is_waited_for_the_next_time) {
    again().say_header("").say(
        "<stream:error><unsupported-stanza-type xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>");
    EXPECT_EQ(server.stream.end()->code, StreamCondition::unsupported_stanza_type);
    EXPECT_FALSE(memory().offer);
    server.stream.start(bare);
    server.expect_header("capulet.lit").expect_nothing();
}

TEST_P(Sasl2sWithToken, it_waits_where_the_channel_is_not_encrypted_or_the_token_has_expired) {
    server.stream.connection_lost();
    server.stream.start();
    server.expect_header("capulet.lit").expect_nothing();
    Account account = juliet();
    account.token = token();
    account.token->expiry = ManualClock().wall();
    store.kept.at(Jid::parse("juliet@capulet.lit").value()).token = account.token;
    Conversation other(GetParam(), account, lax(&store));
    other.stream.start(bare);
    other.expect_header("capulet.lit").expect_nothing();
}

TEST_P(Sasl2s, a_resource_of_ones_own_is_bound_the_classic_way) {
    Conversation server(GetParam(), juliet("juliet@capulet.lit/x"), lax());
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN", "<bind xmlns='urn:xmpp:bind:0'/>"));
    server.expect(request("PLAIN", by_password, "")).say(welcome("juliet@capulet.lit"));
    server.say("<stream:features>" + std::string(bind) + std::string(sm_feature) + "</stream:features>");
    server.expect(
        "<iq type='set' id='{b}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>x</resource></bind></iq>");
    server.say(bound_classic).expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
}

TEST_P(Sasl2s, stream_management_follows_where_it_cannot_come_with_the_resource) {
    Conversation server(GetParam(), juliet(), lax());
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN", "<bind xmlns='urn:xmpp:bind:0'/>"));
    server.expect(request("PLAIN", by_password, "<bind xmlns='urn:xmpp:bind:0'><tag>headstock</tag></bind>"));
    server.say(welcome("juliet@capulet.lit/a", "<bound xmlns='urn:xmpp:bind:0'/>")).expect_nothing();
    server.say("<stream:features>" + std::string(sm_feature) + "</stream:features>");
    server.expect("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
}

TEST_P(Sasl2s, an_address_that_is_not_ours_ends_it) {
    for (const char* address : {"romeo@capulet.lit/a", "", "capulet.lit", "@"}) {
        Conversation server(GetParam(), juliet(), lax());
        server.stream.start(bare);
        server.expect_header("capulet.lit").say_header(offer("PLAIN", all_inline));
        server.say(welcome(address, bound));
        EXPECT_EQ(server.stream.end()->code, Errc::wrong_address) << address;
    }
    Conversation server(GetParam(), juliet(), lax());
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN", all_inline));
    server.say(welcome("juliet@capulet.lit", bound));
    EXPECT_EQ(server.stream.end()->code, Errc::wrong_address);
}

TEST_P(Sasl2s, bad_base64_of_the_servers_ends_it) {
    for (const std::string said :
         {"<challenge xmlns='urn:xmpp:sasl:2'>!!!</challenge>",
          "<success xmlns='urn:xmpp:sasl:2'><additional-data>!!!</additional-data></success>"}) {
        Conversation server(GetParam(), juliet(), lax());
        server.stream.start(bare);
        server.expect_header("capulet.lit").say_header(offer("PLAIN"));
        server.say(said);
        EXPECT_EQ(server.stream.end()->code, auth::Errc::malformed_challenge) << said;
    }
}

TEST_P(Sasl2s, a_second_step_is_named_and_ends_it) {
    Conversation server(GetParam(), juliet(), lax());
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN"));
    server.say("<continue xmlns='urn:xmpp:sasl:2'><tasks><task>TOTP</task><task>HOTP</task></tasks></continue>");
    EXPECT_EQ(server.stream.end()->code, Errc::second_step_wanted);
    EXPECT_EQ(server.stream.end()->text, "TOTP, HOTP");
}

TEST_P(Sasl2s, failures_are_told_as_the_server_says_them) {
    for (const char* condition : {"aborted", "account-disabled", "credentials-expired", "encryption-required",
                                  "incorrect-encoding", "invalid-authzid", "invalid-mechanism", "malformed-request",
                                  "mechanism-too-weak", "not-authorized", "temporary-auth-failure"}) {
        Conversation server(GetParam(), juliet(), lax());
        server.stream.start(bare);
        server.expect_header("capulet.lit").say_header(offer("PLAIN"));
        server.say("<failure xmlns='urn:xmpp:sasl:2'><" + std::string(condition) +
                   " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/><text>why</text></failure>");
        EXPECT_EQ(server.stream.end()->code, *sasl_condition(condition));
        EXPECT_EQ(server.stream.end()->text, "why");
    }
}

TEST_P(Sasl2s, it_may_be_switched_off) {
    StreamOptions options = lax();
    options.sasl2 = false;
    Conversation server(GetParam(), juliet(), options);
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN", all_inline) + std::string(plain)).expect(auth);
}

TEST_P(Sasl2s, what_is_no_token_or_too_long_is_not_kept) {
    for (const std::string& token : {std::string(), std::string(5000, 't')}) {
        Store store;
        Conversation server(GetParam(), juliet(), lax(&store));
        server.stream.start(bare);
        server.expect_header("capulet.lit").say_header(offer("PLAIN", all_inline));
        server
            .say(welcome("juliet@capulet.lit/a",
                         std::string(bound) + "<token xmlns='urn:xmpp:fast:0' token='" + token + "'/>"))
            .say(no_features);
        EXPECT_EQ(server.stream.status(), Status::bound);
        EXPECT_FALSE(store.kept.begin()->second.token);
    }
}

TEST_P(Sasl2s, the_strongest_mechanism_is_remembered_and_none_weaker_used) {
    Store store;
    store.kept[Jid::parse("juliet@capulet.lit").value()].strongest = "SCRAM-SHA-1";
    Conversation server(GetParam(), juliet(), lax(&store));
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN"));
    EXPECT_EQ(server.stream.end()->code, auth::Errc::weaker_than_before);
}

TEST_P(Sasl2s, no_secret_is_traced) {
    Conversation server(GetParam(), juliet(), lax());
    std::string traced;
    const auto tracing = server.stream.on_trace([&](Direction, std::string_view text) { traced.append(text); });
    server.stream.start(bare);
    server.expect_header("capulet.lit").say_header(offer("PLAIN", all_inline));
    server.say(
        welcome("juliet@capulet.lit/a", std::string(bound) + "<token xmlns='urn:xmpp:fast:0' token='t0k3n'/>", "dat4"));
    EXPECT_EQ(traced.find(by_password), std::string::npos);
    EXPECT_EQ(traced.find("t0k3n"), std::string::npos);
    EXPECT_EQ(traced.find(to_base64("dat4")), std::string::npos);
    EXPECT_NE(traced.find("juliet@capulet.lit/a"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Sasl2s, ::testing::Values(0, 1, 7));
INSTANTIATE_TEST_SUITE_P(Chunks, Sasl2sWithToken, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::core
