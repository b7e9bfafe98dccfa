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
    [[nodiscard]] const detail::Actions* named(Name name, Depth depth) const;

    detail::DepthTable by_depth;
    detail::NameTable by_name;
    detail::NameTable by_tag;  // in any namespace
    detail::PathTable by_path;
    Handlers<Flow(View, Depth)> unmatched;
    Handlers<Flow(View, Depth)> started;
    Handlers<void(std::exception_ptr)> errors;
    int references = 0;
};

void Dispatcher::Rules::end() {
    by_depth.clear();
    by_name.clear();
    by_tag.clear();
    by_path.clear();
    unmatched.clear();
    started.clear();
    errors.clear();
}

const detail::Actions* Dispatcher::Rules::named(Name name, Depth depth) const {
    if (const detail::DepthTable* exact = by_name.find(name))
        if (const detail::Actions* found = exact->find(depth)) return found;
    const detail::DepthTable* any = by_tag.find(Name{name.tag, {}});
    return any ? any->find(depth) : nullptr;
}

/// One element's turn: who was called for it, and what they answered.
class Dispatcher::Rules::Turn {
public:
    explicit Turn(const Rules& rules) : rules_(rules) {}

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
        if (rules_.errors.empty()) return keep(thrown);
        rules_.errors.visit([&](const std::function<void(std::exception_ptr)>& handler) {
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

    const Rules& rules_;
    Flow flow_ = Flow::go;
    bool matched_ = false;
    std::exception_ptr thrown_;
};

Dispatcher::Dispatcher() : rules_(new Rules) {}
Dispatcher::~Dispatcher() { rules_->end(); }

Subscription Dispatcher::on(Name name, Action action, Depth depth) {
    return rules_->by_name.rules(name).list(depth).add(std::move(action).function());
}

Subscription Dispatcher::on(AnyNamespace name, Action action, Depth depth) {
    return rules_->by_tag.rules({name.tag, {}}).list(depth).add(std::move(action).function());
}

Subscription Dispatcher::at(Depth depth, Action action) {
    return rules_->by_depth.list(depth).add(std::move(action).function());
}

Result<Subscription> Dispatcher::on_path(std::string_view path, Action action) {
    Result<Path> read = Path::parse(path);
    if (!read) return std::unexpected(std::move(read).error());
    return rules_->by_path.add(*std::move(read)).add(std::move(action).function());
}

Subscription Dispatcher::on_unmatched(PlacedAction action) {
    return rules_->unmatched.add(std::move(action).function());
}

Subscription Dispatcher::on_start(PlacedAction action) { return rules_->started.add(std::move(action).function()); }

Subscription Dispatcher::on_handler_error(std::function<void(std::exception_ptr)> action) {
    return rules_->errors.add(std::move(action));
}

Subscription Dispatcher::once(Name name, Action action, Depth depth) {
    return rules_->by_name.rules(name).list(depth).add_once(std::move(action).function());
}

Subscription Dispatcher::replace(Name name, Action action, Depth depth) {
    detail::Actions& actions = rules_->by_name.rules(name).list(depth);
    actions.clear();
    return actions.add(std::move(action).function());
}

Flow Dispatcher::on_start(View element, std::size_t depth) {
    const headstock::detail::Ref<Rules> keep(rules_);
    Rules::Turn turn(*keep);
    turn.call<View, Depth>(keep->started, element, Depth{depth});
    return turn.finish();
}

Flow Dispatcher::on_end(View element, std::size_t depth) {
    const headstock::detail::Ref<Rules> keep(rules_);
    Rules::Turn turn(*keep);
    const Depth here{depth};
    turn.call_if(keep->by_depth.find(Depth::any), element);
    turn.call_if(keep->by_depth.find(here), element);
    turn.call_if(keep->named(element.name(), Depth::any), element);
    turn.call_if(keep->named(element.name(), here), element);
    for (const auto& rule : keep->by_path.matching(element)) turn.call<View>(rule->actions, element);
    if (!turn.matched()) turn.call<View, Depth>(keep->unmatched, element, here);
    return turn.finish();
}

}  // namespace headstock::bridge
