// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "cli/exit_codes.hpp"

#include "headstock/network/uri.hpp"

namespace headstock::cli {
namespace {

constexpr const char* footer = R"(The password comes from --password-file, --password-command, HEADSTOCK_PASSWORD or the
terminal, in this order; it is never given on the command line. Every other option can
stand in the environment: --password-file as HEADSTOCK_PASSWORD_FILE.

Exit codes:
   0  all went well               9  the stream ended with an error
   1  something else failed      10  a stanza was answered with an error
   2  wrong usage                11  it took longer than --timeout
   3  a file or state is wrong   12  some, not all, recipients or pings failed
   4  no password                16  what was asked for is not there
   5  DNS                        17  the connection was lost
   6  cannot connect        130/143  ended by SIGINT or SIGTERM (listen and serve: 0)
   7  TLS
   8  the login was refused)";

constexpr std::uint16_t starttls_port = 5222;
constexpr std::uint16_t direct_port = 5223;

/// What the command line gives before it has been looked at.
struct Raw {
    std::string jid;
    std::string resource;
    std::string connect;
    std::string tls;
    std::string proxy;
    std::string timeout;
    std::vector<std::string> to;
    std::string target;
    bool has_text = false;
    std::string text;
    std::uint32_t listen_count = 0;
    std::uint32_t ping_count = 1;
    std::vector<std::string> variables;
};

std::string environment_name(const CLI::Option& option) {
    std::string name = "HEADSTOCK_" + option.get_lnames().front();
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return c == '-' ? '_' : std::toupper(c); });
    return name;
}

/// The command line: reads into `options` and `raw`, which must outlive it.
class Grammar {
public:
    Grammar(Options& options, Raw& raw)
        : app_("headstock: XMPP from the command line", "headstock"), options_(options), raw_(raw) {
        app_.set_version_flag("--version", "headstock " HEADSTOCK_VERSION);
        app_.footer(footer);
        app_.require_subcommand(1);
        who_and_where();
        other_ways();
        how();
        sending();
        receiving();
        asking();
        serving();
        checking();
        playing();
        for (CLI::App* command : app_.get_subcommands({})) {
            command->footer("Options for all commands: headstock --help");
            finish_command(*command);
        }
        finish(app_);
    }

    CLI::App& app() { return app_; }

private:
    static void finish(CLI::App& app) {
        for (CLI::Option* option : app.get_options()) {
            if (option->get_expected_max() == 1) option->take_last();
            if (!option->get_lnames().empty() && !option->check_lname("help") && !option->check_lname("version"))
                option->envname(environment_name(*option));
        }
    }

    static void finish_command(CLI::App& command) {
        command.fallthrough();
        finish(command);
        for (CLI::App* below : command.get_subcommands({})) finish_command(*below);
    }

    CLI::App& command(Command which, const char* name, const char* description) {
        CLI::App* added = app_.add_subcommand(name, description);
        added->callback([this, which] { options_.command = which; });
        return *added;
    }

    void who_and_where() {
        app_.add_option("-u,--jid", raw_.jid, "Our address: user@domain or user@domain/resource");
        app_.add_option("--resource", raw_.resource, "The resource to bind; else the server makes one");
        app_.add_option("--password-file", options_.password_file, "The password is this file's first line");
        app_.add_option("--password-command", options_.password_command, "The password is this command's first line");
        app_.add_option("--connect", raw_.connect, "HOST:PORT of the server; else DNS says where");
        app_.add_option("--dns", options_.name_servers, "Name servers to ask, as 127.0.0.1:53; else the system's");
        app_.add_option("--ca", options_.ca_file, "Trust the authorities in this PEM file; else the system's");
        app_.add_option("--tls", raw_.tls, "starttls, direct, or off (only with --connect to this machine)")
            ->check(CLI::IsMember({"starttls", "direct", "off"}));
        app_.add_flag("--allow-plain", options_.allow_plain, "Allow PLAIN inside TLS: the server sees the password");
    }

    void other_ways() {
        app_.add_option("--websocket", options_.websocket, "wss://HOST/PATH of the server, instead of TCP");
        app_.add_option("--bosh", options_.bosh, "https://HOST/PATH of the server, instead of TCP");
        app_.add_flag("--discover", options_.discover, "Ask the domain by HTTPS for one of these, instead of DNS");
        app_.add_option("--proxy", raw_.proxy, "Go through socks5://HOST:PORT or http://HOST:PORT");
    }

