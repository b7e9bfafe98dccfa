// SPDX-License-Identifier: MIT
#include "headstock/testing/server/account.hpp"

#include <algorithm>

#include "headstock/auth/saslprep.hpp"

namespace headstock::testing::detail {

Result<Account*> Accounts::add(std::string_view local, std::string_view password) {
    Result<core::Jid> jid = core::Jid::make(local, domain_.domain(), {});
    if (!jid) return std::unexpected(std::move(jid.error()));
    if (jid->local().empty()) return fail(std::make_error_code(std::errc::invalid_argument), "an account needs a name");
    Result<std::string> prepared = auth::saslprep(password);
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    Account& account = accounts_[std::string(jid->local())];
    account.jid = std::move(*jid);
    account.password = Secret(std::move(*prepared));
    account.verifiers = {};
    return &account;
}

Account& Accounts::add_nobody(std::string_view local) {
    Account& account = accounts_[std::string(local)];
    account.jid = core::jid(std::string(local) + "@" + std::string(domain_.domain()));
    account.nobody = true;
    return account;
}

Account* Accounts::find_name(std::string_view local) {
    const auto jid = core::Jid::make(local, domain_.domain(), {});
    return jid ? find(*jid) : nullptr;
}

Account* Accounts::find(const core::Jid& jid) {
    if (jid.domain() != domain_.domain()) return nullptr;
    const auto at = accounts_.find(jid.local());
    return at == accounts_.end() ? nullptr : &at->second;
}

Session* Accounts::find_session(const core::Jid& jid) {
    Account* account = find(jid);
    if (!account) return nullptr;
    const auto at = std::ranges::find(account->sessions, jid, &Session::jid);
    return at == account->sessions.end() ? nullptr : *at;
}

auth::ScramVerifier Accounts::verifier(std::string_view name, auth::Hash hash, int iterations) {
    const auto jid = core::Jid::make(name, domain_.domain(), {});
    Account* account = jid ? find(*jid) : nullptr;
    const std::string about = std::string(auth::name(hash)) + std::string(jid ? jid->local() : name);
    const auto derive = [&](std::string_view what) { return auth::hmac(hash, secret_, std::string(what) + about); };
    const std::string salt = derive("salt").substr(0, 16);
    if (account && !account->nobody) {
        auto& kept = account->verifiers.at(static_cast<std::size_t>(hash));
        if (!kept) {
            if (auto made = auth::make_verifier(hash, account->password.reveal(), salt, iterations))
                kept = std::move(*made);
        }
        if (kept) return *kept;
    }
    return {.hash = hash,
            .salt = salt,
            .iterations = iterations,
            .stored_key = Secret(derive("stored")),
            .server_key = Secret(derive("server"))};
}

}  // namespace headstock::testing::detail
