// SPDX-License-Identifier: MIT
#include "headstock/bridge/dispatcher.hpp"

#include <algorithm>
#include <cassert>

#include "headstock/bridge/rules.hpp"

namespace headstock::bridge {

struct Dispatcher::Rules {
    class Turn;

    void retain() noexcept { ++references; }
    void release() noexcept {
        if (--references == 0) delete this;
    }
    /// The dispatcher went while it was calling: nobody is called any more.
    void end();
    // While handlers run, the other rules must stay where they are.
    detail::Actions& list(Name name, Depth depth) { return by_tag.list(name, depth, turns == 0); }
    detail::TagRules& unnamed(std::string_view tag) { return by_tag.unnamed(tag, turns == 0); }

    detail::DepthTable by_depth;
    detail::TagTable by_tag;
    Handlers<Flow(View, Depth)> unmatched;
    Handlers<Flow(View, Depth)> started;
    Handlers<void(std::exception_ptr)> errors;
    int references = 0;
    int turns = 0;
    bool hears_all = false;     // there are, or were, rules that any element may be for
    bool hears_errors = false;  // somebody wants to hear what handlers throw, or did
};

void Dispatcher::Rules::end() {
    by_depth.clear();
    by_tag.clear();
    unmatched.clear();
    started.clear();
    errors.clear();
}

/// One element's turn: who was called for it, and what they answered.
class Dispatcher::Rules::Turn {
public:
    explicit Turn(const headstock::detail::Ref<Rules>& rules) : rules_(rules) { ++rules_->turns; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { --rules_->turns; }

    template <class... Args>
    void call(const Handlers<Flow(Args...)>& handlers, Args... args) {
        handlers.visit([&](const std::function<Flow(Args...)>& handler) {
            matched_ = true;
            guard([&] { flow_ = std::max(flow_, handler(args...)); });
            return true;
        });
    }
    void call_if(const detail::Actions* actions, View element) {
        if (actions) call<View>(*actions, element);
    }

    [[nodiscard]] bool matched() const { return matched_; }
    [[nodiscard]] Flow finish() const {
        if (thrown_) std::rethrow_exception(thrown_);
        return flow_;
    }

private:
    template <class Call>
    void guard(Call call) {
        try {
            call();
        } catch (...) {
            report(std::current_exception());
        }
    }
    void report(const std::exception_ptr& thrown) {
        if (rules_->errors.empty()) return keep(thrown);
        rules_->errors.visit([&](const std::function<void(std::exception_ptr)>& handler) {
            try {
                handler(thrown);
            } catch (...) {
                keep(std::current_exception());
            }
            return true;
        });
    }
    void keep(const std::exception_ptr& thrown) {
        if (!thrown_) thrown_ = thrown;
    }

    const headstock::detail::Ref<Rules> rules_;  // a handler may destroy the dispatcher
    Flow flow_ = Flow::go;
    bool matched_ = false;
    std::exception_ptr thrown_;
};

Dispatcher::Dispatcher() : rules_(new Rules) {
    hears_starts(false);
    hears_ends(&rules_->by_tag.tags());
}

Dispatcher::~Dispatcher() { rules_->end(); }

Subscription Dispatcher::on(Name name, Action action, Depth depth) {
    return rules_->list(name, depth).add(std::move(action).function());
}

Subscription Dispatcher::on(AnyNamespace name, Action action, Depth depth) {
    return rules_->unnamed(name.tag).anywhere().list(depth).add(std::move(action).function());
}

Subscription Dispatcher::at(Depth depth, Action action) {
    hear_all();
    return rules_->by_depth.list(depth).add(std::move(action).function());
}

Result<Subscription> Dispatcher::on_path(std::string_view path, Action action) {
    Result<Path> read = Path::parse(path);
    if (!read) return std::unexpected(std::move(read).error());
    detail::TagRules& rules = rules_->unnamed(read->last_tag());
    return rules.add(*std::move(read)).add(std::move(action).function());
}

Subscription Dispatcher::on_unmatched(PlacedAction action) {
    hear_all();
    return rules_->unmatched.add(std::move(action).function());
}

Subscription Dispatcher::on_start(PlacedAction action) {
    hears_starts(true);
    return rules_->started.add(std::move(action).function());
}

Subscription Dispatcher::on_handler_error(std::function<void(std::exception_ptr)> action) {
    rules_->hears_errors = true;
    return rules_->errors.add(std::move(action));
}

Subscription Dispatcher::once(Name name, Action action, Depth depth) {
    return rules_->list(name, depth).add_once(std::move(action).function());
}

Subscription Dispatcher::replace(Name name, Action action, Depth depth) {
    detail::Actions& actions = rules_->list(name, depth);
    actions.clear();
    return actions.add(std::move(action).function());
}

/// There are rules that any element may be for.
void Dispatcher::hear_all() {
    rules_->hears_all = true;
    hears_ends(nullptr);
}

Flow Dispatcher::on_start(View element, std::size_t depth) {
    Rules::Turn turn(rules_);
    turn.call<View, Depth>(rules_->started, element, Depth{depth});
    return turn.finish();
}

Flow Dispatcher::on_end(View element, std::size_t depth) {
    const Rules& rules = *rules_;
    if (rules.hears_all || rules.by_tag.has_more(element.tag())) return call_all(element, Depth{depth});
    const detail::Actions* const actions = rules.by_tag.find(element.tag(), element.ns(), Depth{depth});
    if (!actions) return Flow::go;
    // Nearly always there is one handler to call, and nobody to be told what it throws.
    Flow flow = Flow::go;
    const auto call = [&](const std::function<Flow(View)>& handler) { flow = handler(element); };
    return !rules.hears_errors && actions->visit_sole(call) ? flow : call_all(element, Depth{depth});
}

Flow Dispatcher::call_all(View element, Depth here) {
    Rules::Turn turn(rules_);
    const Rules& rules = *rules_;
    const detail::TagRules* const tagged = rules.by_tag.find(element.tag());
    if (rules.hears_all) {
        turn.call_if(rules.by_depth.find(Depth::any), element);
        turn.call_if(rules.by_depth.find(here), element);
    }
    if (tagged) {
        for (const Depth depth : {Depth::any, here}) turn.call_if(tagged->find(element.ns(), depth), element);
        if (tagged->has_paths())
            for (const auto& rule : tagged->leading_to(element)) turn.call<View>(rule->actions, element);
    }
    if (!turn.matched()) turn.call<View, Depth>(rules.unmatched, element, here);
    return turn.finish();
}

}  // namespace headstock::bridge
