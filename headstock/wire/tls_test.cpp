// SPDX-License-Identifier: MIT
#include "headstock/wire/tls.hpp"

#include <algorithm>

#include "headstock/wire/tls_pair.hpp"

namespace headstock::wire {
namespace {

using namespace test;

using Parameters = std::tuple<int, std::size_t>;

class TlsBothWays : public ::testing::TestWithParam<Parameters> {
protected:
    Pair pair_of(TlsContext::ServerOptions options = server_options(), TlsOptions client = {}) {
        options.max_version = std::get<0>(GetParam());
        return Pair(made(TlsContext::client(client_options())), made(TlsContext::server(options)),
                    std::get<1>(GetParam()), std::move(client));
    }
    Pair established() {
        Pair pair = pair_of();
        pair.pump();
        EXPECT_TRUE(pair.client.established()) << pair.client_error.value_or(Error{}).message();
        EXPECT_TRUE(pair.server.established()) << pair.server_error.value_or(Error{}).message();
        return pair;
    }
};

std::string counted_bytes(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 31 / 7);
    return text;
}

TEST_P(TlsBothWays, plaintext_arrives_as_it_was_sent) {
    Pair pair = established();
    ASSERT_TRUE(pair.client.send("<stream>"));
    ASSERT_TRUE(pair.client.send("<presence/>"));
    ASSERT_TRUE(pair.server.send("<features/>"));
    pair.pump();
    EXPECT_EQ(pair.server_reads(), "<stream><presence/>");
    EXPECT_EQ(pair.client_reads(), "<features/>");
    EXPECT_FALSE(pair.client_error);
    EXPECT_FALSE(pair.server_error);
}

TEST_P(TlsBothWays, a_mebibyte_arrives_in_both_directions) {
    Pair pair = established();
    const std::string text = counted_bytes(1024 * 1024);
    ASSERT_TRUE(pair.client.send(text));
    ASSERT_TRUE(pair.server.send(text));
    pair.pump();
    EXPECT_TRUE(pair.server_reads() == text);
    EXPECT_TRUE(pair.client_reads() == text);
}

TEST_P(TlsBothWays, plaintext_never_leaves_unencrypted) {
    Pair pair = established();
    ASSERT_TRUE(pair.client.send("a secret password"));
    EXPECT_EQ(pair.client.output().find("secret"), std::string_view::npos);
    EXPECT_GT(pair.client.output().size(), 17U);
}

TEST_P(TlsBothWays, reading_fills_the_callers_buffer_piece_by_piece) {
    Pair pair = established();
    ASSERT_TRUE(pair.client.send("abcdefg"));
    pair.pump();
    std::array<char, 3> piece{};
    EXPECT_EQ(pair.server.read(piece).value(), 3U);
    EXPECT_EQ(std::string(piece.data(), 3), "abc");
    EXPECT_EQ(pair.server.read(piece).value(), 3U);
    EXPECT_EQ(pair.server.read(piece).value(), 1U);
    EXPECT_EQ(piece[0], 'g');
    EXPECT_EQ(pair.server.read(piece).value(), 0U);
}

TEST_P(TlsBothWays, version_and_cipher_are_known_and_authenticated) {
    Pair pair = established();
    EXPECT_EQ(pair.client.version(), std::get<0>(GetParam()) == tls_1_3 ? "TLSv1.3" : "TLSv1.2");
    EXPECT_EQ(pair.client.cipher(), pair.server.cipher());
    EXPECT_TRUE(pair.client.cipher().find("GCM") != std::string::npos ||
                pair.client.cipher().find("POLY1305") != std::string::npos);
}

TEST_P(TlsBothWays, the_server_hears_the_name_asked_for) {
    Pair pair = established();
    EXPECT_EQ(pair.server.server_name(), "example.org");
    EXPECT_EQ(pair.client.server_name(), "example.org");
}

TEST_P(TlsBothWays, a_farewell_ends_the_stream_well) {
    Pair pair = established();
    ASSERT_TRUE(pair.server.send("last words"));
    pair.server.close();
    pair.pump();
    EXPECT_FALSE(pair.client.closed());
    EXPECT_EQ(pair.client_reads(), "last words");
    EXPECT_TRUE(pair.client.closed());
    EXPECT_TRUE(pair.client.end_of_stream());
    EXPECT_EQ(pair.server.send("more").error().code, Errc::closed);
    ASSERT_TRUE(pair.client.send("an answer"));
    pair.client.close();
    pair.pump();
    EXPECT_EQ(pair.server_reads(), "an answer");
    EXPECT_TRUE(pair.server.end_of_stream());
}

TEST_P(TlsBothWays, an_end_without_farewell_is_truncation) {
    Pair pair = established();
    ASSERT_TRUE(pair.server.send("half a stan"));
    pair.pump();
    EXPECT_EQ(pair.client_reads(), "half a stan");
    EXPECT_EQ(pair.client.end_of_stream().error().code, Errc::truncated);
    EXPECT_FALSE(pair.client.established());
    EXPECT_EQ(pair.client.send("more").error().code, Errc::truncated);
}

TEST_P(TlsBothWays, an_end_before_the_handshake_is_done_is_truncation) {
    Pair pair = pair_of();
    ASSERT_TRUE(pair.client.handshake());
    EXPECT_EQ(pair.client.end_of_stream().error().code, Errc::truncated);
}

TEST_P(TlsBothWays, bytes_behind_the_farewell_are_not_heard) {
    Pair pair = established();
    pair.server.close();
    pair.pump();
    EXPECT_EQ(pair.client_reads(), "");
    EXPECT_TRUE(pair.client.receive("garbage"));
    EXPECT_TRUE(pair.client.receive(std::string(TlsLimits().unread, 'x')));
    EXPECT_EQ(pair.client_reads(), "");
    EXPECT_TRUE(pair.client.end_of_stream());
}

TEST_P(TlsBothWays, a_changed_record_is_an_error_and_gives_no_plaintext) {
    Pair pair = established();
    (void)pair.client_reads();
    ASSERT_TRUE(pair.server.send("good"));
    pair.pump();
    ASSERT_TRUE(pair.server.send("transfer 100"));
    std::string record = pair.server.take_output();
    record[record.size() - 5] = static_cast<char>(record[record.size() - 5] ^ 1);
    ASSERT_TRUE(pair.client.receive(record));
    EXPECT_EQ(pair.client_reads(), "good");
    EXPECT_EQ(pair.client_code(), Errc::bad_record);
    EXPECT_EQ(pair.client.receive("").error().code, Errc::bad_record);
    EXPECT_FALSE(pair.client.output().empty());
    pair.client_error.reset();
    pair.pump();
    EXPECT_EQ(pair.server_reads(), "");
    EXPECT_EQ(pair.server_code(), Errc::peer_alert);
}

TEST_P(TlsBothWays, a_dropped_record_is_an_error) {
    Pair pair = established();
    (void)pair.client_reads();
    ASSERT_TRUE(pair.server.send("first"));
    (void)pair.server.take_output();
    ASSERT_TRUE(pair.server.send("second"));
    pair.pump();
    EXPECT_EQ(pair.client_reads(), "");
    EXPECT_EQ(pair.client_code(), Errc::bad_record);
}

TEST_P(TlsBothWays, a_repeated_record_is_an_error) {
    Pair pair = established();
    (void)pair.client_reads();
    ASSERT_TRUE(pair.server.send("pay"));
    const std::string record = pair.server.take_output();
    ASSERT_TRUE(pair.client.receive(record));
    ASSERT_TRUE(pair.client.receive(record));
    EXPECT_EQ(pair.client_reads(), "pay");
    EXPECT_EQ(pair.client_code(), Errc::bad_record);
}

TEST_P(TlsBothWays, direct_tls_says_so_by_alpn) {
    TlsOptions direct;
    direct.direct = true;
    Pair pair = pair_of(server_options(), direct);
    pair.pump();
    EXPECT_TRUE(pair.client.established());
    EXPECT_EQ(pair.client.protocol(), "xmpp-client");
    EXPECT_EQ(pair.server.protocol(), "xmpp-client");
}

TEST_P(TlsBothWays, starttls_says_nothing_by_alpn) {
    Pair pair = established();
    EXPECT_EQ(pair.server.protocol(), "");
}

TEST_P(TlsBothWays, a_server_without_alpn_is_fine) {
    auto options = server_options();
    options.alpn.clear();
    TlsOptions direct;
    direct.direct = true;
    Pair pair = pair_of(options, direct);
    pair.pump();
    EXPECT_TRUE(pair.client.established());
    EXPECT_EQ(pair.client.protocol(), "");
}

TEST_P(TlsBothWays, a_server_of_another_protocol_is_refused) {
    auto options = server_options();
    options.alpn = "http/1.1";
    TlsOptions direct;
    direct.direct = true;
    Pair pair = pair_of(options, direct);
    pair.pump();
    EXPECT_EQ(pair.client_code(), Errc::alpn_mismatch);
    EXPECT_FALSE(pair.client.established());
    EXPECT_FALSE(pair.server.established());
}

TEST_P(TlsBothWays, output_is_consumed_at_the_callers_pace) {
    Pair pair = established();
    ASSERT_TRUE(pair.client.send("slowly"));
    while (!pair.client.output().empty()) {
        const std::string byte(pair.client.output().substr(0, 1));
        pair.client.consume(1);
        ASSERT_TRUE(pair.server.receive(byte));
    }
    EXPECT_EQ(pair.server_reads(), "slowly");
}

TEST_P(TlsBothWays, a_connection_may_be_moved_at_any_time) {
    Pair pair = pair_of();
    ASSERT_TRUE(pair.client.handshake());
    Tls elsewhere = std::move(pair.client);
    pair.client = std::move(elsewhere);
    pair.pump();
    EXPECT_TRUE(pair.client.established());
    Tls again = std::move(pair.client);
    ASSERT_TRUE(again.send("moved"));
    ASSERT_TRUE(pair.server.receive(again.take_output()));
    EXPECT_EQ(pair.server_reads(), "moved");
}

TEST_P(TlsBothWays, the_handshake_may_be_asked_for_again) {
    Pair pair = pair_of();
    ASSERT_TRUE(pair.client.handshake());
    const std::string hello(pair.client.output());
    ASSERT_TRUE(pair.client.handshake());
    EXPECT_EQ(pair.client.output(), hello);
    pair.pump();
    EXPECT_TRUE(pair.client.handshake());
    EXPECT_TRUE(pair.client.output().empty());
}

TEST_P(TlsBothWays, application_data_right_behind_the_handshake_is_kept) {
    Pair pair = pair_of();
    ASSERT_TRUE(pair.client.handshake());
    while (!pair.client.established() && !pair.client_error) {
        carry(pair.client, pair.server, pair.chunk, pair.server_error);
        carry(pair.server, pair.client, pair.chunk, pair.client_error);
    }
    ASSERT_TRUE(pair.client.send("early bird"));
    ASSERT_TRUE(pair.server.receive(pair.client.take_output()));
    EXPECT_TRUE(pair.server.established());
    EXPECT_EQ(pair.server_reads(), "early bird");
}

std::string parameters_in_words(const ::testing::TestParamInfo<Parameters>& info) {
    const std::size_t chunk = std::get<1>(info.param);
    return std::string(std::get<0>(info.param) == tls_1_3 ? "tls_1_3" : "tls_1_2") +
           (chunk == 0 ? "_whole" : "_by_" + std::to_string(chunk));
}

INSTANTIATE_TEST_SUITE_P(Chunks, TlsBothWays,
                         ::testing::Combine(::testing::Values(tls_1_2, tls_1_3), ::testing::Values(0U, 1U, 7U)),
                         parameters_in_words);

}  // namespace
}  // namespace headstock::wire
