// SPDX-License-Identifier: MIT
#include "headstock/extensions/rpc.hpp"

#include <gtest/gtest.h>

#include "headstock/conversation/conversation.hpp"
#include "headstock/core/round_trip.hpp"

namespace headstock::rpc {

Value arbitrary_rpc_value(Random& random, unsigned depth) {
    using bridge::arbitrary_text;
    switch (random.below(depth > 3 ? 6 : 8)) {
        case 0:
            return static_cast<std::int32_t>(random.below(1ULL << 32U));
        case 1:
            return random.below(2) == 1;
        case 2:
            return static_cast<double>(static_cast<std::int64_t>(random.below(1ULL << 40U)) - (1LL << 39U)) / 4096;
        case 3:
            return DateTime(std::chrono::seconds(random.below(4'000'000'000)));
        case 4:
            return bridge::Arbitrary<Bytes>::make(random);
        case 5:
            return arbitrary_text(random);
        case 6: {
            Array values;
            for (std::uint64_t i = random.below(3); i > 0; --i)
                values.push_back(arbitrary_rpc_value(random, depth + 1));
            return values;
        }
        default: {
            Struct members;
            for (std::uint64_t i = random.below(3); i > 0; --i)
                members.push_back({arbitrary_text(random), arbitrary_rpc_value(random, depth + 1)});
            return members;
        }
    }
}

}  // namespace headstock::rpc

template <>
struct headstock::bridge::Arbitrary<headstock::rpc::Call> {
    static rpc::Call make(Random& random) {
        rpc::Call call{"examples.get/State:Name_1", {}};
        for (std::uint64_t i = random.below(4); i > 0; --i) call.params.push_back(rpc::arbitrary_rpc_value(random, 0));
        return call;
    }
};
template <>
struct headstock::bridge::Arbitrary<headstock::rpc::Response> {
    static rpc::Response make(Random& random) {
        if (random.below(2) == 0) return {rpc::arbitrary_rpc_value(random, 0)};
        return {std::unexpected(rpc::Fault{Arbitrary<std::int32_t>::make(random), arbitrary_text(random)})};
    }
};

namespace headstock::rpc {
namespace {

HEADSTOCK_PAYLOAD_TEST(Call);
HEADSTOCK_PAYLOAD_TEST(Response);

const std::string question =
    "<query xmlns='jabber:iq:rpc'><methodCall><methodName>examples.getStateName</methodName><params><param><value>"
    "<i4>6</i4></value></param></params></methodCall></query></iq>";

Result<Value> read(const std::string& content) {
    const auto element = bridge::parse_element("<value xmlns='jabber:iq:rpc'>" + content + "</value>");
    return Value::read(*element);
}
std::string nested(unsigned levels) {
    return levels == 0 ? "<i4>1</i4>" : "<array><data><value>" + nested(levels - 1) + "</value></data></array>";
}

TEST(RpcValue, of_each_type_is_read) {
    EXPECT_EQ(read("<i4>-6</i4>").value(), Value(-6));
    EXPECT_EQ(read("<int>+2147483647</int>").value(), Value(2'147'483'647));
    EXPECT_EQ(read("\n <boolean>1</boolean>\n").value(), Value(true));
    EXPECT_EQ(read("<double>-12.25</double>").value(), Value(-12.25));
    EXPECT_EQ(read("<string>South Dakota</string>").value(), Value("South Dakota"));
    EXPECT_EQ(read("South Dakota").value(), Value("South Dakota"));
    EXPECT_EQ(read("").value(), Value());
    EXPECT_EQ(read("<base64>eW91 \n Y2Fu</base64>").value(), Value(Bytes{"youcan"}));
    EXPECT_EQ(read("<Base64>eW91</Base64>").value(), Value(Bytes{"you"}));
    const DateTime time = std::chrono::local_days(std::chrono::year(1998) / 7 / 17) + std::chrono::hours(14) +
                          std::chrono::minutes(8) + std::chrono::seconds(55);
    EXPECT_EQ(read("<dateTime.iso8601>19980717T14:08:55</dateTime.iso8601>").value(), Value(time));
    EXPECT_EQ(read("<dateTime.iso8601>1998-07-17T14:08:55</dateTime.iso8601>").value(), Value(time));
    EXPECT_EQ(read("<array><data><value><i4>12</i4></value><value>Egypt</value></data></array>").value(),
              Value(Array{12, "Egypt"}));
    const Value place = read(
                            "<struct><member><name>low</name><value><i4>18</i4></value></member><member><name>up</name>"
                            "<value><struct/></value></member></struct>")
                            .value();
    EXPECT_EQ(*place.member("low"), Value(18));
    EXPECT_EQ(*place.member("up"), Value(Struct()));
    EXPECT_EQ(place.member("high"), nullptr);
    EXPECT_EQ(Value(1).member("low"), nullptr);
}

TEST(RpcValue, that_is_none_is_an_error) {
    for (const char* bad : {"<i4>6.5</i4>",
                            "<i4/>",
                            "<int>2147483648</int>",
                            "<boolean>true</boolean>",
                            "<double>1,5</double>",
                            "<double>inf</double>",
                            "<double>nan</double>",
                            "<double>1e999</double>",
                            "<base64>%</base64>",
                            "<nil/>",
                            "<dateTime.iso8601>19980732T14:08:55</dateTime.iso8601>",
                            "<dateTime.iso8601>now</dateTime.iso8601>",
                            "<dateTime.iso8601>19980717T24:08:55</dateTime.iso8601>",
                            "<array/>",
                            "<array><data><i4>1</i4></data></array>",
                            "<struct><member><name>a</name></member></struct>",
                            "<struct><member><value/></member></struct>",
                            "<struct><value/></struct>",
                            "<i4>1</i4><i4>2</i4>",
                            "<i4 xmlns='urn:other'>1</i4>"})
        EXPECT_FALSE(read(bad)) << bad;
}

TEST(RpcValue, lies_in_others_only_so_deep) {
    EXPECT_TRUE(read(nested(max_depth - 1)));
    const Result<Value> deeper = read(nested(max_depth));
    ASSERT_FALSE(deeper);
    EXPECT_EQ(deeper.error().code, bridge::PayloadErrc::too_deep);
}

TEST(RpcValue, numbers_are_written_without_exponents) {
    EXPECT_EQ(Value(1e21).write().child({"double", ns})->text(), "1000000000000000000000");
    EXPECT_EQ(Value(0.1).write().child({"double", ns})->text(), "0.1");
    EXPECT_EQ(read("<double>" + Value(1.7e308).write().child({"double", ns})->text() + "</double>").value(),
              Value(1.7e308));
}

class Rpc : public ::testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override { server.log_in(); }
    std::optional<Result<Response>> ask(const std::string& answer) {
        std::optional<Result<Response>> heard;
        server.forget();
        server.stream.ask<Response>(
            call(core::jid("responder@company-a.com/jrpc-server"), "examples.getStateName", {6}),
            [&](Result<Response> response) { heard = std::move(response); });
        server.expect("<iq type='set' id='{1}' to='responder@company-a.com/jrpc-server'>" + question);
        server.say(
            "<iq type='result' id='{1}' from='responder@company-a.com/jrpc-server'><query xmlns='jabber:iq:rpc'>" +
            answer + "</query></iq>");
        return heard;
    }
    void hear(const std::string& content) {
        server.say("<iq type='set' id='rpc1' from='requester@company-b.com/jrpc-client'>" + content);
    }
    void expect(const std::string& answer) {
        server.expect(
            "<iq type='result' id='rpc1' to='requester@company-b.com/jrpc-client'><query "
            "xmlns='jabber:iq:rpc'><methodResponse>" +
            answer + "</methodResponse></query></iq>");
    }
    void expect_forbidden() {
        server.expect(
            "<iq type='error' id='rpc1' to='requester@company-b.com/jrpc-client'><error type='auth' code='403'>"
            "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }
    testing::Conversation server{GetParam()};
};

TEST_P(Rpc, a_method_is_called_and_gives_a_value) {
    const auto response =
        ask("<methodResponse><params><param><value><string>Colorado</string></value></param></params>"
            "</methodResponse>");
    ASSERT_TRUE(response && *response);
    EXPECT_EQ(response->value().outcome.value(), Value("Colorado"));
}

TEST_P(Rpc, or_a_fault) {
    const auto response =
        ask("<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>4</int></value></"
            "member><member>"
            "<name>faultString</name><value>Too many "
            "parameters.</value></member></struct></value></fault></methodResponse>");
    ASSERT_TRUE(response && *response);
    EXPECT_EQ(response->value().outcome.error(), (Fault{4, "Too many parameters."}));
}

TEST_P(Rpc, a_response_that_is_none_is_an_error) {
    for (const char* odd :
         {"", "<methodResponse/>", "<methodResponse><params/></methodResponse>",
          "<methodResponse><params><param/></params></methodResponse>", "<methodResponse><fault/></methodResponse>",
          "<methodResponse><fault><value>no</value></fault></methodResponse>"}) {
        const auto response = ask(odd);
        EXPECT_TRUE(response && !*response) << odd;
    }
}

TEST_P(Rpc, nobody_may_call_before_we_say_so) {
    Module module(server.stream);
    module.add("examples.getStateName", [](const core::Jid&, const auto&) { return Value("Colorado"); });
    hear(question);
    expect_forbidden();
    module.allow([](const core::Jid& caller, const std::string&) { return caller.domain() == "company-c.com"; });
    hear(question);
    expect_forbidden();
    EXPECT_EQ(server.stream.announced(), std::vector<std::string>{"jabber:iq:rpc"});
}

TEST_P(Rpc, who_may_gets_what_the_method_gives) {
    Module module(server.stream);
    module.allow([](const core::Jid& caller, const std::string& method) {
        return caller.bare() == core::jid("requester@company-b.com") && method != "secret";
    });
    module.add("examples.getStateName",
               [](const core::Jid&, const std::vector<Value>& params) -> std::expected<Value, Fault> {
                   if (params.size() != 1 || !params[0].as<std::int32_t>())
                       return std::unexpected(Fault{4, "Too many parameters."});
                   return Value("State " + std::to_string(*params[0].as<std::int32_t>()));
               });
    hear(question);
    expect("<params><param><value><string>State 6</string></value></param></params>");
    hear(
        "<query "
        "xmlns='jabber:iq:rpc'><methodCall><methodName>examples.getStateName</methodName></methodCall></query></iq>");
    expect(
        "<fault><value><struct><member><name>faultCode</name><value><i4>4</i4></value></member><member><name>"
        "faultString</name><value><string>Too many parameters.</string></value></member></struct></value></fault>");
    hear("<query xmlns='jabber:iq:rpc'><methodCall><methodName>nothing</methodName></methodCall></query></iq>");
    expect(
        "<fault><value><struct><member><name>faultCode</name><value><i4>-32601</i4></value></member><member><name>"
        "faultString</name><value><string>no method nothing</string></value></member></struct></value></fault>");
    hear("<query xmlns='jabber:iq:rpc'><methodCall><methodName>secret</methodName></methodCall></query></iq>");
    expect_forbidden();
}

TEST_P(Rpc, a_call_that_is_none_is_a_bad_request) {
    Module module(server.stream);
    module.allow([](const core::Jid&, const std::string&) { return true; });
    for (const std::string& odd :
         {std::string(), std::string("<methodCall/>"),
          std::string("<methodCall><methodName>rm -rf</methodName></methodCall>"),
          "<methodCall><methodName>" + std::string(max_method + 1, 'x') + "</methodName></methodCall>",
          "<methodCall><methodName>a</methodName><params><param><value>" + nested(max_depth) +
              "</value></param></params></methodCall>"}) {
        hear("<query xmlns='jabber:iq:rpc'>" + odd + "</query></iq>");
        EXPECT_NE(server.stream.take_output().find("<bad-request "), std::string::npos) << odd;
    }
}

INSTANTIATE_TEST_SUITE_P(Chunks, Rpc, ::testing::Values(0, 1, 7));

}  // namespace
}  // namespace headstock::rpc
