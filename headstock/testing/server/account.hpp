// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headstock/auth/scram_server.hpp"
#include "headstock/core/presence.hpp"
#include "headstock/core/roster.hpp"
#include "headstock/core/stream_failure.hpp"
#include "headstock/testing/server/outlet.hpp"

namespace headstock::testing::detail {

struct Account;

/// A bound resource.
struct Session {
    Session(core::Jid address, Account& owner, Outlet& where)
        : jid(std::move(address)), account(owner), outlet(where) {}

    core::Jid jid;
    Account& account;
    SessionOutlet outlet;
    bool interested = false;                  ///< has asked for the roster, and so hears of its changes
    std::optional<bridge::Element> presence;  ///< the last one; nothing while it is unavailable
    std::int8_t priority = 0;
    std::set<core::Jid> directed;  ///< who heard its presence though they are no subscribers
    std::string language;          ///< of its stream
    bool carbons = false;          ///< wants to see what the account's other sessions send and receive
};

/// Somebody who can log in, and what is theirs.
struct Account {
    core::Jid jid;    ///< bare
    Secret password;  ///< prepared
    bool nobody = false;
    bool component = false;  ///< speaks for a domain of its own, which is its address (XEP-0114)
    std::array<std::optional<auth::ScramVerifier>, 3> verifiers;  ///< by hash, made when they are first asked for

    std::map<core::Jid, core::RosterItem> roster;
    std::uint64_t version = 0;                      ///< of the roster
    std::map<core::Jid, bridge::Element> requests;  ///< who asks for our presence and waits for an answer

    std::deque<bridge::Element> offline;
    std::size_t offline_size = 0;

    std::vector<Session*> sessions;

    /// What a client of theirs was given to log in with (XEP-0484).
    struct Token {
        std::string mechanism;
        Secret secret;
        Timestamp expiry;
        std::string agent;  ///< whom it was given to
        bool used = false;
    };
    std::deque<Token> tokens;
    static constexpr std::size_t max_tokens = 10;

    /// Sessions that were over before their clients came back, and how much each had said.
    std::deque<std::pair<std::string, std::uint32_t>> forgotten;
    static constexpr std::size_t max_forgotten = 10;
};

/// The accounts of a server, and who of them is there. References live as long as the account.
class Accounts {
public:
    Accounts(core::Jid domain, Random& random) : domain_(std::move(domain)), secret_(random.bytes(32)) {}

    /// Makes an account or changes its password; fails where name or password cannot be prepared.
    Result<Account*> add(std::string_view local, std::string_view password);
    /// Makes an account that nobody can log in to again.
    Account& add_nobody(std::string_view local);
    void remove(const Account& account) { accounts_.erase(std::string(account.jid.local())); }

    /// The account of a name, prepared or not.
    [[nodiscard]] Account* find_name(std::string_view local);
    /// The account at an address of ours, with a resource or without.
    [[nodiscard]] Account* find(const core::Jid& jid);
    /// The session of a full address.
    [[nodiscard]] Session* find_session(const core::Jid& jid);
    [[nodiscard]] std::size_t size() const { return accounts_.size(); }

    /// What SCRAM needs of `name`. Of one that does not exist it is just as good to look at, and no password fits: so a
    /// client cannot find out who has an account.
    [[nodiscard]] auth::ScramVerifier verifier(std::string_view name, auth::Hash hash, int iterations);

private:
    core::Jid domain_;
    std::string secret_;
    std::map<std::string, Account, std::less<>> accounts_;
};

}  // namespace headstock::testing::detail
