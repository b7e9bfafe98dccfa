// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace headstock::bridge {

/// What an element or attribute is known by: its tag and its namespace. Borrows both.
struct Name {
    std::string_view tag;
    std::string_view ns;  ///< empty: no namespace

    friend constexpr bool operator==(const Name&, const Name&) = default;
};

/// The namespace that the prefix `xml` is bound to for ever (Namespaces in XML 1.0 §3); `xml:lang` lies in it.
inline constexpr std::string_view xml_ns = "http://www.w3.org/XML/1998/namespace";
/// The namespace of `xmlns` itself; nothing else may be bound to it.
inline constexpr std::string_view xmlns_ns = "http://www.w3.org/2000/xmlns/";

/// The attribute `xml:lang`.
inline constexpr Name xml_lang{"lang", xml_ns};

}  // namespace headstock::bridge
