// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "headstock/bridge/dispatcher.hpp"
#include "headstock/bridge/parser.hpp"

namespace {

std::size_t allocations = 0;
std::ptrdiff_t live_bytes = 0;

/// The size stands before the block, so that what is given back can be counted too.
constexpr std::size_t header = alignof(std::max_align_t);

}  // namespace

void* operator new(std::size_t size) {
    void* const block = std::malloc(size + header);
    if (block == nullptr) throw std::bad_alloc();
    *static_cast<std::size_t*>(block) = size;
    ++allocations;
    live_bytes += static_cast<std::ptrdiff_t>(size);
    return static_cast<char*>(block) + header;
}

void operator delete(void* pointer) noexcept {
    if (pointer == nullptr) return;
    void* const block = static_cast<char*>(pointer) - header;
    live_bytes -= static_cast<std::ptrdiff_t>(*static_cast<std::size_t*>(block));
    std::free(block);
}

void operator delete(void* pointer, std::size_t) noexcept { operator delete(pointer); }

namespace headstock::bridge {
namespace {

class Counter final : public Parser::Handler {
public:
    Flow on_end(View, std::size_t depth) override {
        stanzas += depth == 1 ? 1U : 0U;
        return Flow::go;
    }
    std::size_t stanzas = 0;
};

std::string traffic() {
    return "<message from='juliet@capulet.lit/balcony' to='romeo@montague.lit' type='chat'><body>Art &amp; thou "
           "\xf0\x9f\x98\x80"
           "</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>"
           "<presence xmlns:x='u' x:a='&lt;'><show>away</show></presence>\n <a xmlns='urn:xmpp:sm:3' h='1'/>"
           "<iq><query xmlns='jabber:iq:roster'><item jid='a'/><![CDATA[x]]></query></iq>";
}

TEST(ParserMemory, a_million_stanzas_leave_nothing_behind) {
    Counter counter;
    Parser parser(counter);
    ASSERT_TRUE(parser.feed("<stream xmlns='jabber:client'>"));
    std::string block;
    for (int i = 0; i < 500; ++i) block += "<message to='a'><body>1&lt;2</body></message><r xmlns='urn:xmpp:sm:3'/>";
    const auto feed = [&](int times) {
        for (int i = 0; i < times; ++i) ASSERT_TRUE(parser.feed(block));
    };
    feed(10);
    const std::size_t allocations_before = allocations;
    const std::ptrdiff_t live_before = live_bytes;
    feed(1'000);
    EXPECT_EQ(counter.stanzas, 1'010'000U);
    EXPECT_EQ(live_bytes, live_before);
    EXPECT_EQ(allocations, allocations_before);
}

TEST(ParserMemory, pieces_of_any_size_cost_no_memory_either) {
    Counter counter;
    Parser parser(counter);
    ASSERT_TRUE(parser.feed("<stream xmlns='jabber:client'>"));
    std::string block;
    for (int i = 0; i < 40; ++i) block += traffic();
    const auto feed = [&](std::size_t size) {
        for (std::string_view rest = block; !rest.empty(); rest.remove_prefix(std::min(size, rest.size())))
            ASSERT_TRUE(parser.feed(rest.substr(0, size)));
    };
    for (std::size_t size = 1; size < 3000; size += 131) feed(size);
    const std::size_t allocations_before = allocations;
    for (int again = 0; again < 3; ++again)
        for (std::size_t size = 1; size < 3000; size += 131) feed(size);
    EXPECT_EQ(allocations, allocations_before);
}

TEST(ParserMemory, dispatching_to_nobody_and_to_somebody_allocates_nothing) {
    Dispatcher dispatcher;
    std::size_t heard = 0;
    const auto message = dispatcher.on(Name{"message", "jabber:client"}, [&](View) { ++heard; });
    const auto other = dispatcher.on(Name{"never", "urn:never"}, [&](View) { ++heard; });
    Parser parser(dispatcher);
    const std::string stanzas = traffic();
    ASSERT_TRUE(parser.feed("<stream xmlns='jabber:client'>" + stanzas));
    const std::size_t allocations_before = allocations;
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(parser.feed(stanzas));
    EXPECT_EQ(allocations, allocations_before);
    EXPECT_EQ(heard, 1001U);
}

TEST(ParserMemory, an_idle_parser_keeps_little_after_it_gave_its_memory_back) {
    Counter counter;
    const std::ptrdiff_t before = live_bytes;
    Parser parser(counter);
    ASSERT_TRUE(parser.feed("<stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams' id='1'>"));
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(parser.feed(traffic()));
    parser.release_memory();
    EXPECT_LT(live_bytes - before, 1500);
    ASSERT_TRUE(parser.feed(traffic() + "</stream>"));
    EXPECT_TRUE(parser.finish());
    EXPECT_EQ(counter.stanzas, 4004U);
}

TEST(ParserMemory, what_a_big_stanza_needed_is_given_back_unasked) {
    Counter counter;
    Parser parser(counter);
    ASSERT_TRUE(parser.feed("<stream>"));
    std::string big = "<m>" + std::string(500'000, 'x');
    for (int i = 0; i < 9000; ++i) big += "<a b='c'/>";
    big += "</m>";
    const std::ptrdiff_t before = live_bytes;
    ASSERT_TRUE(parser.feed(big));
    EXPECT_LT(live_bytes - before, 64 * 1024);
    EXPECT_EQ(counter.stanzas, 1U);
}

TEST(ParserMemory, a_long_read_of_small_stanzas_needs_no_long_buffer) {
    Counter counter;
    Parser parser(counter);
    ASSERT_TRUE(parser.feed("<stream>"));
    std::string block;
    for (int i = 0; i < 10'000; ++i) block += "<m>0123456789</m>  ";
    const std::ptrdiff_t before = live_bytes;
    ASSERT_TRUE(parser.feed(block));
    EXPECT_LT(live_bytes - before, 40 * 1024);
    EXPECT_EQ(counter.stanzas, 10'000U);
}

}  // namespace
}  // namespace headstock::bridge
