// SPDX-License-Identifier: MIT
#include "headstock/api/contact.hpp"

#include <utility>

#include "headstock/api/contacts.hpp"

namespace headstock::api {

core::Request<last_activity::Activity> Contact::ask_last_seen() const { return last_activity::query(jid()); }

core::Request<core::Done> Contact::rename(std::string_view name) const { return Contacts::add(jid(), name, groups()); }

core::Request<core::Done> Contact::regroup(std::vector<std::string> groups) const {
    return Contacts::add(jid(), item_.name.value_or(std::string()), std::move(groups));
}

}  // namespace headstock::api
