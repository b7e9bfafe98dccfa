// SPDX-License-Identifier: MIT
#include "headstock/extensions/form_media.hpp"

#include <algorithm>

namespace headstock::form_media {

Result<bridge::Uri> Source::address() const {
    constexpr std::string_view white = " \t\r\n";
    std::string_view text = uri;
    text = text.substr(0, text.find_last_not_of(white) + 1);
    text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
    return bridge::Lexical<bridge::Uri>::read(text);
}

}  // namespace headstock::form_media
