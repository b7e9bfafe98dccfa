// SPDX-License-Identifier: MIT
#include "headstock/client/framing.hpp"

#include <cassert>
#include <cstdint>
#include <limits>
#include <utility>

#include "headstock/bridge/writer.hpp"
#include "headstock/core/stream_format.hpp"

namespace headstock::client {
namespace {

/// What we write ourselves may be as large as it likes.
constexpr bridge::Limits unlimited() {
    constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
    return {.stanza = most,
            .depth = most,
            .attributes = most,
            .namespaces = most,
            .name = most,
            .nodes = most,
            .waiting = most};
}

/// An element of that name with the attributes of `from`.
bridge::Element renamed(bridge::View from, bridge::Name name) {
    bridge::Element element(name);
    for (const bridge::AttributeView attribute : from.attributes()) element.attribute(attribute.name, attribute.value);
    return element;
}

}  // namespace

Framing::Framing(const bridge::Limits& limits) : limits_(limits), written_(*this, unlimited()) {}

Result<std::string> Framing::receive(std::string_view message) {
    if (!message.starts_with('<')) return fail(bridge::ParseErrc::not_well_formed, "a message does not begin with <");
    const Result<bridge::Element> element = bridge::parse_element(message, limits_);
    if (!element) return std::unexpected(element.error());
    if (element->is({"close", framing_ns})) {
        if (const auto uri = element->attribute("see-other-uri")) see_other_uri_ = *uri;
        return std::string(core::stream_end);
    }
    std::string bytes;
    const bool opens = element->is({"open", framing_ns});
    const Result<void> written =
        opens ? bridge::write_start(renamed(*element, {"stream", core::ns::streams}), bytes, core::stream_root)
              : bridge::write(*element, bytes, core::in_stream);
    return written ? Result<std::string>(std::move(bytes)) : std::unexpected(written.error());
}

// A header begins with <?xml …?>, which stands nowhere else: there is the border between a stream and the one that
// replaces it after a login, and the old one has no end tag.
Result<std::vector<std::string>> Framing::send(std::string_view output) {
    constexpr std::string_view header = "<?";
    const std::string all = std::exchange(pending_, {}).append(output);
    std::string_view rest = all;
    for (std::size_t at = rest.find(header); at != rest.npos; at = rest.find(header)) {
        if (auto read = written_.feed(rest.substr(0, at)); !read) return std::unexpected(read.error());
        written_.restart();
        if (auto read = written_.feed(header); !read) return std::unexpected(read.error());
        rest.remove_prefix(at + header.size());
    }
    if (rest.ends_with('<')) {
        pending_ = '<';
        rest.remove_suffix(1);
    }
    if (auto read = written_.feed(rest); !read) return std::unexpected(read.error());
    return std::exchange(messages_, {});
}

bridge::Flow Framing::on_start(bridge::View element, std::size_t depth) {
    if (depth == 0) say(renamed(element, {"open", framing_ns}));
    return bridge::Flow::go;
}

bridge::Flow Framing::on_end(bridge::View element, std::size_t depth) {
    if (depth == 0) say(bridge::Element("close", framing_ns));
    else if (depth == 1) say(element);
    return bridge::Flow::go;
}

void Framing::say(bridge::View element) {
    std::string message;
    [[maybe_unused]] const bool written = bridge::write(element, message).has_value();
    assert(written && "what was parsed can be written");
    messages_.push_back(std::move(message));
}

}  // namespace headstock::client
