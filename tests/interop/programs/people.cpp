// SPDX-License-Identifier: MIT
// What concerns people, against a real server: people WORK JID HOST PORT CA-FILE [OTHER], with PASSWORD in the
// environment. Each work prints what it found, a line a fact, and ends.
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>

#include "support/run.hpp"

#include "headstock/client/client.hpp"
#include "headstock/extensions/blocking.hpp"
#include "headstock/extensions/chat_states.hpp"
#include "headstock/extensions/last_activity.hpp"
#include "headstock/extensions/offline_messages.hpp"
#include "headstock/extensions/privacy.hpp"
#include "headstock/extensions/receipts.hpp"
#include "headstock/extensions/vcard.hpp"

using namespace headstock;

namespace {

void say(const std::string& fact) { std::cout << fact << std::endl; }

/// What a work has to do with.
struct Scene {
    asio::io_context& io;
    client::Client& client;
    core::Jid other;
    core::Stream& stream = client.stream();
};

/// Waits until `done()`, ten seconds at most.
template <class Done>
asio::awaitable<void> until(Scene& scene, Done done) {
    asio::steady_timer timer(scene.io);
    for (int i = 0; i < 200; ++i) {
        if (done()) co_return;
        timer.expires_after(std::chrono::milliseconds(50));
        co_await timer.async_wait(asio::use_awaitable);
    }
    throw std::runtime_error("it did not happen");
}

vcard::Card card_of(const core::Jid& jid) {
    vcard::Card card;
    card.full_name = "Juliet Capulet";
    card.name.emplace();
    card.name->given = "Juliet";
    card.nicknames = {"jul"};
    card.emails.push_back({{vcard::EmailKind::internet}, jid.text()});
    card.organizations.push_back({"Capulet", {"Balcony"}});
    card.photos.push_back({"image/png", bridge::WrappedBytes{"\x89PNG\r\n\x1a\n"}, std::nullopt});
    return card;
}

asio::awaitable<void> cards(Scene& scene) {
    const vcard::Card card = card_of(scene.client.address().bare());
    co_await scene.client.ask(vcard::store(card).value());
    const vcard::Card own = co_await scene.client.ask(vcard::own());
    say("own: " + own.full_name.value_or("nothing"));
    // A server that keeps cards in another form gives back what that has room for.
    if (own.nicknames == card.nicknames) say("own nickname");
    if (!own.emails.empty() && own.emails.front().address == card.emails.front().address) say("own address");
    if (!own.organizations.empty() && own.organizations == card.organizations) say("own organization");
    if (own.photo() && *own.photo() == *card.photo()) say("own picture");
    const vcard::Card other = co_await scene.client.ask(vcard::query(scene.other));
    say("other: " + other.full_name.value_or("nothing"));
}

asio::awaitable<void> blocks(Scene& scene) {
    blocking::Module module(scene.stream);
    std::string changes;
    auto changing = module.on_change([&](const core::Jid& jid, bool blocked) {
        if (!jid.empty()) say((blocked ? "pushed block " : "pushed unblock ") + jid.text());
    });
    bool refused = false;
    auto hearing = scene.client.session().on_message([&](const core::Message& m) { refused |= module.has_refused(m); });
    module.fetch();
    co_await until(scene, [&] { return module.loaded(); });
    co_await scene.client.ask(blocking::block(scene.other));
    co_await until(scene, [&] { return module.is_blocked(scene.other); });
    scene.client.send(core::chat(scene.other, "Can you hear me now?"));
    co_await until(scene, [&] { return refused; });
    say("refused as blocked");
    co_await scene.client.ask(blocking::unblock(scene.other));
    co_await until(scene, [&] { return !module.is_blocked(scene.other); });
    co_await scene.client.ask(blocking::block(scene.other));
    co_await scene.client.ask(blocking::unblock_all());
    const blocking::BlockList left = co_await scene.client.ask(blocking::list());
    say("left: " + std::to_string(left.items.size()));
}

asio::awaitable<void> lists(Scene& scene) {
    privacy::Module module(scene.stream);
    auto changing = module.on_change([](const std::string& name) { say("pushed " + name); });
    privacy::List list;
    list.name = "night";
    list.items.resize(2);
    list.items[0].match = privacy::Match::jid;
    list.items[0].value = scene.other.text();
    list.items[0].order = 1;
    list.items[0].messages = true;
    list.items[1].action = privacy::Action::allow;
    list.items[1].order = 2;
    co_await scene.client.ask(privacy::store(list).value());
    const privacy::List stored = co_await scene.client.ask(privacy::list("night"));
    say(stored == list ? "list as stored" : "list differs");
    co_await scene.client.ask(privacy::use("night"));
    co_await scene.client.ask(privacy::use_by_default("night"));
    const privacy::Query names = co_await scene.client.ask(privacy::names());
    say("active " + names.active.value().name.value_or("") + ", default " + names.general.value().name.value_or(""));
    co_await scene.client.ask(privacy::use(std::nullopt));
    co_await scene.client.ask(privacy::use_by_default(std::nullopt));
    co_await scene.client.ask(privacy::remove("night"));
    const privacy::Query after = co_await scene.client.ask(privacy::names());
    say("left: " + std::to_string(after.lists.size()));
}

/// Expects two kept messages, and that no presence was sent.
asio::awaitable<void> kept(Scene& scene) {
    offline_messages::Module module(scene.stream);
    say("count: " + std::to_string(co_await scene.client.ask(offline_messages::count())));
    const auto headers = co_await scene.client.ask(offline_messages::headers());
    for (const auto& header : headers) say("from " + std::string(header.from.bare_text()));
    int come = 0;
    const auto telling = [&](const std::string&, const core::Message& m) {
        say("kept: " + m.body());
        ++come;
    };
    module.view({headers.at(0).node, headers.at(1).node}, telling);
    co_await until(scene, [&] { return come == 2; });
    const std::vector<std::string> first{headers.at(0).node};
    co_await scene.client.ask(offline_messages::remove(first));
    say("count: " + std::to_string(co_await scene.client.ask(offline_messages::count())));
    co_await scene.client.ask(offline_messages::purge());
    say("left: " + std::to_string(co_await scene.client.ask(offline_messages::count())));
}

asio::awaitable<void> last(Scene& scene) {
    const auto server = co_await scene.client.ask(last_activity::query(scene.client.server()));
    say(server.seconds < 3'600 ? "server up" : "server up for hours");
    const auto other = co_await scene.client.ask(last_activity::query(scene.other));
    say("other: " + std::string(other.seconds < 3'600 ? "was here" : "long ago") + " " + other.status);
}

/// Talks with who answers, gives receipts and tells states.
asio::awaitable<void> talk(Scene& scene) {
    chat_states::Module states(scene.stream);
    receipts::Module receipts(scene.stream);
    receipts.answer([&](const core::Jid& sender) { return sender.bare() == scene.other.bare(); });
    bool received = false;
    bool answered = false;
    auto receiving = receipts.on_receipt([&](const receipts::Receipt&) { received = true; });
    auto changing = states.on_change([](const core::Jid&, std::optional<chat_states::State> state) {
        if (state) say("state " + std::string(bridge::write(chat_states::Notice{*state}).tag()));
    });
    auto hearing = scene.client.session().on_message([&](const core::Message& m) { answered |= m.has_body(); });
    core::Message message = core::chat(scene.other, "Who's there?");
    states.mark(message);
    (void)receipts.send(message);
    co_await until(scene, [&] { return received && answered; });
    say("received");
    const Result<bool> told = states.tell(scene.other, chat_states::State::composing);
    say(told && *told ? "told" : "not told");
    co_await scene.client.ask(vcard::own());  // what was sent before has been taken by the server then
}

using Work = asio::awaitable<void> (*)(Scene&);
const std::map<std::string, Work> works{{"cards", cards}, {"blocks", blocks}, {"lists", lists},
                                        {"kept", kept},   {"last", last},     {"talk", talk}};

asio::awaitable<void> play(Scene scene, Work work) {
    co_await scene.client.connect();
    co_await work(scene);
    co_await scene.client.close();
}

}  // namespace

int main(int argc, char** argv) try {
    const auto work = works.find(argc > 1 ? argv[1] : "");
    const char* password = std::getenv("PASSWORD");
    if (argc < 6 || work == works.end() || !password) {
        std::cerr << "usage: PASSWORD=… people cards|blocks|lists|kept|last|talk JID HOST PORT CA-FILE [OTHER]\n";
        return 2;
    }
    client::Options options;
    options.host = argv[3];
    options.port = static_cast<std::uint16_t>(std::stoi(argv[4]));
    options.trust.ca_file = argv[5];
    if (work->first == "kept") options.session.presence = false;
    asio::io_context io;
    client::Client client(io.get_executor(), core::Account(core::jid(argv[2]), Secret(password)), options);
    example::run(io, play({io, client, argc > 6 ? core::jid(argv[6]) : core::Jid()}, work->second));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