    void how() {
        app_.add_option("--timeout", raw_.timeout, "For the login, and for each answer: 30s, 500ms, 2m");
        app_.add_option("--state", options_.state, "A directory that keeps the roster between calls");
        app_.add_flag("--json", options_.json, "Write JSON, one object a line");
        app_.add_flag("-v,--verbose", options_.verbose, "Show the XML of both sides, without secrets");
        LogOptions& log = options_.log;
        app_.add_option("--log", log.file, "Write it to this file, which only its owner may read: a line a stanza");
        app_.add_option("--log-size", log.max_size, "Begin another file after so many bytes; else 10485760")
            ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 40U));
        app_.add_option("--log-keep", log.keep, "Keep so many older files, as FILE.1 and on; else 5")
            ->check(CLI::Range(0, 1000));
    }

    void sending() {
        CLI::App& send = command(Command::send, "send", "Send a message, and wait until the server has taken it");
        send.add_option("to", raw_.to, "Who shall have it")->required();
        send.add_option_function<std::string>(
            "-m,--message",
            [this](const std::string& text) {
                raw_.has_text = true;
                raw_.text = text;
            },
            "The text; else it is read from the standard input");
        send.add_option("--lang", options_.send.language, "The text's language, as en or de-AT");
        send.add_option("--subject", options_.send.subject, "A subject");
        send.add_option("--type", options_.send.type, "chat, normal, headline or groupchat")
            ->check(CLI::IsMember({"chat", "normal", "headline", "groupchat"}));
    }

    void receiving() {
        CLI::App& listen =
            command(Command::listen, "listen", "Show what arrives, and come back when the connection is lost");
        listen.add_option("-n,--count", raw_.listen_count, "End after so many messages; 0: never");
        (void)command(Command::roster, "roster", "Show the contacts");
    }

    void asking() {
        CLI::App& ping = command(Command::ping, "ping", "Ask for a sign of life");
        ping.add_option("jid", raw_.target, "Whom; else our server");
        ping.add_option("-c,--count", raw_.ping_count, "How often, once a second")->check(CLI::Range(1, 1'000'000));
        CLI::App& version = command(Command::version, "version", "Ask what software somebody runs");
        version.add_option("jid", raw_.target, "Whom; else our server");
        CLI::App& disco = command(Command::disco, "disco", "Ask what somebody is, can and has");
        disco.add_option("jid", raw_.target, "Whom; else our server");
        disco.add_flag("--items", options_.items, "What they have, instead of what they can");
        disco.add_option("--node", options_.node, "A node of theirs");
        CLI::App& doctor =
            command(Command::doctor, "doctor", "Look at a domain's servers, without an account, and say what to mend");
        doctor.add_option("domain", raw_.target, "The domain")->required();
    }

    void serving() {
        ServeOptions& serve = options_.serve;
        CLI::App& app = command(Command::serve, "serve", "Run a small server for tests on this machine");
        app.add_option("--domain", serve.domain, "Its domain");
        app.add_option("--port", serve.port, "Its port; 0: one that is free");
        app.add_option("--account", serve.accounts, "An account's name; its password is made and shown");
        app.add_option("--accounts", serve.accounts_file, "A private file with accounts, one line each: name password");
        app.add_flag("--friends", serve.friends, "Put all accounts into each other's rosters");
        app.add_option("--ca-out", serve.ca_out, "Write the certificate that clients have to trust to this file");
        CLI::Option* key = app.add_option("--key", serve.key, "The key of --certificate, a PEM file");
        app.add_option("--certificate", serve.certificate, "A certificate of its own, a PEM file; else one is made")
            ->needs(key);
    }

    void playing() {
        CotOptions& cot = options_.cot;
        CLI::App& app = command(Command::cot, "cot", "Play a script of what is sent and expected, and say how it went");
        app.add_option("file", cot.file, "The script")->required();
        app.add_option("--accounts", cot.accounts_file,
                       "A private file with who else plays, one line each: name user@domain password");
        app.add_option("--set", raw_.variables, "NAME=VALUE: what $(NAME) stands for in the script")
            ->allow_extra_args(false);
    }

    void checking() {
        XmlOptions& xml = options_.xml;
        CLI::App& app = command(Command::xml, "xml", "Look at XML without a server");
        app.require_subcommand(1);
        CLI::App* check = app.add_subcommand("check", "Say whether files are XML as XMPP allows it");
        check->add_option("file", xml.files, "The files; -: the standard input")->required();
        check->add_option("--chunk", xml.chunk, "Give the parser so many bytes at a time; else as they are read")
            ->check(CLI::Range(1, 1 << 30));
        check->add_flag("--events", xml.events, "Say what was read, an event a line");
        check->footer(
            "It ends with 1 where one is not.\n\n"
            "Limits: 1 GiB for a child of the root, 1,048,576 levels, 61,440 attributes of an element,\n"
            "61,440 bytes of a name, 65,535 namespaces declared in a child of the root.");
    }

    CLI::App app_;
    Options& options_;
    Raw& raw_;
};

