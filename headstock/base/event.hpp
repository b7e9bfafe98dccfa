// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <vector>

#include "headstock/base/subscription.hpp"

namespace headstock {

template <class Signature>
class Handlers;

/// Handlers in order of registration. Adding, cancelling, and destroying the list itself are safe while it is being
/// called: a handler added then waits for the next call, a cancelled one is not called any more. One thread only.
template <class R, class... Args>
class Handlers<R(Args...)> {
public:
    using Function = std::function<R(Args...)>;

    Handlers() : list_(new List) {}
    Handlers(const Handlers&) = delete;
    Handlers& operator=(const Handlers&) = delete;
    ~Handlers() {
        for (auto& entry : list_->entries) entry->cancel();
    }

    /// Adds `function` behind the others.
    [[nodiscard]] Subscription add(Function function) {
        list_->sweep();
        detail::Ref<Entry> entry(new Entry(std::move(function)));
        list_->entries.push_back(entry);
        return Subscription(detail::Ref<detail::Registration>(entry.get()));
    }

    /// Adds `function`, which is cancelled just before its first call.
    [[nodiscard]] Subscription add_once(Function function) {
        Subscription subscription = add(std::move(function));
        list_->entries.back()->once = true;
        return subscription;
    }

    /// Cancels all handlers.
    void clear() noexcept {
        for (std::size_t i = 0; i < list_->entries.size(); ++i) list_->entries[i]->cancel();
        list_->sweep();
    }

    [[nodiscard]] bool empty() const {
        return std::none_of(list_->entries.begin(), list_->entries.end(), [](auto& entry) { return entry->live(); });
    }

    /// Calls `visit(handler)` for each handler in turn until it gives false; `handler` is callable with `Args`.
    template <class Visit>
    void visit(Visit visit) const {
        if (list_->entries.empty()) return;
        const detail::Ref<List> keep(list_);
        const typename List::Walk walk(*keep);
        for (std::size_t i = 0, end = keep->entries.size(); i < end; ++i) {
            const detail::Ref<Entry> entry = keep->entries[i];
            if (!entry->live()) continue;
            const typename Entry::Run run(*entry);
            if (entry->once) entry->cancel();
            if (!visit(entry->function)) return;
        }
    }

    /// The same in fewer instructions, where there are not several handlers. Gives whether that is so.
    template <class Visit>
    bool visit_sole(Visit visit) const {
        if (list_->entries.size() > 1) return false;
        if (list_->entries.empty() || !list_->entries.front()->live()) return true;
        const detail::Ref<Entry> entry = list_->entries.front();  // what follows may destroy the list
        const typename Entry::Run run(*entry);
        if (entry->once) entry->cancel();
        visit(entry->function);
        return true;
    }

    /// Calls `visit(handler)` for the handler added last, if there is one.
    template <class Visit>
    void visit_last(Visit visit) const {
        const detail::Ref<List> keep(list_);
        const typename List::Walk walk(*keep);
        for (std::size_t i = keep->entries.size(); i > 0; --i) {
            const detail::Ref<Entry> entry = keep->entries[i - 1];
            if (!entry->live()) continue;
            const typename Entry::Run run(*entry);
            if (entry->once) entry->cancel();
            visit(entry->function);
            return;
        }
    }

private:
    struct Entry final : detail::Registration {
        explicit Entry(Function f) : function(std::move(f)) {}
        /// While it runs, a cancelled function must not be destroyed under itself.
        struct Run {
            explicit Run(Entry& e) : entry(e) { ++entry.running; }
            Run(const Run&) = delete;
            Run& operator=(const Run&) = delete;
            ~Run() {
                if (--entry.running == 0 && !entry.live()) entry.ended();
            }
            Entry& entry;
        };
        void ended() noexcept override {
            if (running == 0) Function().swap(function);
        }
        Function function;
        int running = 0;
        bool once = false;
    };

    struct List {
        struct Walk {
            explicit Walk(List& l) : list(l) { ++list.walks; }
            Walk(const Walk&) = delete;
            Walk& operator=(const Walk&) = delete;
            ~Walk() { --list.walks; }
            List& list;
        };
        void sweep() {
            if (walks == 0) std::erase_if(entries, [](const auto& entry) { return !entry->live(); });
        }
        void retain() noexcept { ++references; }
        void release() noexcept {
            if (--references == 0) delete this;
        }
        std::vector<detail::Ref<Entry>> entries;
        int walks = 0;
        int references = 0;
    };

    detail::Ref<List> list_;
};

/// Something that happens, and those who want to hear of it.
template <class... Args>
class Event {
public:
    /// Calls `handler` each time it happens, until the subscription goes.
    [[nodiscard]] Subscription on(std::function<void(Args...)> handler) { return handlers_.add(std::move(handler)); }
    /// Calls `handler` the next time it happens, and never again.
    [[nodiscard]] Subscription once(std::function<void(Args...)> handler) {
        return handlers_.add_once(std::move(handler));
    }
    [[nodiscard]] bool empty() const { return handlers_.empty(); }

    /// Calls every handler, in order. Where handlers throw, the others are still called; then the first exception goes
    /// on.
    void fire(Args... args) const {
        std::exception_ptr thrown;
        handlers_.visit([&](const std::function<void(Args...)>& handler) {
            try {
                handler(args...);
            } catch (...) {
                if (!thrown) thrown = std::current_exception();
            }
            return true;
        });
        if (thrown) std::rethrow_exception(thrown);
    }

private:
    Handlers<void(Args...)> handlers_;
};

}  // namespace headstock
