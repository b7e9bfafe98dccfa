// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "headstock/core/stream.hpp"

/// Software Version (XEP-0092): ask an entity what it runs, and say what we run.
namespace headstock::version {

inline constexpr std::string_view ns = "jabber:iq:version";

/// What an entity says it runs.
struct Info {
    std::string software;
    std::string version;
    std::optional<std::string> os;  ///< absent when the entity keeps it to itself

    static constexpr auto xml = bridge::element("query", ns, bridge::text("name", &Info::software),
                                                bridge::text("version", &Info::version), bridge::text("os", &Info::os));

    friend bool operator==(const Info&, const Info&) = default;
};

/// Asks `entity` what it runs.
[[nodiscard]] core::Request<Info> query(core::Jid entity);

/// Our side of the extension, for as long as it lives.
class Module {
public:
    /// `stream` must outlive it.
    explicit Module(core::Stream& stream) : stream_(stream) {}

    /// Answers questions with `info`; until then they get <service-unavailable/>.
    void answer_with(Info info);
    /// Answers no more, so that another may in its place.
    void withdraw() {
        answering_.cancel();
        announced_.cancel();
    }
    /// Asks `entity`; `on_received` hears the answer.
    void ask(core::Jid entity);
    /// Calls `handler` with every answer the stream receives, whoever asked.
    [[nodiscard]] Subscription on_received(std::function<void(const Info&)> handler);

private:
    core::Stream& stream_;
    Subscription answering_;
    Subscription announced_;
};

}  // namespace headstock::version