std::unexpected<Error> wrong(std::string text) { return fail(Errc::usage, std::move(text)); }

/// What was left over, without values: they may be a password that somebody tried to give.
std::string unknown(const CLI::App& app) {
    const std::vector<std::string> rest = app.remaining(true);
    const auto option = std::ranges::find_if(rest, [](const std::string& word) { return word.starts_with('-'); });
    if (option == rest.end()) return "an argument too many";
    const std::size_t size = option->starts_with("--") ? option->find('=') : 2;
    const std::string name = option->substr(0, size);
    if (name.starts_with("--pass") || name == "-p") return name + ": a password is never given on the command line";
    return "there is no option " + name;
}

Result<core::Jid> read_jid(const std::string& text) {
    Result<core::Jid> jid = core::Jid::parse(text);
    if (!jid) return wrong('"' + text.substr(0, 256) + "\" is no address: " + jid.error().message());
    return jid;
}

Result<void> settle_jid(Options& options, const Raw& raw) {
    const bool alone = options.command == Command::serve || options.command == Command::xml;
    if (alone || options.command == Command::doctor) return {};
    if (raw.jid.empty()) return wrong("--jid or HEADSTOCK_JID must say who we are");
    Result<core::Jid> jid = read_jid(raw.jid);
    if (!jid) return std::unexpected(std::move(jid.error()));
    if (jid->local().empty()) return wrong("--jid: an account has the form user@domain");
    if (!raw.resource.empty()) jid = jid->with_resource(raw.resource);
    if (!jid) return wrong("--resource: " + jid.error().message());
    options.jid = std::move(*jid);
    return {};
}

/// The options that say where the server is, of which one alone may stand.
std::vector<std::string> places(const Options& options, const Raw& raw) {
    std::vector<std::string> given;
    if (!raw.connect.empty()) given.emplace_back("--connect");
    if (!options.websocket.empty()) given.emplace_back("--websocket");
    if (!options.bosh.empty()) given.emplace_back("--bosh");
    if (options.discover) given.emplace_back("--discover");
    return given;
}

Result<void> check_uri(const std::string& option, const std::string& uri, const std::string& scheme) {
    const Result<network::Uri> parts = network::parse_uri(uri);
    if (!parts) return wrong(option + ": " + parts.error().text);
    if (parts->scheme != scheme) return wrong(option + ": it does not begin with " + scheme + "://");
    return parts->user_info.empty() ? Result<void>() : wrong(option + ": it has a user");
}

Result<void> settle_proxy(Options& options, const Raw& raw) {
    if (raw.proxy.empty()) return {};
    Result<network::Proxy> proxy = network::parse_proxy(raw.proxy);
    if (!proxy) return wrong("--proxy: " + proxy.error().text);
    const char* variable = std::getenv("HEADSTOCK_PROXY");
    if (!proxy->password.empty() && (variable == nullptr || raw.proxy != variable))
        return wrong("--proxy: a password is never given on the command line; HEADSTOCK_PROXY may hold one");
    options.proxy = std::move(*proxy);
    return {};
}

Result<void> settle_ways(Options& options, const Raw& raw) {
    const std::vector<std::string> given = places(options, raw);
    if (given.size() > 1) return wrong(given[1] + ": not with " + given[0]);
    const bool other = !given.empty() && given[0] != "--connect";
    if (other && !raw.tls.empty()) return wrong("--tls: not with " + given[0]);
    if (!options.websocket.empty())
        if (auto uri = check_uri("--websocket", options.websocket, "wss"); !uri) return uri;
    if (!options.bosh.empty())
        if (auto uri = check_uri("--bosh", options.bosh, "https"); !uri) return uri;
    if (options.command == Command::doctor && other) return wrong(given[0] + ": doctor looks at TCP");
    if (options.command == Command::doctor && !raw.proxy.empty()) return wrong("--proxy: doctor connects directly");
    return settle_proxy(options, raw);
}

