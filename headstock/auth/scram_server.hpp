// SPDX-License-Identifier: MIT
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "headstock/auth/channel.hpp"
#include "headstock/auth/crypto.hpp"
#include "headstock/auth/error.hpp"
#include "headstock/base/random.hpp"

namespace headstock::auth {

/// What a server stores of a password: enough to check it, not enough to use it (RFC 5802 §3).
struct ScramVerifier {
    Hash hash = Hash::sha256;
    std::string salt;
    int iterations = 4096;
    Secret stored_key;
    Secret server_key;
};

/// Makes a verifier; fails with `invalid_credentials` on a password that cannot be prepared.
[[nodiscard]] Result<ScramVerifier> make_verifier(Hash hash, std::string_view password, std::string_view salt,
                                                  int iterations);

/// What a server brings to a SCRAM login.
struct ScramServerSetup {
    std::function<std::optional<ScramVerifier>(std::string_view username)> find;  ///< nothing: unknown user
    bool plus = false;                          ///< the client chose the -PLUS variant
    bool plus_offered = false;                  ///< this server offered -PLUS mechanisms
    std::vector<ChannelBinding> bindings = {};  ///< what this end of the channel knows
    std::string offer_hash = {};                ///< sent as `h=` (XEP-0474) unless empty
    std::string nonce = {};                     ///< our part of the nonce
};

/// The server's side of a SCRAM login. An error ends it.
class ScramServer {
public:
    explicit ScramServer(ScramServerSetup setup) : setup_(std::move(setup)) {}
    /// The same, with a nonce from `random`.
    ScramServer(ScramServerSetup setup, Random& random);

    /// Answers the client's first message with salt and count.
    [[nodiscard]] Result<std::string> first(std::string_view client_first);
    /// Checks the client's proof, and answers with the server's signature.
    [[nodiscard]] Result<std::string> final(std::string_view client_final);

    /// Who logs in; proved once `final` has given no error.
    [[nodiscard]] const std::string& username() const { return username_; }
    /// Whom they want to act as; empty: themselves.
    [[nodiscard]] const std::string& authorization_id() const { return authorization_id_; }

private:
    enum class State { fresh, asked, over };

    /// Reads the GS2 header and gives what follows it.
    [[nodiscard]] Result<std::string_view> read_header(std::string_view client_first);
    [[nodiscard]] Result<void> check_flag(std::string_view flag);
    [[nodiscard]] Result<void> check_proof(std::string_view proof, std::string_view signed_text) const;

    ScramServerSetup setup_;
    State state_ = State::fresh;
    ScramVerifier verifier_;
    std::string username_;
    std::string authorization_id_;
    std::string bound_;  // what `c=` must say: the header, and the channel binding's data
    std::string nonce_;
    std::string signed_text_;
};

}  // namespace headstock::auth
