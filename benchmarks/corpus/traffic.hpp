// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "corpus/words.hpp"

/// Stanzas as clients receive them, one function a kind. Attributes are in single quotes, which no other place has, so
/// that whoever sends with double ones can swap them.
namespace headstock::bench::traffic {

[[nodiscard]] std::string presence(Words& words);
[[nodiscard]] std::string muc_presence(Words& words);
[[nodiscard]] std::string chat(Words& words, Script script = Script::any);
[[nodiscard]] std::string groupchat(Words& words);
[[nodiscard]] std::string chat_state(Words& words);
[[nodiscard]] std::string marker(Words& words);
[[nodiscard]] std::string carbon(Words& words);
/// A result of an archive query (XEP-0313).
[[nodiscard]] std::string archived(Words& words);
/// What stream management sends: an answer or a request (XEP-0198).
[[nodiscard]] std::string ack(Words& words);
[[nodiscard]] std::string ping(Words& words);
[[nodiscard]] std::string error(Words& words);
[[nodiscard]] std::string roster(Words& words, std::size_t items);
[[nodiscard]] std::string disco_info(Words& words);
/// An event of a contact's node: mood, tune, nick, bookmarks (XEP-0163).
[[nodiscard]] std::string personal_event(Words& words);
/// The keys of a device (XEP-0384).
[[nodiscard]] std::string key_bundle(Words& words);
/// A block of a file in a message's place (XEP-0047).
[[nodiscard]] std::string file_block(Words& words);
[[nodiscard]] std::string avatar(Words& words);

}  // namespace headstock::bench::traffic
