// SPDX-License-Identifier: MIT
#include "capi/wishes.hpp"

#include "capi/json_reader.hpp"

namespace headstock::capi {
namespace {

void read_tls(Wishes& wishes, JsonReader& options, bool network) {
    const auto mode = options.string("tls");
    if (!network) wishes.client.tls = client::Tls::starttls;
    if (!mode) return;
    if (*mode == "starttls") wishes.client.tls = client::Tls::starttls;
    else if (*mode == "direct") wishes.client.tls = client::Tls::direct;
    else if (*mode == "off") wishes.client.tls = client::Tls::off;
    else if (*mode == "outside" && !network) wishes.outside = true;
    else options.wrong("tls", "no such way");
    if (wishes.client.tls == client::Tls::off) wishes.client.stream.encryption = core::Encryption::off;
}

void read_account(core::Account& account, JsonReader& options) {
    if (const auto token = options.string("token"))
        account.access_token = [token = Secret(*token)]() -> Result<Secret> { return token; };
    account.anonymous = options.boolean("anonymous").value_or(false);
    account.is_component = options.boolean("component").value_or(false);
    account.register_first = options.boolean("register").value_or(false);
}

void read_trust(wire::TlsContext::ClientOptions& trust, JsonReader& options) {
    trust.ca_file = options.string("authorities").value_or("");
    trust.certificate_file = options.string("certificate").value_or("");
    trust.key_file = options.string("key").value_or("");
}

void read_stream(core::StreamOptions& stream, JsonReader& options) {
    stream.language = options.string("language").value_or("");
    stream.auth.allow_plain = options.boolean("plain").value_or(false);
    stream.sasl2 = options.boolean("sasl2").value_or(stream.sasl2);
    stream.compression = options.boolean("compression").value_or(stream.compression);
    stream.stream_management = options.boolean("stream_management").value_or(stream.stream_management);
    stream.resume = options.boolean("resume").value_or(stream.resume);
    stream.login_limit = options.seconds("login_limit").value_or(stream.login_limit);
    stream.idle_limit = options.seconds("idle_limit").value_or(stream.idle_limit);
}

void read_answers(Wishes& wishes, JsonReader& options) {
    if (auto software = options.object("software")) {
        wishes.software = {software->string("name").value_or(""), software->string("version").value_or(""),
                           software->string("os")};
        software->finish();
        if (!wishes.software->software.empty()) wishes.client.stream.software = wishes.software->software;
    }
    if (auto identity = options.object("identity")) {
        wishes.identity = disco::Identity{identity->string("category").value_or("client"),
                                          identity->string("type").value_or("bot"), identity->string("name")};
        identity->finish();
    }
}

void read_network(Wishes& wishes, JsonReader& options) {
    client::Options& client = wishes.client;
    client.host = options.string("host").value_or("");
    client.port = options.number<std::uint16_t>("port").value_or(client.port);
    client.websocket = options.string("websocket").value_or("");
    client.bosh = options.string("bosh").value_or("");
    if (const auto proxy = options.string("proxy")) client.proxy = value(network::parse_proxy(*proxy));
    client.connect_limit = options.seconds("connect_limit").value_or(client.connect_limit);
    wishes.send_limit = options.seconds("send_limit").value_or(wishes.send_limit);
    wishes.reconnect = options.boolean("reconnect").value_or(true);
}

}  // namespace

Wishes read_wishes(std::string_view address, std::string_view password, std::string_view given, bool network) {
    Wishes wishes(core::Account(value(core::Jid::parse(address)), Secret(std::string(password))));
    JsonReader options("options", given);
    read_tls(wishes, options, network);
    read_account(wishes.account, options);
    read_trust(wishes.client.trust, options);
    read_stream(wishes.client.stream, options);
    read_answers(wishes, options);
    wishes.client.session.roster = options.boolean("roster").value_or(true);
    wishes.client.session.presence = options.boolean("presence").value_or(true);
    wishes.answer_limit = options.seconds("answer_limit").value_or(wishes.answer_limit);
    wishes.events = options.number<std::size_t>("events").value_or(wishes.events);
    if (wishes.events == 0) options.wrong("events", "at least one");
    wishes.xml = options.boolean("xml").value_or(false);
    wishes.trace = options.boolean("trace").value_or(false);
    if (network) read_network(wishes, options);
    options.finish();
    return wishes;
}

}  // namespace headstock::capi
