// SPDX-License-Identifier: MIT
#include "headstock/core/sasl.hpp"

#include <chrono>
#include <initializer_list>
#include <string>

#include "headstock/auth/error.hpp"
#include "headstock/base/base64.hpp"
#include "headstock/core/stream_test.hpp"

namespace headstock::core {
namespace {

using namespace std::chrono_literals;
using namespace stream_test;

const auth::Channel bare{.encrypted = true};
const auth::Channel bindable{.encrypted = true, .bindings = {{"tls-exporter", "e"}}};

/// Somebody who may use everything.
Account juliet() { return {jid("juliet@capulet.lit/balcony"), Secret("r0m30myr0m30")}; }
StreamOptions lax() {
    StreamOptions options;
    options.auth.allow_plain = true;
    return options;
}

/// A login up to the point where the server chooses what to say.
class Login {
public:
    Login(std::size_t chunk, std::initializer_list<std::string_view> offered, auth::Channel channel,
          Account account = juliet(), StreamOptions options = lax())
        : server_(chunk, std::move(account), std::move(options)) {
        std::string mechanisms = "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>";
        for (const std::string_view name : offered)
            mechanisms.append("<mechanism>").append(name).append("</mechanism>");
        server_.stream.start(std::move(channel));
        server_.expect_header("capulet.lit").say_header(mechanisms + "</mechanisms>");
    }
    /// The stream must have chosen this mechanism; `response` in base64, `{…}`: any.
    Login& tries(std::string_view mechanism, std::string_view response = {}) {
        const std::string any = "{" + std::string(mechanism) + std::to_string(++count_) + "}";
        server_.expect("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='" + std::string(mechanism) + "'>" +
                       (response.empty() ? any : std::string(response)) + "</auth>");
        return *this;
    }
    Login& fails(std::string_view condition) {
        server_.say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><" + std::string(condition) + "/></failure>");
        return *this;
    }
    Login& says(std::string_view tag, std::string_view bytes) {
        server_.say("<" + std::string(tag) + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + to_base64(bytes) + "</" +
                    std::string(tag) + ">");
        return *this;
    }
    [[nodiscard]] std::error_code why() const { return stream().end() ? stream().end()->code : std::error_code(); }
    [[nodiscard]] const Stream& stream() const { return server_.stream; }
    Conversation& server() { return server_; }

private:
    Conversation server_;
    int count_ = 0;
};

class Sasls : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Sasls, the_next_is_tried_where_the_server_speaks_of_the_mechanism) {
    for (const char* condition :
         {"invalid-mechanism", "malformed-request", "incorrect-encoding", "temporary-auth-failure"}) {
        Login login(GetParam(), {"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-512"}, bare);
        login.tries("SCRAM-SHA-512").fails(condition).tries("SCRAM-SHA-1").fails(condition).tries("PLAIN");
        login.says("success", "");
        EXPECT_EQ(login.stream().mechanism(), "PLAIN") << condition;
    }
}

TEST_P(Sasls, what_the_server_said_last_counts_where_none_is_left) {
    Login login(GetParam(), {"SCRAM-SHA-1", "SCRAM-SHA-256"}, bare);
    login.tries("SCRAM-SHA-256").fails("temporary-auth-failure").tries("SCRAM-SHA-1").fails("malformed-request");
    EXPECT_EQ(login.why(), SaslCondition::malformed_request);
    EXPECT_EQ(login.stream().mechanism(), "");
    login.server().expect_close().expect_nothing();
}

TEST_P(Sasls, nothing_weaker_is_tried_after_a_wrong_password) {
    for (const char* condition : {"not-authorized", "credentials-expired", "account-disabled", "mechanism-too-weak",
                                  "encryption-required", "invalid-authzid", "aborted", "unheard-of"}) {
        Login login(GetParam(), {"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-512"}, bare);
        login.tries("SCRAM-SHA-512").fails(condition);
        EXPECT_EQ(login.why(), sasl_condition(condition).value_or(SaslCondition::not_authorized)) << condition;
        login.server().expect_close().expect_nothing();
    }
}

TEST_P(Sasls, a_binding_that_the_server_does_not_know_is_left_out_once_and_never_for_plain) {
    for (const char* condition : {"not-authorized", "malformed-request"}) {
        Login login(GetParam(), {"PLAIN", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"},
                    bindable);
        login.tries("SCRAM-SHA-256-PLUS").fails(condition).tries("SCRAM-SHA-256").fails("not-authorized");
        EXPECT_EQ(login.why(), SaslCondition::not_authorized);
        login.server().expect_close().expect_nothing();
    }
    Login without(GetParam(), {"PLAIN", "SCRAM-SHA-256-PLUS"}, bindable);
    without.tries("SCRAM-SHA-256-PLUS").fails("not-authorized");
    EXPECT_EQ(without.why(), SaslCondition::not_authorized);
}

TEST_P(Sasls, a_bound_mechanism_that_the_server_does_not_know_gives_way_to_another_bound_one) {
    Login login(GetParam(), {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"}, bindable);
    login.tries("SCRAM-SHA-256-PLUS").fails("invalid-mechanism").tries("SCRAM-SHA-1-PLUS").fails("invalid-mechanism");
    login.tries("SCRAM-SHA-256");
}

TEST_P(Sasls, a_binding_that_is_demanded_or_was_seen_is_not_left_out) {
    StreamOptions strict = lax();
    strict.auth.require_channel_binding = true;
    StreamOptions pinned = lax();
    pinned.auth.strongest_seen = "SCRAM-SHA-1-PLUS";
    for (const StreamOptions& options : {strict, pinned}) {
        Login login(GetParam(), {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"}, bindable, juliet(), options);
        login.tries("SCRAM-SHA-256-PLUS").fails("not-authorized");
        EXPECT_EQ(login.why(), SaslCondition::not_authorized);
        login.server().expect_close().expect_nothing();
    }
}

TEST_P(Sasls, a_weaker_offer_than_before_ends_it_by_name) {
    StreamOptions pinned = lax();
    pinned.auth.strongest_seen = "SCRAM-SHA-256";
    Login login(GetParam(), {"PLAIN", "SCRAM-SHA-1"}, bare, juliet(), pinned);
    EXPECT_EQ(login.why(), auth::Errc::weaker_than_before);
    EXPECT_EQ(login.stream().end()->text, "SCRAM-SHA-256 was used before; it offers PLAIN, SCRAM-SHA-1");
    login.server().expect_close().expect_nothing();
}

TEST_P(Sasls, a_certificate_that_was_shown_is_used_first) {
    const auth::Channel shown{.encrypted = true, .certificate_shown = true};
    Login login(GetParam(), {"PLAIN", "SCRAM-SHA-1", "EXTERNAL"}, shown);
    login.tries("EXTERNAL", "=").says("success", "");
    EXPECT_EQ(login.stream().mechanism(), "EXTERNAL");
    login.server().expect_header("capulet.lit");
    Account account = juliet();
    account.authorization_id = "romeo@capulet.lit";
    Login another(GetParam(), {"PLAIN", "EXTERNAL"}, shown, account);
    another.tries("EXTERNAL", to_base64("romeo@capulet.lit")).fails("not-authorized");
    EXPECT_EQ(another.why(), SaslCondition::not_authorized);
}

Account with_token(std::optional<Timestamp> expiry) {
    Account account = juliet();
    account.token =
        auth::Token{.mechanism = "HT-SHA-256-NONE", .secret = Secret("secret-token:fast-0123"), .expiry = expiry};
    return account;
}

TEST_P(Sasls, a_token_logs_in_and_the_server_proves_that_it_knows_it) {
    Login login(GetParam(), {"PLAIN", "SCRAM-SHA-1", "HT-SHA-256-NONE"}, bare, with_token(std::nullopt));
    login.tries("HT-SHA-256-NONE");
    login.says("success", std::string("\x37\xcc\x81\xed\xa9\x0f\xe8\x49\xe7\xbc\x41\xd3\x3e\x28\xc6\xd3"
                                      "\xba\x4b\x3b\x86\xdd\x22\xfb\xdd\x1b\x37\x0f\xce\x0b\xca\xbd\xfb",
                                      32));
    EXPECT_EQ(login.stream().mechanism(), "HT-SHA-256-NONE");
    Login lied(GetParam(), {"HT-SHA-256-NONE"}, bare, with_token(std::nullopt));
    lied.tries("HT-SHA-256-NONE").says("success", "");
    EXPECT_EQ(lied.why(), auth::Errc::early_success);
}

TEST_P(Sasls, a_token_that_is_refused_is_forgotten_and_the_password_comes_in) {
    for (const char* condition : {"not-authorized", "credentials-expired", "aborted"}) {
        Login login(GetParam(), {"SCRAM-SHA-1", "HT-SHA-256-NONE"}, bare, with_token(std::nullopt));
        login.tries("HT-SHA-256-NONE").fails(condition).tries("SCRAM-SHA-1").fails("not-authorized");
        EXPECT_EQ(login.why(), SaslCondition::not_authorized);
    }
}

TEST_P(Sasls, a_token_that_has_expired_is_not_used) {
    const Timestamp now = ManualClock().wall();
    Login late(GetParam(), {"SCRAM-SHA-1", "HT-SHA-256-NONE"}, bare, with_token(now));
    late.tries("SCRAM-SHA-1");
    Login early(GetParam(), {"SCRAM-SHA-1", "HT-SHA-256-NONE"}, bare, with_token(now + 1s));
    early.tries("HT-SHA-256-NONE");
}

TEST_P(Sasls, an_access_token_is_asked_for_at_each_login_and_its_refusal_is_explained) {
    int asked = 0;
    Account account(jid("juliet@capulet.lit/balcony"), Secret());
    account.access_token = [&]() -> Result<Secret> { return ++asked, Secret("abc"); };
    for (int login_count = 1; login_count <= 2; ++login_count) {
        Login login(GetParam(), {"PLAIN", "SCRAM-SHA-1", "X-OAUTH2", "OAUTHBEARER"}, bare, account);
        login.tries("OAUTHBEARER", to_base64("n,a=juliet@capulet.lit,\1host=capulet.lit\1auth=Bearer abc\1\1"));
        EXPECT_EQ(asked, login_count);
        login.says("challenge", R"({"status":"invalid_token","scope":"xmpp"})");
        login.server().expect("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>AQ==</response>");
        login.fails("not-authorized");
        EXPECT_EQ(login.why(), auth::Errc::token_refused);
        EXPECT_EQ(login.stream().end()->text, "invalid_token; it wants the scope xmpp");
        login.server().expect_close().expect_nothing();
    }
}

TEST_P(Sasls, a_missing_access_token_ends_it_with_its_reason) {
    Account account(jid("juliet@capulet.lit/balcony"), Secret());
    account.access_token = [] {
        return Result<Secret>(fail(std::make_error_code(std::errc::timed_out), "no browser"));
    };
    Login login(GetParam(), {"OAUTHBEARER"}, bare, account);
    EXPECT_EQ(login.why(), std::errc::timed_out);
    EXPECT_EQ(login.stream().end()->text, "no browser");
}

TEST_P(Sasls, digest_md5_speaks_with_the_server_of_the_domain) {
    StreamOptions options;
    options.auth.allow_digest_md5 = true;
    Login login(GetParam(), {"PLAIN", "DIGEST-MD5"}, bare, juliet(), options);
    login.server().expect("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='DIGEST-MD5'/>");
    login.says("challenge", R"(realm="capulet.lit",nonce="N",qop="auth",charset=utf-8,algorithm=md5-sess)");
    login.server().expect("<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{response}</response>");
    const std::string response = from_base64(login.server().name("response")).value();
    EXPECT_NE(response.find(",digest-uri=\"xmpp/capulet.lit\","), std::string::npos) << response;
    login.says("challenge", "rspauth=00000000000000000000000000000000");
    EXPECT_EQ(login.why(), auth::Errc::bad_server_signature);
}

INSTANTIATE_TEST_SUITE_P(Chunks, Sasls, ::testing::Values(0, 1, 7));  // whole, byte by byte, ragged

}  // namespace
}  // namespace headstock::core
