// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "headstock/bridge/name.hpp"

namespace headstock::bridge::detail {

/// The names of namespaces that are there without being declared, one behind the other.
inline constexpr std::string_view client_ns = "jabber:client";
inline constexpr std::string_view built_in_names = "http://www.w3.org/XML/1998/namespacejabber:client";
static_assert(built_in_names.starts_with(xml_ns) && built_in_names.substr(xml_ns.size()) == client_ns);

}  // namespace headstock::bridge::detail
