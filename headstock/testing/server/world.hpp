// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "headstock/conversation/xml_equal.hpp"
#include "headstock/core/stream.hpp"
#include "headstock/testing/local_link.hpp"

/// For the server's own tests: clients that log in, and then speak XML as it stands.
namespace headstock::testing::test {

inline ServerOptions in_plain() {
    ServerOptions options;
    options.tls = false;
    options.iterations = 16;
    options.sasl2 = false;
    options.stream_management = false;  // clients of these tests speak past their streams
    return options;
}

inline core::StreamOptions like_the_server(const Server& server) {
    core::StreamOptions options;
    options.encryption = server.options().tls ? core::Encryption::required : core::Encryption::off;
    options.auth.min_iterations = 1;
    return options;
}

/// What was said on a stream, as an element that holds it all; empty text where it is no XML.
inline std::string as_one(std::string_view said) {
    return "<all xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>" + std::string(said) + "</all>";
}

/// Why `actual` is not what `expected` says; empty: it is. `{name}` stands for a value, as in `difference`.
inline std::string compare(std::string_view expected, std::string_view actual, Names& names) {
    const auto wanted = bridge::parse_element(as_one(expected));
    const auto found = bridge::parse_element(as_one(actual));
    if (!wanted || !found) return "no XML: " + std::string(wanted ? actual : expected);
    return difference(*wanted, *found, names);
}

/// One who has logged in.
class User {
public:
    User(Server& server, std::string_view address, std::string_view password = "secret", std::size_t chunk = 0)
        : stream(core::Account(core::jid(address), Secret(password)), like_the_server(server)),
          link(server, stream, chunk) {
        link.pump();
    }

    /// Says this to the server in plain, past the stream, and gives what it answers at once.
    std::string say(std::string_view xml) {
        link.connection().receive(xml);
        return heard();
    }
    /// What the server has said since.
    std::string heard() { return link.connection().take_output(); }
    /// Becomes available, and forgets what the server says to that.
    User& appear(std::string_view content = {}) {
        (void)say("<presence>" + std::string(content) + "</presence>");
        return *this;
    }
    [[nodiscard]] bool bound() const { return stream.status() == core::Status::bound; }

    core::Stream stream;
    LocalLink link;
};

/// A server without TLS, where time stands still and nothing is left to chance.
struct World {
    explicit World(ServerOptions options = in_plain()) : server(std::move(options), clock, random) {
        for (const char* name : {"juliet", "romeo", "nurse"}) server.add_account(name, "secret");
    }

    ManualClock clock;
    SeededRandom random{1};
    Server server;
    Names names;
};

inline constexpr std::string_view header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
    "to='localhost' version='1.0'>";

}  // namespace headstock::testing::test
