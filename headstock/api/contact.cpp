// SPDX-License-Identifier: MIT
#include "headstock/api/contact.hpp"

#include <utility>

namespace headstock::api {

core::Request<last_activity::Activity> Contact::ask_last_seen() const { return last_activity::query(jid()); }

core::Request<core::Done> Contact::rename(std::string_view name) const {
    core::RosterItem changed = item_;
    changed.name.reset();
    if (!name.empty()) changed.name = name;
    return core::Roster::update(changed);
}

core::Request<core::Done> Contact::regroup(std::vector<std::string> groups) const {
    core::RosterItem changed = item_;
    changed.groups = std::move(groups);
    return core::Roster::update(changed);
}

}  // namespace headstock::api
