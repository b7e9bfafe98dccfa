// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/doctor_certificate.hpp"
#include "cli/doctor_offer.hpp"

#include "headstock/bridge/parser.hpp"
#include "headstock/core/jid.hpp"
#include "headstock/wire/tls.hpp"

namespace headstock::cli {

/// What was seen of a server's encryption.
struct Encryption {
    std::string version;
    std::string cipher;
    std::vector<std::string> bindings;  ///< the channel bindings that we can prove here, the strongest first
    std::optional<Certificate> certificate;
};

/// What was seen of a server, as far as it was reached.
struct Seen {
    std::optional<Offer> before_tls;
    std::optional<Encryption> encryption;
    std::optional<Offer> within_tls;
    std::optional<Error> error;  ///< what ended it too early
};

/// Looks at a server up to its features inside TLS, as bytes in and bytes out. It never logs in: it has nothing to do
/// so with, and says nothing but stream headers, STARTTLS and goodbye.
class Probe final : private bridge::Parser::Handler {
public:
    /// With `direct` TLS stands before XMPP.
    Probe(const core::Jid& domain, wire::TlsContext context, bool direct);

    /// Begins, once the network stands.
    void start();
    /// Takes bytes from the network.
    void receive(std::string_view bytes);
    /// Says that the network gives no more, with what it said of that.
    void lost(Error why = {});
    /// What must go to the network, also when it is finished.
    [[nodiscard]] std::string take_output();
    [[nodiscard]] bool finished() const { return finished_; }
    [[nodiscard]] const Seen& seen() const { return seen_; }

private:
    enum class Await { features, proceed };

    bridge::Flow on_start(bridge::View element, std::size_t depth) override;
    bridge::Flow on_end(bridge::View element, std::size_t depth) override;

    void parse(std::string_view bytes);
    void negotiate(bridge::View element);
    void take_features(bridge::View features);
    void begin_tls();
    void describe_tls();
    void open();
    void say(std::string_view words);
    void end(Error why);
    void end(std::error_code why, std::string_view text = {}) { end(Error{why, std::string(text)}); }

    core::Jid domain_;
    wire::TlsContext context_;
    bool direct_;
    bridge::Parser parser_;
    std::optional<wire::Tls> tls_;
    std::string output_;
    Await await_ = Await::features;
    bool proceeds_ = false;  // TLS begins with the next byte
    bool finished_ = false;
    Seen seen_;
};

}  // namespace headstock::cli
