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
    /// The rules for a tag. While handlers run, those of other tags must stay where they are.
    detail::TagRules& tagged(std::string_view tag) { return by_tag.rules(tag, turns == 0); }

    detail::DepthTable by_depth;
    detail::TagTable by_tag;
    Handlers<Flow(View, Depth)> unmatched;
    Handlers<Flow(View, Depth)> started;
    Handlers<void(std::exception_ptr)> errors;
    int references = 0;
    int turns = 0;
    bool hears_all = false;  // there are, or were, rules that any element may be for
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

Dispatcher::Dispatcher() : rules_(new Rules) { hears_starts(false); }
Dispatcher::~Dispatcher() { rules_->end(); }

Subscription Dispatcher::on(Name name, Action action, Depth depth) {
    return rules_->tagged(name.tag).in(name.ns).list(depth).add(std::move(action).function());
}

Subscription Dispatcher::on(AnyNamespace name, Action action, Depth depth) {
    return rules_->tagged(name.tag).anywhere().list(depth).add(std::move(action).function());
}

Subscription Dispatcher::at(Depth depth, Action action) {
    rules_->hears_all = true;
    return rules_->by_depth.list(depth).add(std::move(action).function());
}

Result<Subscription> Dispatcher::on_path(std::string_view path, Action action) {
    Result<Path> read = Path::parse(path);
    if (!read) return std::unexpected(std::move(read).error());
    detail::TagRules& rules = rules_->tagged(read->last_tag());
    return rules.add(*std::move(read)).add(std::move(action).function());
}

Subscription Dispatcher::on_unmatched(PlacedAction action) {
    rules_->hears_all = true;
    return rules_->unmatched.add(std::move(action).function());
}

Subscription Dispatcher::on_start(PlacedAction action) {
    hears_starts(true);
    return rules_->started.add(std::move(action).function());
}

Subscription Dispatcher::on_handler_error(std::function<void(std::exception_ptr)> action) {
    return rules_->errors.add(std::move(action));
}

Subscription Dispatcher::once(Name name, Action action, Depth depth) {
    return rules_->tagged(name.tag).in(name.ns).list(depth).add_once(std::move(action).function());
}

Subscription Dispatcher::replace(Name name, Action action, Depth depth) {
    detail::Actions& actions = rules_->tagged(name.tag).in(name.ns).list(depth);
    actions.clear();
    return actions.add(std::move(action).function());
}

Flow Dispatcher::on_start(View element, std::size_t depth) {
    Rules::Turn turn(rules_);
    turn.call<View, Depth>(rules_->started, element, Depth{depth});
    return turn.finish();
}

Flow Dispatcher::on_end(View element, std::size_t depth) {
    const detail::Node& node = element.node();
    const bool concerns = rules_->hears_all || rules_->by_tag.may_have(element.tree().chars + node.offset, node.length);
    return concerns ? dispatch(element, Depth{depth}) : Flow::go;
}

Flow Dispatcher::dispatch(View element, Depth here) {
    const detail::TagRules* const tagged = rules_->by_tag.find(element.tag());
    const detail::NamedRules* const named = tagged ? tagged->find(element.ns()) : nullptr;
    if (!rules_->hears_all) {
        if (!tagged) return Flow::go;
        const detail::Actions* const actions = tagged->find(named, here);
        const bool others = tagged->find(named, Depth::any) || tagged->has_paths();
        if (!others && !actions) return Flow::go;
        if (!others && actions->at_most_one() && rules_->errors.empty()) return call(*actions, element);
    }
    return call_all(element, here, tagged, named);
}

/// Nearly always there is one handler to call, and nobody to be told what it throws.
Flow Dispatcher::call(const detail::Actions& actions, View element) {
    Flow flow = Flow::go;
    actions.visit([&](const std::function<Flow(View)>& handler) {
        flow = handler(element);
        return false;
    });
    return flow;
}

Flow Dispatcher::call_all(View element, Depth here, const detail::TagRules* tagged, const detail::NamedRules* named) {
    Rules::Turn turn(rules_);
    const Rules& rules = *rules_;
    if (rules.hears_all) {
        turn.call_if(rules.by_depth.find(Depth::any), element);
        turn.call_if(rules.by_depth.find(here), element);
    }
    if (tagged) {
        for (const Depth depth : {Depth::any, here}) turn.call_if(tagged->find(named, depth), element);
        if (tagged->has_paths())
            for (const auto& rule : tagged->leading_to(element)) turn.call<View>(rule->actions, element);
    }
    if (!turn.matched()) turn.call<View, Depth>(rules.unmatched, element, here);
    return turn.finish();
}

}  // namespace headstock::bridge
