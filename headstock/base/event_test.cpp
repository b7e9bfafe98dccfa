// SPDX-License-Identifier: MIT
#include "headstock/base/event.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace headstock {
namespace {

TEST(Event, calls_handlers_in_the_order_of_registration) {
    Event<int> event;
    std::string heard;
    auto first = event.on([&](int n) { heard += "a" + std::to_string(n); });
    auto second = event.on([&](int n) { heard += "b" + std::to_string(n); });
    event.fire(1);
    EXPECT_EQ(heard, "a1b1");
}

TEST(Event, a_subscription_that_goes_ends_its_handler) {
    Event<> event;
    int calls = 0;
    {
        auto subscription = event.on([&] { ++calls; });
        event.fire();
        EXPECT_TRUE(subscription.active());
    }
    event.fire();
    EXPECT_EQ(calls, 1);
    EXPECT_TRUE(event.empty());
}

TEST(Handlers, a_sole_handler_is_called_the_short_way_and_may_destroy_its_list) {
    auto handlers = std::make_unique<Handlers<int(int)>>();
    int sum = 0;
    const auto call = [&sum](const std::function<int(int)>& handler) { sum += handler(1); };
    EXPECT_TRUE(handlers->visit_sole(call));
    EXPECT_EQ(sum, 0);
    auto first = handlers->add([](int n) { return n; });
    EXPECT_TRUE(handlers->visit_sole(call));
    EXPECT_EQ(sum, 1);
    auto second = handlers->add([](int n) { return n; });
    EXPECT_FALSE(handlers->visit_sole(call));
    EXPECT_EQ(sum, 1);
    handlers->clear();
    auto once = handlers->add_once([&, big = std::make_shared<int>(40)](int n) {
        handlers.reset();
        return n + *big;
    });
    EXPECT_TRUE(handlers->visit_sole(call));
    EXPECT_EQ(sum, 42);
    EXPECT_FALSE(once.active());
}

TEST(Event, once_means_once) {
    Event<> event;
    int calls = 0;
    auto subscription = event.once([&] {
        ++calls;
        event.fire();
    });
    event.fire();
    event.fire();
    EXPECT_EQ(calls, 1);
    EXPECT_FALSE(subscription.active());
}

TEST(Event, a_handler_may_cancel_itself_and_others_while_firing) {
    Event<> event;
    std::string heard;
    Subscription a, b, c;
    a = event.on([&, big = std::make_shared<std::string>("a")] {
        a.cancel();
        b.cancel();
        heard += *big;  // what it captured is still there
    });
    b = event.on([&] { heard += "b"; });
    c = event.on([&] { heard += "c"; });
    event.fire();
    event.fire();
    EXPECT_EQ(heard, "acc");
}

TEST(Event, a_handler_added_while_firing_waits_for_the_next_time) {
    Event<> event;
    int calls = 0;
    std::optional<Subscription> inner;
    auto outer = event.on([&] {
        if (!inner) inner = event.on([&] { ++calls; });
    });
    event.fire();
    EXPECT_EQ(calls, 0);
    event.fire();
    EXPECT_EQ(calls, 1);
}

TEST(Event, may_be_destroyed_by_its_handler) {
    auto event = std::make_unique<Event<>>();
    int later = 0;
    auto first = event->on([&] { event.reset(); });
    auto second = event->on([&] { ++later; });
    event->fire();
    EXPECT_EQ(later, 0);
    EXPECT_FALSE(second.active());
}

TEST(Event, a_subscription_may_outlive_its_event) {
    Subscription subscription;
    {
        Event<> event;
        subscription = event.on([] {});
    }
    EXPECT_FALSE(subscription.active());
}

TEST(Event, cancelling_frees_what_the_handler_holds_at_once) {
    Event<> event;
    auto held = std::make_shared<int>(1);
    auto subscription = event.on([held] {});
    EXPECT_EQ(held.use_count(), 2);
    subscription.cancel();
    EXPECT_EQ(held.use_count(), 1);
}

TEST(Event, every_handler_hears_it_even_when_one_throws) {
    Event<> event;
    int calls = 0;
    auto first = event.on([] { throw std::runtime_error("first"); });
    auto second = event.on([&] { ++calls; });
    EXPECT_THROW(event.fire(), std::runtime_error);
    EXPECT_EQ(calls, 1);
}

TEST(Event, a_detached_handler_lives_as_long_as_the_event) {
    Event<> event;
    int calls = 0;
    event.on([&] { ++calls; }).detach();
    event.fire();
    EXPECT_EQ(calls, 1);
}

TEST(Event, many_subscriptions_that_come_and_go_leave_nothing) {
    Event<> event;
    for (int i = 0; i < 10'000; ++i) auto gone = event.on([] {});
    EXPECT_TRUE(event.empty());
}

}  // namespace
}  // namespace headstock
