// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "headstock/bridge/payload_samples.hpp"
#include "headstock/bridge/writer.hpp"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
    void* const block = std::malloc(size);
    if (block == nullptr) throw std::bad_alloc();
    ++allocations;
    return block;
}
void operator delete(void* pointer) noexcept { std::free(pointer); }
void operator delete(void* pointer, std::size_t) noexcept { std::free(pointer); }

namespace headstock::bridge {
namespace {

using namespace samples;

/// How many allocations `work` takes.
template <class F>
std::size_t count(F work) {
    const std::size_t before = allocations;
    work();
    return allocations - before;
}

TEST(PayloadMemory, the_counter_counts) {
    EXPECT_GT(count([] { EXPECT_EQ(std::string(100, 'x').size(), 100U); }), 0U);
}

TEST(PayloadMemory, reading_takes_only_what_the_values_take) {
    const Element info = write(version::Info{"Exodus", "0.7", "Debian"});
    EXPECT_EQ(count([&] { EXPECT_EQ(read<version::Info>(info)->version, "0.7"); }), 0U);
    const Element item = write(Item{.jid = "a@b", .name = "x", .subscription = Subscribed::to, .approved = true});
    EXPECT_EQ(count([&] { EXPECT_TRUE(read<Item>(item)->approved); }), 0U);
    const Element list = write(Roster{"v", {{.jid = "a@b"}}});
    EXPECT_EQ(count([&] { EXPECT_EQ(read<Roster>(list)->items.size(), 1U); }), 1U);
    const Element error = write(StanzaError{.type = ErrorType::auth, .condition = Condition::item_not_found});
    EXPECT_EQ(count([&] { EXPECT_EQ(read<StanzaError>(error)->condition, Condition::item_not_found); }), 0U);
}

TEST(PayloadMemory, writing_a_stanza_takes_nothing_but_room_in_the_buffer) {
    Builder builder({"iq", "jabber:client"});
    builder.attribute("to", "romeo@montague.lit").add(write(Roster{"v", {{.jid = "a@b"}}}));
    const Element iq = std::move(builder).take();
    std::string out;
    out.reserve(4096);
    EXPECT_EQ(count([&] { EXPECT_TRUE(write(iq, out, {.default_ns = "jabber:client"})); }), 0U);
    EXPECT_EQ(out,
              "<iq to='romeo@montague.lit'><query xmlns='jabber:iq:roster' ver='v'><item jid='a@b'/></query></iq>");
}

TEST(PayloadMemory, building_takes_a_few_blocks_whatever_the_depth) {
    EXPECT_LT(count([] { EXPECT_FALSE(write(version::Info{"Exodus", "0.7", "Debian"}).content().empty()); }), 8U);
}

}  // namespace
}  // namespace headstock::bridge
