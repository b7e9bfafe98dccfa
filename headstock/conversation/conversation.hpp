// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "headstock/conversation/xml_equal.hpp"
#include "headstock/core/stream.hpp"

namespace headstock::testing {

/// What a conversation throws when the stream did not say what was expected.
class Unexpected : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Plays the server for one stream in memory, in the XML that specifications print:
///
///     Conversation server(7);                       // what it says arrives in pieces of seven bytes
///     server.log_in();
///     server.stream.ask<version::Info>(version::query(romeo), …);
///     server.expect("<iq type='get' id='{1}' to='…'><query xmlns='jabber:iq:version'/></iq>")
///           .say("<iq type='result' id='{1}' from='…'>…</iq>");
///
/// XML is in the namespace jabber:client, and the prefix `stream` is bound, as within a stream. `{name}` stands for a
/// value: any when it is first expected, then that. Time stands still, and randomness repeats itself.
class Conversation {
public:
    /// `chunk`: how many bytes arrive at a time; 0: all at once. `address` is a full one.
    explicit Conversation(std::size_t chunk = 0, std::string_view address = "juliet@capulet.lit/balcony");
    Conversation(std::size_t chunk, core::Account account, core::StreamOptions options);

    /// Plays a whole login over an encrypted transport, until the address is bound. `features` stand beside <bind/>.
    Conversation& log_in(std::string_view features = {});
    /// The stream must have sent this element, and nothing before it. Throws `Unexpected` where it has not.
    Conversation& expect(std::string_view xml);
    /// The stream must have sent a header, whose attribute `to` is this.
    Conversation& expect_header(std::string_view to);
    /// The stream must have sent </stream:stream>.
    Conversation& expect_close();
    /// The stream must have sent nothing.
    Conversation& expect_nothing();
    /// Says this to the stream, as it stands, placeholders filled in.
    Conversation& say(std::string_view text);
    /// Says a stream header, and <stream:features/> with `features` in it.
    Conversation& say_header(std::string_view features);
    /// Lets time pass, and what is due happen.
    Conversation& wait(Duration time);
    /// Forgets what placeholders stood for, as another stream begins.
    Conversation& forget() { return names_.clear(), heard_.clear(), *this; }
    /// What a placeholder stands for.
    [[nodiscard]] std::string name(std::string_view placeholder) const { return names_.at(std::string(placeholder)); }

    ManualClock clock;
    SeededRandom random{1};
    core::Stream stream;

private:
    void fetch() { heard_ += stream.take_output(); }
    [[noreturn]] void complain(const std::string& expected) const;

    std::size_t chunk_;
    std::string heard_;
    Names names_;
};

}  // namespace headstock::testing
