// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "headstock/client/client.hpp"

/// What the examples share: where they run, and who logs in there.
namespace example {

/// The server an example talks to, and two accounts at it: the one that the arguments name
/// (`--server HOST --port PORT --ca FILE --romeo JID --juliet JID`, passwords in ROMEO_PASSWORD and JULIET_PASSWORD),
/// or, without arguments, one that lives in this process, on a thread of its own.
class Place {
public:
    /// Throws where an argument is missing or wrong.
    Place(int argc, char** argv);
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

    /// Whether the server is ours.
    [[nodiscard]] bool is_own() const { return server_ != nullptr; }
    [[nodiscard]] const std::string& host() const { return host_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// Whom to believe.
    [[nodiscard]] const headstock::wire::TlsContext::ClientOptions& trust() const { return trust_; }
    /// All of that for a `client::Client`.
    [[nodiscard]] headstock::client::Options options() const;

    [[nodiscard]] headstock::core::Account romeo() const { return account(romeo_, "ROMEO_PASSWORD"); }
    [[nodiscard]] headstock::core::Account juliet() const { return account(juliet_, "JULIET_PASSWORD"); }

private:
    class OwnServer;
    void bring_own();
    void read(int argc, char** argv);
    [[nodiscard]] headstock::core::Account account(const std::string& address, const char* variable) const;

    std::string host_ = "127.0.0.1";
    std::uint16_t port_ = 5222;
    headstock::wire::TlsContext::ClientOptions trust_;
    std::string romeo_ = "romeo@localhost/orchard";
    std::string juliet_ = "juliet@localhost/balcony";
    std::unique_ptr<OwnServer> server_;
};

}  // namespace example
