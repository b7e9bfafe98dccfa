// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "headstock/auth/anonymous.hpp"
#include "headstock/auth/digest_md5.hpp"
#include "headstock/auth/external.hpp"
#include "headstock/auth/hashed_token.hpp"
#include "headstock/auth/oauth_bearer.hpp"
#include "headstock/auth/plain.hpp"
#include "headstock/auth/scram.hpp"

namespace {

using namespace headstock;
using namespace headstock::auth;

Credentials juliet() { return {.username = "juliet", .password = Secret("r0m30"), .domain = "capulet.lit"}; }
AskAccessToken access_token() {
    return [] { return Secret("abc"); };
}
std::unique_ptr<Mechanism> token(const char* mechanism, std::string binding) {
    return std::make_unique<HashedToken>(Token{.mechanism = mechanism, .secret = Secret("secret")}, "juliet",
                                         std::move(binding));
}
std::unique_ptr<Mechanism> scram(Hash hash, bool bound) {
    ScramSetup setup{.hash = hash, .nonce = "N", .policy = {.min_iterations = 1, .max_iterations = 2}};
    if (bound) setup.binding = ChannelBinding{"tls-exporter", "e"};
    return std::make_unique<Scram>(std::move(setup), juliet());
}

using Make = std::unique_ptr<Mechanism> (*)();
constexpr std::array<Make, 10> mechanisms{
    [] { return scram(Hash::sha1, false); },
    [] { return scram(Hash::sha256, true); },
    [] { return scram(Hash::sha512, false); },
    []() -> std::unique_ptr<Mechanism> { return std::make_unique<DigestMd5>(DigestMd5Setup{.nonce = "C"}, juliet()); },
    []() -> std::unique_ptr<Mechanism> { return std::make_unique<OAuthBearer>(OAuthSetup{}, access_token()); },
    []() -> std::unique_ptr<Mechanism> { return std::make_unique<XOAuth2>("juliet", access_token()); },
    [] { return token("HT-SHA-256-NONE", ""); },
    [] { return token("HT-SHA-512-EXPR", "e"); },
    []() -> std::unique_ptr<Mechanism> { return std::make_unique<External>(""); },
    []() -> std::unique_ptr<Mechanism> { return std::make_unique<Anonymous>(); },
};

void check(bool good) {
    if (!good) std::abort();
}

/// How many messages of the server's must have been taken before a success may be believed.
std::size_t owed(std::string_view name) {
    if (name.starts_with("SCRAM") || name == "DIGEST-MD5") return 2;
    return name.starts_with("HT") ? 1 : 0;
}

}  // namespace

/// The first byte picks the mechanism; lines are what the server says: `!` and data a success, all else challenges. No
/// login may go on for ever, outlive its error, or be believed where the server never proved itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto mechanism = mechanisms.at(data[0] % mechanisms.size())();
    check(mechanism->start().has_value());
    std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    std::size_t answers = 0;
    bool over = false;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.starts_with('!')) {
            const bool believed = mechanism->finish(line.substr(1)).has_value();
            check(!believed || !over);
            check(!believed || answers + (line.size() > 1 ? 1 : 0) >= owed(mechanism->name()));
            over = true;
            continue;
        }
        auto answer = mechanism->respond(line);
        while (answer && !*answer) answer = mechanism->compute();
        const bool answered = answer.has_value();
        check(!answered || !over);
        over |= !answered;
        check((answers += answered ? 1 : 0) <= 2);
    }
    return 0;
}
