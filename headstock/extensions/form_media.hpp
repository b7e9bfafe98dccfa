// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/bridge/payload.hpp"

/// Data Forms Media Element (XEP-0221): pictures and sounds that belong to a field.
namespace headstock::form_media {

inline constexpr std::string_view ns = "urn:xmpp:media-element";

/// Where the media is, in one of its forms.
struct Source {
    std::string type;  ///< its MIME type, as "audio/ogg; codecs=speex"
    std::string uri;   ///< as it stands; `address` reads it

    static constexpr auto xml =
        bridge::element("uri", ns, bridge::attribute("type", &Source::type), bridge::text(&Source::uri));
    /// The address without the white space around it. A `cid:` is one of XEP-0231, which comes with the stanza or can
    /// be asked for; whatever else is fetched tells the form's sender who looks at it.
    [[nodiscard]] Result<bridge::Uri> address() const;
    friend bool operator==(const Source&, const Source&) = default;
};

/// A picture, sound or film, in one form or several.
struct Media {
    std::optional<std::uint16_t> height;  ///< in pixels, as it is best shown
    std::optional<std::uint16_t> width;
    std::vector<Source> sources;

    static constexpr auto xml =
        bridge::element("media", ns, bridge::attribute("height", &Media::height),
                        bridge::attribute("width", &Media::width), bridge::child(&Media::sources));
    friend bool operator==(const Media&, const Media&) = default;
};

}  // namespace headstock::form_media
