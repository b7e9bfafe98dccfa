// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "headstock/base/number.hpp"
#include "headstock/client/bosh.hpp"

/// What the tests of BOSH share. Not part of the library.
namespace headstock::client::test {

using namespace std::chrono_literals;

inline constexpr std::string_view header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
    "to='example.com' version='1.0'>";
inline constexpr std::string_view heard_header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
    "from='example.com' version='1.0'>";
inline constexpr std::string_view created =
    "<body sid='SomeSID' wait='60' requests='2' polling='5' inactivity='30' hold='1' ver='1.6' from='example.com' "
    "xmlns='http://jabber.org/protocol/httpbind'/>";

inline std::string body(std::string_view attributes, std::string_view content = {}) {
    return "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:stream='http://etherx.jabber.org/streams' " +
           std::string(attributes) + ">" + std::string(content) + "</body>";
}
inline std::string terminate(std::string_view condition, std::string_view content = {}) {
    return body("type='terminate' condition='" + std::string(condition) + "'", content);
}

/// For a server that bears requests in any order.
inline BoshOptions at_once() {
    BoshOptions options;
    options.to = "example.com";
    options.apart = {};
    return options;
}
inline BoshOptions at_once_in(std::string language) {
    BoshOptions options = at_once();
    options.language = std::move(language);
    return options;
}

/// A session between a stream and a server that are played by the test.
class Boshes : public ::testing::Test {
protected:
    /// Makes the next request, which there must be.
    Bosh::Request request() {
        const auto made = bosh.next();
        EXPECT_TRUE(made);
        return made.value_or(Bosh::Request{0, "<body/>"});
    }
    std::string attribute(const Bosh::Request& made, std::string_view name) {
        const auto root = bridge::parse_element(made.body);
        EXPECT_TRUE(root && root->is({"body", bosh_ns})) << made.body;
        return root ? std::string(root->attribute(name).value_or("")) : std::string();
    }
    std::uint64_t rid(const Bosh::Request& made) {
        return read_number<std::uint64_t>(attribute(made, "rid")).value_or(0);
    }
    std::string content(const Bosh::Request& made) {
        std::string all;
        const auto root = bridge::parse_element(made.body);
        if (root)
            for (const bridge::View child : root->children()) all += child.xml();
        return all;
    }
    Result<void> answer(const Bosh::Request& made, std::string_view said) { return bosh.answered(made.id, 200, said); }
    /// Begins a session, as a stream does.
    void establish(std::string_view answered = created) {
        EXPECT_TRUE(answer(request(), answered));
        EXPECT_TRUE(bosh.send(header));
        EXPECT_EQ(bosh.take_input(), heard_header);
    }
    Error refusal(std::string_view said) {
        Bosh one(at_once(), clock, random);
        const auto answered = one.answered(one.next()->id, 200, said);
        EXPECT_FALSE(answered) << said;
        EXPECT_TRUE(one.over());
        EXPECT_FALSE(one.next());
        return answered ? Error() : answered.error();
    }

    ManualClock clock;
    SeededRandom random{1};
    Bosh bosh{at_once_in("de"), clock, random};
};

}  // namespace headstock::client::test
