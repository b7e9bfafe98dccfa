// SPDX-License-Identifier: MIT
#include "headstock/extensions/last_activity.hpp"

#include <algorithm>

namespace headstock::last_activity {

core::Request<Activity> query(core::Jid entity) { return core::get<Activity>(std::move(entity)); }

void Module::answer_with(std::function<std::chrono::seconds()> idle) {
    answering_ = stream_.router().respond<Activity>(core::IqType::get, [idle = std::move(idle)](const auto&) {
        const auto seconds = std::max(idle(), std::chrono::seconds(0));
        return Activity{static_cast<std::uint64_t>(seconds.count()), {}};
    });
    announced_ = stream_.announce(std::string(ns));
}

}  // namespace headstock::last_activity
