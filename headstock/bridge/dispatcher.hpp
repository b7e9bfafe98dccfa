// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstddef>
#include <exception>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "headstock/base/event.hpp"
#include "headstock/bridge/parser.hpp"

namespace headstock::bridge {

/// How deep an element must lie for a rule: the root is 0, stanzas are 1, what they carry is 2 and more.
struct Depth {
    std::size_t level;
    static const Depth any;  ///< at whatever depth
    friend constexpr bool operator==(Depth, Depth) = default;
};
inline constexpr Depth Depth::any{static_cast<std::size_t>(-1)};
inline constexpr Depth stanza_depth{1};

/// A tag in any namespace.
struct AnyNamespace {
    std::string_view tag;
};

/// What a rule calls: anything that takes `Args` and gives a `Flow`, or gives nothing, which means `Flow::go`.
template <class... Args>
class ActionOf {
public:
    using Function = std::function<Flow(Args...)>;

    template <class F>
        requires(!std::same_as<std::remove_cvref_t<F>, ActionOf> && std::invocable<F&, Args...> &&
                 (std::is_void_v<std::invoke_result_t<F&, Args...>> ||
                  std::convertible_to<std::invoke_result_t<F&, Args...>, Flow>))
    ActionOf(F action) : function_(with_flow(std::move(action))) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] Function function() && { return std::move(function_); }

private:
    template <class F>
    static Function with_flow(F action) {
        if constexpr (!std::is_void_v<std::invoke_result_t<F&, Args...>>) {
            return action;
        } else {
            return [action = std::move(action)](Args... args) mutable {
                action(args...);
                return Flow::go;
            };
        }
    }
    Function function_;
};

/// Calls handlers by what an element is and where: by (tag, namespace), by tag alone, by depth, by path.
///
/// An element's rules are looked up when it is complete, children before parents. For one element the order is: rules
/// for its depth, for its name at any depth, for its name at its depth, for a path to it; within one kind in order of
/// registration, those `at(Depth::any)` before those for the very depth. A rule for a tag in any namespace counts only
/// where no rule of the same kind names the namespace. What no rule matched goes to `on_unmatched`. Each handler that
/// matches is called; of what they answer the strongest counts: stop, then pause, then go.
///
/// Handlers may add and cancel rules, themselves included, throw, and destroy the dispatcher. A rule added by a handler
/// may count for the element that is being dispatched, if its turn has not passed. A handler that throws is reported to
/// `on_handler_error`, and the others are still called; where nobody listens there, the first exception goes on to
/// whoever feeds the parser, after them.
class Dispatcher final : public Parser::Handler {
public:
    using Action = ActionOf<View>;
    using PlacedAction = ActionOf<View, Depth>;

    Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;
    ~Dispatcher() override;

    /// Calls `action` for each element `name` at `depth`: a stanza, where nothing else is said.
    [[nodiscard]] Subscription on(Name name, Action action, Depth depth = stanza_depth);
    /// The same for a tag in any namespace.
    [[nodiscard]] Subscription on(AnyNamespace name, Action action, Depth depth = stanza_depth);
    /// Calls `action` for every element at `depth`.
    [[nodiscard]] Subscription at(Depth depth, Action action);
    /// Calls `action` for each element that `path` leads to: `/{ns}a/b[@x="v"]/c`. With a leading `/` the path begins
    /// at the root, else anywhere. A step is a tag, before it its namespace in braces (`{}`: none; left out: any),
    /// behind it at most one test of an attribute (`[@x]` or `[@x="v"]`, where `{ns}` may stand before the name). Fails
    /// with `std::errc::invalid_argument` on anything else.
    [[nodiscard]] Result<Subscription> on_path(std::string_view path, Action action);
    /// Calls `action` for each complete element that no rule matched, with its depth.
    [[nodiscard]] Subscription on_unmatched(PlacedAction action);
    /// Calls `action` at each start tag, when attributes can be read and content cannot: the way to see a stream's
    /// header.
    [[nodiscard]] Subscription on_start(PlacedAction action);
    /// Calls `action` with what a handler threw.
    [[nodiscard]] Subscription on_handler_error(std::function<void(std::exception_ptr)> action);

    /// The same with a handler that is called once and then cancelled.
    [[nodiscard]] Subscription once(Name name, Action action, Depth depth = stanza_depth);
    /// The same, after cancelling all handlers of that very rule.
    [[nodiscard]] Subscription replace(Name name, Action action, Depth depth = stanza_depth);

    Flow on_start(View element, std::size_t depth) override;
    Flow on_end(View element, std::size_t depth) override;

private:
    struct Rules;
    void hear_all();
    Flow call_all(View element, Depth here);

    headstock::detail::Ref<Rules> rules_;  // counted: a handler may destroy the dispatcher that calls it
};

}  // namespace headstock::bridge
