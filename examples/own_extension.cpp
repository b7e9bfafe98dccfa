// SPDX-License-Identifier: MIT
// An extension that headstock does not have, written in a program: a florist who says what is in stock. The payload
// declares its XML once; a function makes the question; a module answers. It is what version.hpp does for XEP-0092.
#include <iostream>
#include <map>
#include <stdexcept>

#include "support/place.hpp"
#include "support/run.hpp"

using namespace headstock;

/// Florist's Stock: ask what is there of a flower, and say so.
namespace stock {

inline constexpr std::string_view ns = "urn:example:stock";

/// A flower; in an answer also how many there are, and what is said of them.
struct Entry {
    std::string flower;
    std::optional<int> count;
    std::optional<std::string> remark;

    static constexpr auto xml =
        bridge::element("stock", ns, bridge::attribute("flower", &Entry::flower),
                        bridge::attribute("count", &Entry::count), bridge::text("remark", &Entry::remark));
    friend bool operator==(const Entry&, const Entry&) = default;
};

/// Asks `florist` for a flower.
core::Request<Entry> query(core::Jid florist, std::string flower) {
    Entry question;
    question.flower = std::move(flower);
    return core::get<Entry>(std::move(florist), bridge::write(question));
}

/// Answers from a shelf for as long as it lives; what is not on it is <item-not-found/>.
class Module {
public:
    Module(core::Stream& stream, std::map<std::string, Entry> shelf) : shelf_(std::move(shelf)) {
        answering_ =
            stream.router().respond<Entry>(core::IqType::get, [this](const core::Iq& iq) { return answer(iq); });
        announced_ = stream.announce(std::string(ns));
    }

private:
    Result<Entry> answer(const core::Iq& question) const {
        const Result<Entry> asked = question.payload<Entry>();
        if (!asked) return fail(core::StanzaCondition::bad_request, asked.error().text);
        const auto found = shelf_.find(asked->flower);
        if (found == shelf_.end())
            return fail(core::StanzaCondition::item_not_found, "we never had any " + asked->flower);
        return found->second;
    }

    std::map<std::string, Entry> shelf_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace stock

namespace {

asio::awaitable<void> buy(client::Client& romeo, client::Client& florist) {
    co_await florist.connect();
    co_await romeo.connect();
    const core::Jid shop = florist.address();

    const disco::Info abilities = co_await romeo.ask(disco::info(shop));
    std::cout << "The shop " << (abilities.has(stock::ns) ? "knows" : "does not know") << " our extension\n";
    const stock::Entry roses = co_await romeo.ask(stock::query(shop, "rose"));
    std::cout << "There are " << roses.count.value_or(0) << " roses: " << roses.remark.value_or("nothing to say")
              << '\n';
    try {
        (void)co_await romeo.ask(stock::query(shop, "edelweiss"));
        throw std::runtime_error("there should be none");
    } catch (const Failure& refused) {
        if (refused.code() != core::StanzaCondition::item_not_found) throw;
        std::cout << "No edelweiss: " << refused.error().text << '\n';
    }
    co_await romeo.close();
    co_await florist.close();
    if (roses.count != 3 || !abilities.has(stock::ns)) throw std::runtime_error("the answers are wrong");
}

}  // namespace

int main(int argc, char** argv) try {
    const example::Place place(argc, argv);
    asio::io_context io;
    client::Client romeo(io.get_executor(), place.romeo(), place.options());
    client::Client florist(io.get_executor(), place.juliet(), place.options());
    const stock::Module shop(florist.stream(), {{"rose", {"rose", 3, "red, & <thorny>"}}});
    example::run(io, buy(romeo, florist));
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
