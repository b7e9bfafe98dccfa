// SPDX-License-Identifier: MIT
#include "headstock/extensions/last_activity.hpp"

#include <algorithm>

#include "headstock/extensions/delay.hpp"

namespace headstock::last_activity {

core::Request<Activity> query(core::Jid entity) { return core::get<Activity>(std::move(entity)); }

std::optional<Timestamp> idle_since(const core::Presence& presence, Timestamp now) {
    constexpr std::uint64_t century = 100ULL * 366 * 24 * 3600;
    const Result<Activity> activity = presence.payload<Activity>();
    if (presence.type() != core::PresenceType::available || !activity || activity->seconds > century)
        return std::nullopt;
    const Result<delay::Delay> kept = presence.payload<delay::Delay>();
    return (kept ? kept->stamp : now) - std::chrono::seconds(activity->seconds);
}

void mark(core::Presence& presence, std::chrono::seconds idle) {
    presence.add(Activity{static_cast<std::uint64_t>(std::max(idle, std::chrono::seconds(0)).count()), {}});
}

void Module::answer_with(std::function<std::chrono::seconds()> idle, std::function<bool(const core::Jid&)> may_know) {
    answering_ = stream_.router().respond<Activity>(
        core::IqType::get,
        [idle = std::move(idle), may_know = std::move(may_know)](const core::Iq& question) -> Result<Activity> {
            if (!may_know(question.from())) return fail(make_error_code(core::StanzaCondition::service_unavailable));
            const auto seconds = std::max(idle(), std::chrono::seconds(0));
            return Activity{static_cast<std::uint64_t>(seconds.count()), {}};
        });
    announced_ = stream_.announce(std::string(ns));
}

}  // namespace headstock::last_activity
