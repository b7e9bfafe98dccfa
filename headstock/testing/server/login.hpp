// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headstock/auth/channel.hpp"
#include "headstock/core/sasl.hpp"
#include "headstock/testing/server/hub.hpp"

namespace headstock::testing::detail {

/// The server's side of SASL on one stream (RFC 6120 §6): what is offered, and one exchange after the other.
class Login {
public:
    /// What a client is told next.
    struct Answer {
        enum class Kind { challenge, success, failure };
        Kind kind = Kind::failure;
        std::optional<std::string> data = {};  ///< of a challenge or a success
        core::SaslCondition why = core::SaslCondition::not_authorized;
        Account* account = nullptr;  ///< who has logged in
    };

    Login(Hub& hub, auth::Channel channel);

    /// The mechanisms that may be used on this channel, and the channel bindings that are announced with them.
    [[nodiscard]] const std::vector<std::string>& mechanisms() const { return mechanisms_; }
    [[nodiscard]] const std::vector<std::string>& binding_types() const { return binding_types_; }

    /// Takes <auth/>, <response/> or <abort/>.
    [[nodiscard]] Answer hear(bridge::View element);

private:
    [[nodiscard]] Answer begin(bridge::View auth);
    [[nodiscard]] Answer respond(std::string_view bytes);
    [[nodiscard]] Answer scram(std::string_view bytes);
    [[nodiscard]] Answer scram_done(std::string proof);
    [[nodiscard]] Answer plain(std::string_view bytes);
    [[nodiscard]] Answer anonymous();
    [[nodiscard]] Answer accept(Account& account, std::string_view authorization_id,
                                std::optional<std::string> data) const;
    [[nodiscard]] std::unique_ptr<auth::ScramServer> make_scram() const;

    Hub& hub_;
    auth::Channel channel_;
    std::vector<std::string> mechanisms_;
    std::vector<std::string> binding_types_;
    std::string mechanism_;  // of the exchange under way; empty: none
    std::unique_ptr<auth::ScramServer> scram_;
    bool challenged_ = false;
};

}  // namespace headstock::testing::detail
