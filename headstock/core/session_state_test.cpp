// SPDX-License-Identifier: MIT
#include "headstock/core/session_state.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "headstock/base/random.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/message.hpp"
#include "headstock/core/presence.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::core {
namespace {

HEADSTOCK_PAYLOAD_TEST(SessionState);

SessionState sample() {
    SessionState state;
    state.address = jid("juliet@capulet.lit/balcony");
    state.id = "some-<long>-'sm'-id";
    state.location = "[2001:41D0:1:A49b::1]:9222";
    state.until = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 2 / 3));
    state.acknowledged = 4294967295U;
    state.handled = 7;
    state.available = true;
    state.unacknowledged.emplace_back(chat(jid("romeo@montague.lit"), "wherefore <art> thou", "en").view());
    state.unacknowledged.emplace_back(Presence(Show::away, "on the balcony").view());
    return state;
}

std::error_code why_not(std::string_view text) {
    const Result<SessionState> read = read_session_state(text);
    return read ? std::error_code() : read.error().code;
}

std::string with(std::string_view from, std::string_view to) {
    std::string text = write_session_state(sample());
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(SessionStates, what_was_written_is_read) {
    const Result<SessionState> read = read_session_state(write_session_state(sample()));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*read, sample());
}

TEST(SessionStates, many_stanzas_are_no_hindrance) {
    SessionState state = sample();
    for (int i = 0; i < 10'000; ++i)
        state.unacknowledged.emplace_back(chat(jid("romeo@montague.lit"), std::string(200, 'x')).view());
    const Result<SessionState> read = read_session_state(write_session_state(state));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(read->unacknowledged.size(), 10'002U);
}

TEST(SessionStates, another_version_is_refused_by_its_name) {
    const Result<SessionState> read = read_session_state(with("session:1", "session:2"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::bad_session_state);
    EXPECT_NE(read.error().message().find("urn:headstock:session:2"), std::string::npos);
}

TEST(SessionStates, what_makes_no_sense_is_refused) {
    EXPECT_EQ(why_not(""), Errc::bad_session_state);
    EXPECT_EQ(why_not("<message xmlns='jabber:client'/>"), Errc::bad_session_state);
    EXPECT_EQ(why_not(with("/balcony", "")), Errc::bad_session_state);
    EXPECT_EQ(why_not(with("4294967295", "4294967296")), Errc::bad_session_state);
    EXPECT_EQ(why_not(with("handled=", "h=")), Errc::bad_session_state);
    EXPECT_EQ(why_not(with("<presence", "<presents")), Errc::bad_session_state);
    EXPECT_EQ(why_not(with("balcony", std::string(5'000, 'b'))), Errc::bad_session_state);
    SessionState state = sample();
    state.id = std::string(5'000, 'x');
    EXPECT_EQ(why_not(write_session_state(state)), Errc::bad_session_state);
    state.id.clear();
    EXPECT_EQ(why_not(write_session_state(state)), Errc::bad_session_state);
    state = sample();
    state.location = std::string(5'000, 'x');
    EXPECT_EQ(why_not(write_session_state(state)), Errc::bad_session_state);
}

TEST(SessionStates, text_that_was_cut_anywhere_is_refused) {
    const std::string text = write_session_state(sample());
    for (std::size_t size = 0; size < text.size(); ++size)
        ASSERT_EQ(why_not(std::string_view(text).substr(0, size)), Errc::bad_session_state) << size;
}

TEST(SessionStates, any_bytes_are_an_error_or_a_session_that_is_written_again) {
    SeededRandom random(7);
    const std::string text = write_session_state(sample());
    for (int round = 0; round < 5'000; ++round) {
        std::string bytes = text;
        for (std::uint64_t changes = random.below(4) + 1; changes > 0; --changes)
            bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        const Result<SessionState> read = read_session_state(bytes);
        if (!read) {
            ASSERT_EQ(read.error().code, Errc::bad_session_state);
            continue;
        }
        const Result<SessionState> again = read_session_state(write_session_state(*read));
        ASSERT_TRUE(again) << bytes;
        ASSERT_EQ(*again, *read) << bytes;
    }
}

}  // namespace
}  // namespace headstock::core
