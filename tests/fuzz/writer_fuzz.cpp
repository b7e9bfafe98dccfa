// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "headstock/bridge/builder.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/writer.hpp"

namespace {

using namespace headstock::bridge;  // NOLINT(google-build-using-namespace): a program of one file

constexpr Limits no_limits{1U << 30U, 1U << 20U, 60'000, 1U << 20U, 60'000, 1U << 30U, 1U << 30U};
constexpr std::array<Prefix, 2> bound = {Prefix{"stream", "s"}, Prefix{"ns", "n"}};

[[noreturn]] void report(const char* what, const std::string& xml) {
    std::fprintf(stderr, "%s:\n%s\n", what, xml.c_str());
    std::abort();
}
void require(bool holds, const char* what, const std::string& xml) {
    if (!holds) report(what, xml);
}

/// Cuts off what stands before the next `mark`.
std::string_view next(std::string_view& rest, char mark) {
    const std::size_t end = std::min(rest.find(mark), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// An element made of orders with NULs between, each with fields after \1: `<tag\1ns`, `@tag\1ns\1value`, `>`, text.
Element built(std::string_view orders) {
    const std::string_view root = next(orders, '\0');
    Builder builder({root, next(orders, '\0')});
    std::set<std::pair<std::string, std::string>> given;  // an attribute is given once, and before content
    bool in_tag = true;
    for (std::size_t depth = 0; !orders.empty();) {
        std::string_view order = next(orders, '\0');
        const char kind = order.empty() ? '>' : order.front();
        if (kind == '@') {
            order.remove_prefix(1);
            const Name name{next(order, '\1'), next(order, '\1')};
            if (in_tag && given.emplace(name.tag, name.ns).second) builder.attribute(name, order);
            continue;
        }
        in_tag = kind == '<';
        given.clear();
        if (kind == '<') {
            order.remove_prefix(1);
            const std::string_view tag = next(order, '\1');
            builder.open({tag, order});
            ++depth;
        } else if (kind == '>') {
            if (depth > 0) builder.close(), --depth;
        } else {
            builder.text(order);
        }
    }
    return std::move(builder).take();
}

/// What the parser reads from `xml`, where it has a stream around it that declares what `options` say.
std::optional<Element> read_within(const std::string& xml, const WriteOptions& options) {
    WriteOptions around = options;
    around.declare = true;
    std::string stream;
    if (!write_start(Element("stream", "s"), stream, around)) return std::nullopt;
    const auto read = parse_element(stream + xml + "</stream:stream>", no_limits);
    return read && !read->children().empty() ? std::optional(Element(read->children().front())) : std::nullopt;
}

void require_same(const Element& element, const std::string& alone) {
    const auto read = parse_element(alone, no_limits);
    require(read && *read == element, "what was written reads otherwise", alone);
    require(element.xml() == alone, "for people it is written otherwise", alone);
    for (const std::string_view default_ns : {std::string_view("c"), std::string_view()}) {
        const WriteOptions options{.default_ns = default_ns, .prefixes = bound};
        std::string within;
        require(write(element, within, options).has_value(), "within a stream it cannot be written", alone);
        const auto back = read_within(within, options);
        require(back && *back == element, "within a stream it reads otherwise", within);
    }
    std::string broken;
    require(write(element, broken, {.indent = 2}) && parse_element(broken, no_limits), "indented it is no XML", broken);
}

/// What XML cannot say is shown to people all the same: it may be a namespace that nobody may bind, or two attributes
/// that look the same, but never markup that was not meant.
void require_harmless(const std::string& shown) {
    const auto read = parse_element(shown, no_limits);
    if (read) return;
    const bool harmless =
        read.error().code == ParseErrc::not_well_formed || read.error().code == ParseErrc::bad_namespace_prefix;
    require(harmless, "for people it is something else", shown);
}

}  // namespace

/// Whatever the element: what can be written reads as the same, alone and within a stream; what cannot leaves nothing
/// behind.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1U << 16U) return 0;
    const Element element = built({reinterpret_cast<const char*>(data), size});
    std::string out = "kept";
    if (write(element, out)) {
        require_same(element, out.substr(4));
    } else {
        require(out == "kept", "a failure left something", out);
        require_harmless(element.xml());
    }
    return 0;
}
