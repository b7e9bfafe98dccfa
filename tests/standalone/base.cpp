// SPDX-License-Identifier: MIT
// base alone: text of bytes, errors as values, and an event that a subscription leaves.
#include "headstock/base/base64.hpp"
#include "headstock/base/event.hpp"
#include "headstock/base/secret.hpp"

using namespace headstock;

int main() {
    Event<int> event;
    int total = 0;
    {
        const Subscription adding = event.on([&](int value) { total += value; });
        event.fire(2);
    }
    event.fire(40);
    const bool left = total == 2;
    const bool bytes = from_base64(to_base64("a\xFF")).value_or("") == "a\xFF" && !from_base64("a===");
    return left && bytes && Secret("wherefore") == Secret("wherefore") ? 0 : 1;
}
