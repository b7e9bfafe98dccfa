// SPDX-License-Identifier: MIT
#pragma once
#include "headstock/auth/mechanism.hpp"

namespace headstock::auth {

/// A mechanism in which the server has the last word, and proves with it that it knows the secret. It may say it in a
/// challenge of its own or along with its success (RFC 6120 §6.4.6).
class Mutual : public Mechanism {
public:
    [[nodiscard]] Result<std::optional<std::string>> respond(std::string_view challenge) final;
    [[nodiscard]] Result<std::optional<std::string>> compute() final;
    [[nodiscard]] Result<void> finish(std::optional<std::string_view> additional_data) final;

protected:
    enum class State {
        fresh,
        asked,     ///< the server's question comes next
        busy,      ///< it came, and our proof is being computed
        proved,    ///< we have said our proof; the server's comes next
        verified,  ///< nothing comes but success
        over,
    };
    State state_ = State::fresh;

private:
    /// Answers the server's question with our proof, or gives nothing yet.
    [[nodiscard]] virtual Result<std::optional<std::string>> prove(std::string_view question) = 0;
    /// Goes on with a proof that was not given yet.
    [[nodiscard]] virtual Result<std::optional<std::string>> prove_on() { return Mechanism::compute(); }
    [[nodiscard]] Result<std::optional<std::string>> took(Result<std::optional<std::string>> proof);
    /// Checks the server's proof.
    [[nodiscard]] virtual Result<void> verify(std::string_view proof) = 0;
};

}  // namespace headstock::auth
