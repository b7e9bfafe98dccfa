// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/core/stream.hpp"
#include "headstock/extensions/ping.hpp"

namespace {

using namespace headstock;
using namespace headstock::core;

void check(bool good, std::source_location where = std::source_location::current()) {
    if (good) return;
    std::fprintf(stderr, "line %u does not hold\n", static_cast<unsigned>(where.line()));
    std::abort();
}

/// How the client is set up: a bit each of the input's first byte.
struct Setup {
    explicit Setup(std::uint8_t bits)
        : encrypted((bits & 1U) == 0),
          component((bits & 2U) != 0),
          anonymous((bits & 4U) != 0),
          plain((bits & 8U) != 0),
          sasl2((bits & 16U) == 0),
          compression((bits & 32U) != 0) {}

    [[nodiscard]] Account account() const {
        if (component) return Account::component(jid("capulet.lit"), Secret("r0m30"));
        if (anonymous) return Account::nobody(jid("capulet.lit"));
        return {jid("juliet@capulet.lit/balcony"), Secret("r0m30")};
    }
    [[nodiscard]] StreamOptions options() const {
        StreamOptions options;
        if (component) options.encryption = Encryption::off;
        options.auth.allow_plain = plain;
        options.auth.min_iterations = 1;
        options.auth.max_iterations = 16;
        options.sasl2 = sasl2;
        options.compression = compression;
        options.max_output = 4096;
        return options;
    }

    bool encrypted, component, anonymous, plain, sasl2, compression;
};

/// A client whose server says whatever the input says.
class Client {
public:
    explicit Client(const Setup& setup) : setup_(setup), stream_(setup.account(), setup.options(), clock_, random_) {
        subscriptions_.push_back(stream_.on_status([this](Status status) { note(word(status)); }));
        subscriptions_.push_back(stream_.on_end([this](const Error& why) { note(why.code.message()); }));
        subscriptions_.push_back(stream_.router().on_message([this](const Message& message) { hear(message.view()); }));
        subscriptions_.push_back(
            stream_.router().on_presence([this](const Presence& presence) { hear(presence.view()); }));
        subscriptions_.push_back(stream_.on_status([this](Status status) {
            if (status != Status::bound) return;
            stream_.ask<Done>(ping::ping(jid("capulet.lit")), [this](const Result<Done>& answer) {
                check(!std::exchange(answered_, true));
                note(answer ? "pong" : "no pong");
            });
        }));
        auth::Channel channel;
        channel.encrypted = setup.encrypted;
        stream_.start(channel);
    }

    /// Hears `bytes` in pieces of `step`, until they or the stream end.
    void hear_all(std::string_view bytes, std::size_t step) {
        while (!bytes.empty() && !waits_for_transport()) {
            const std::string_view piece = bytes.substr(0, step);
            bytes.remove_prefix(piece.size());
            if (!stream_.receive(piece)) check(stream_.end().has_value());
            keep_secrets();
        }
    }
    /// Whatever was said, it comes to an end when nobody says more.
    void time_out() {
        for (int turn = 0; turn < 100 && stream_.deadline(); ++turn) {
            (void)stream_.take_output();
            clock_.advance(std::max(*stream_.deadline() - clock_.now(), Duration(1)));
            stream_.expire();
        }
        stream_.connection_lost();
        check(stream_.end() && !stream_.send(Presence()));
    }
    [[nodiscard]] bool waits_for_transport() const {
        return stream_.need() == Need::encryption || stream_.need() == Need::compression;
    }
    [[nodiscard]] const std::string& notes() const { return notes_; }

private:
    void note(std::string_view what) { (notes_ += what) += '\n'; }
    void hear(bridge::View stanza) {
        check(stream_.status() >= Status::bound && !stream_.end());
        note(stanza.tag());
        (void)stream_.send(stanza);  // as one that answers everything
    }
    /// Before it is encrypted nothing goes out that helps a listener; and there is always an end to what goes out.
    void keep_secrets() {
        const std::string_view output = stream_.output();
        check(output.size() <= setup_.options().max_output + 4096);
        if (!setup_.encrypted && !setup_.component)
            check(output.find("<auth") == std::string_view::npos && stream_.status() < Status::authenticated);
        check(output.find("r0m30") == std::string_view::npos);
    }

    const Setup& setup_;
    ManualClock clock_;
    SeededRandom random_{1};
    Stream stream_;
    std::string notes_;
    bool answered_ = false;
    std::vector<Subscription> subscriptions_;
};

}  // namespace

/// The first byte says how the client is set up, the rest is what its server says. However that is cut, the program
/// hears the same: no stanza before the login, no answer twice, and an end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Setup setup(data[0]);
    std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    bytes += ">'>\">";  // ends a tag that is not finished: what is wrong in it may be seen as late as that
    std::optional<std::string> whole;
    for (const std::size_t step : {bytes.size() + 1, std::size_t{1}, std::size_t{7}}) {
        Client client(setup);
        client.hear_all(bytes, step);
        if (client.waits_for_transport()) return 0;  // what follows is not for the stream to read
        if (!whole) whole = client.notes();
        if (client.notes() != whole) std::fprintf(stderr, "%s---\n%s", whole->c_str(), client.notes().c_str());
        check(client.notes() == whole);
        client.time_out();
    }
    return 0;
}
