// SPDX-License-Identifier: MIT
// The programs of docs/guide/bridge.md: the page shows these very lines.
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headstock/bridge/dispatcher.hpp"
#include "headstock/bridge/parser.hpp"
#include "headstock/bridge/payload.hpp"
#include "headstock/bridge/writer.hpp"

using namespace headstock;

namespace {

Result<std::size_t> count_stories(std::istream& file) {
    std::size_t stories = 0;
    bridge::Dispatcher dispatcher;
    const Subscription counting =
        dispatcher.on({"story", "urn:example:news"}, [&](bridge::View) { ++stories; }, bridge::Depth::any);

    bridge::Parser parser(dispatcher);
    while (file) {
        const std::span<char> space = parser.prepare(4096);
        file.read(space.data(), static_cast<std::streamsize>(space.size()));
        const auto read = parser.commit(static_cast<std::size_t>(file.gcount()));
        if (!read) return std::unexpected(read.error());
    }
    if (const auto ended = parser.finish(); !ended) return std::unexpected(ended.error());
    return stories;
}

Result<void> read_socket(int socket, bridge::Parser& parser) {
    for (;;) {
        const std::span<char> space = parser.prepare(4096);
        const ssize_t size = ::read(socket, space.data(), space.size());
        if (size < 0) return fail(std::error_code(errno, std::generic_category()));
        if (size == 0) return parser.finish();
        const Result<bridge::Flow> flow = parser.commit(static_cast<std::size_t>(size));
        if (!flow) return std::unexpected(flow.error());
        if (*flow != bridge::Flow::go) return {};
    }
}

std::string explain(const bridge::Parser& parser, const Error& wrong) {
    const bridge::Position at = parser.position();
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) + ": " + wrong.message();
}

bridge::Element greeting() {
    return bridge::Element("message", "jabber:client")
        .attribute("to", "juliet@example.com")
        .attribute(bridge::xml_lang, "en")
        .add(bridge::Element("body", "jabber:client").text("1 < 2 & \"so on\""));
}

Result<std::string> as_sent_in_a_stream(bridge::View stanza) {
    std::string xml;
    bridge::WriteOptions options;
    options.default_ns = "jabber:client";  // what the stream's header has declared
    if (const auto written = bridge::write(stanza, xml, options); !written) return std::unexpected(written.error());
    return xml;
}

std::vector<std::string> titles_by(std::string_view author, bridge::View feed) {
    std::vector<std::string> titles;
    for (const bridge::View story : feed.children()) {
        if (story.attribute("by") != author) continue;
        if (const auto title = story.child({"title", story.ns()})) titles.push_back(title->text());
    }
    return titles;
}

struct Weather {
    std::string place;
    std::optional<int> celsius;

    static constexpr auto xml =
        bridge::element("weather", "urn:example:weather", bridge::attribute("place", &Weather::place),
                        bridge::attribute("celsius", &Weather::celsius));
};

class Mailbox {
public:
    Mailbox() : parser_(dispatcher_, limits()) {
        taking_ = dispatcher_.on({"message", "jabber:client"}, [this](bridge::View message) {
            kept_.push_back(message.own());  // a view ends with its handler; what is owned stays
            return kept_.size() < 2 ? bridge::Flow::go : bridge::Flow::pause;
        });
    }
    bridge::Parser& parser() { return parser_; }
    [[nodiscard]] const std::vector<bridge::Element>& kept() const { return kept_; }

private:
    static bridge::Limits limits() {
        bridge::Limits limits;
        limits.stanza = 64 * 1024;  // bytes of one stanza; more is ParseErrc::stanza_too_big
        limits.depth = 16;
        return limits;
    }

    std::vector<bridge::Element> kept_;
    bridge::Dispatcher dispatcher_;
    bridge::Parser parser_;
    Subscription taking_;
};

constexpr std::string_view news =
    "<feed xmlns='urn:example:news'><story by='Rosaline'><title>Quarrel</title></story>"
    "<story by='Benvolio'><title>Mask</title></story></feed>";

bool shown(bool fine, std::string_view what) {
    if (!fine) std::cerr << "not as the guide says: " << what << '\n';
    return fine;
}

bool reading() {
    char name[] = "/tmp/headstock-guide-XXXXXX";
    const int made = mkstemp(name);
    std::ofstream(name) << news;
    std::ifstream file(name);
    const auto count = count_stories(file);
    (void)::close(made);
    (void)::unlink(name);
    return shown(count && *count == 2, "a file");
}

bool receiving() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return false;
    bridge::Dispatcher dispatcher;
    std::string first;
    const auto stories = dispatcher.on({"story", "urn:example:news"}, [&](bridge::View story) {
        if (first.empty()) first = story.attribute("by").value_or("");
    });
    bridge::Parser parser(dispatcher);
    const bool sent = ::write(ends[0], news.data(), news.size()) == static_cast<ssize_t>(news.size());
    (void)::close(ends[0]);
    const auto read = read_socket(ends[1], parser);
    (void)::close(ends[1]);
    return shown(sent && read && first == "Rosaline", "a socket");
}

bool refusing() {
    bridge::Dispatcher nobody;
    bridge::Parser parser(nobody);
    const auto fed = parser.feed("<feed>\n<!-- nothing -->");
    return shown(!fed && fed.error().code == bridge::ParseErrc::restricted_xml &&
                     explain(parser, fed.error()).starts_with("line 2, column 1: "),
                 "an error");
}

bool writing() {
    const auto xml = as_sent_in_a_stream(greeting());
    std::cout << xml.value_or("?") << '\n';
    const auto feed = bridge::parse_element(news);
    return shown(
               xml &&
                   *xml ==
                       "<message to='juliet@example.com' xml:lang='en'><body>1 &lt; 2 &amp; \"so on\"</body></message>",
               "writing") &&
           shown(feed && titles_by("Benvolio", *feed) == std::vector<std::string>{"Mask"}, "looking into an element");
}

bool declaring() {
    const bridge::Element written = bridge::write(Weather{"Verona", 31});
    const auto read = bridge::read<Weather>(written);
    const auto wrong = bridge::parse_element("<weather xmlns='urn:example:weather' place='Mantua' celsius='mild'/>");
    const auto refused = bridge::read<Weather>(*wrong);
    std::cout << (refused ? "?" : refused.error().message()) << '\n';
    return shown(read && read->celsius == 31 && !refused, "a payload");
}

bool pausing() {
    Mailbox mailbox;
    const auto flow = mailbox.parser().feed(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
        "<message id='1'/><message id='2'/><message id='3'/>");
    const bool paused = flow && *flow == bridge::Flow::pause && mailbox.kept().size() == 2;
    return shown(paused && mailbox.parser().resume() && mailbox.kept().size() == 3, "a pause");
}

}  // namespace

int main() { return reading() && receiving() && refusing() && writing() && declaring() && pausing() ? 0 : 1; }