Result<void> settle_network(Options& options, const Raw& raw) {
    if (raw.tls == "starttls") options.tls = TlsMode::starttls;
    if (raw.tls == "direct") options.tls = TlsMode::direct;
    if (raw.tls == "off") options.tls = TlsMode::off;
    if (!raw.connect.empty()) {
        Result<Endpoint> endpoint =
            read_endpoint(raw.connect, options.tls == TlsMode::direct ? direct_port : starttls_port);
        if (!endpoint) return wrong("--connect: " + endpoint.error().text);
        options.connect = std::move(*endpoint);
    }
    const bool here = options.command == Command::serve || (options.connect && options.connect->is_loopback());
    if (options.tls == TlsMode::off && !here) return wrong("--tls off: only with --connect to this machine");
    if (raw.timeout.empty()) return {};
    const Result<Duration> timeout = read_duration(raw.timeout);
    if (!timeout) return wrong("--timeout: " + timeout.error().text);
    options.timeout = *timeout;
    return {};
}

Result<void> settle_variables(Options& options, const Raw& raw) {
    for (const std::string& each : raw.variables) {
        const std::size_t sign = each.find('=');
        if (sign == 0 || sign == std::string::npos) return wrong("--set: not NAME=VALUE");
        options.cot.variables.emplace_back(each.substr(0, sign), each.substr(sign + 1));
    }
    return {};
}

Result<void> settle_command(Options& options, Raw& raw) {
    if (Result<void> variables = settle_variables(options, raw); !variables) return variables;
    for (const std::string& text : raw.to) {
        Result<core::Jid> jid = read_jid(text);
        if (!jid) return std::unexpected(std::move(jid.error()));
        options.send.to.push_back(std::move(*jid));
    }
    if (!raw.target.empty()) {
        Result<core::Jid> target = read_jid(raw.target);
        if (!target) return std::unexpected(std::move(target.error()));
        options.target = std::move(*target);
    }
    if (options.command == Command::doctor && *options.target != options.target->domain_only())
        return wrong("doctor takes a domain, not an account");
    if (options.command == Command::doctor && options.tls == TlsMode::off)
        return wrong("--tls off: TLS is what doctor looks at");
    if (raw.has_text) options.send.text = std::move(raw.text);
    if (options.xml.events && options.json) return wrong("--events: not with --json");
    if (!options.send.language.empty() && !is_language(options.send.language)) return wrong("--lang: no language tag");
    options.count = options.command == Command::ping ? raw.ping_count : raw.listen_count;
    return {};
}

Result<void> settle(Options& options, Raw& raw) {
    if (Result<void> jid = settle_jid(options, raw); !jid) return jid;
    if (Result<void> ways = settle_ways(options, raw); !ways) return ways;
    if (Result<void> network = settle_network(options, raw); !network) return network;
    return settle_command(options, raw);
}

}  // namespace

Result<Invocation> read_options(std::span<const char* const> arguments) {
    Invocation invocation;
    Raw raw;
    Grammar grammar(invocation.options, raw);
    try {
        grammar.app().parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (const CLI::CallForHelp&) {
        invocation.text = grammar.app().help();
        return invocation;
    } catch (const CLI::CallForVersion& version) {
        invocation.text = version.what() + std::string("\n");
        return invocation;
    } catch (const CLI::ExtrasError&) {
        return wrong(unknown(grammar.app()));
    } catch (const CLI::ParseError& error) {
        return wrong(error.what());
    }
    if (Result<void> settled = settle(invocation.options, raw); !settled)
        return std::unexpected(std::move(settled.error()));
    return invocation;
}

bool wants_json(std::span<const char* const> arguments) {
    const char* variable = std::getenv("HEADSTOCK_JSON");
    const bool said = std::ranges::any_of(arguments, [](std::string_view word) { return word == "--json"; });
    return said || (variable != nullptr && std::string_view(variable) != "" && std::string_view(variable) != "0");
}

}  // namespace headstock::cli
