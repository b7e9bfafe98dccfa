// SPDX-License-Identifier: MIT
#include "headstock/auth/scram.hpp"

#include <cassert>
#include <utility>

#include "headstock/auth/saslprep.hpp"
#include "headstock/base/base64.hpp"

namespace headstock::auth {
namespace {

Result<std::string> prepared(std::string_view what, std::string_view text, Unassigned unassigned) {
    auto result = saslprep(text, unassigned);
    if (!result) result.error().text.insert(0, std::string(what) + ": ");
    return result;
}

}  // namespace

std::string make_nonce(Random& random) { return to_base64(random.bytes(24)); }

std::string scram_name(Hash hash, bool plus) {
    return "SCRAM-" + std::string(auth::name(hash)) + (plus ? "-PLUS" : "");
}

Scram::Scram(ScramSetup setup, Credentials credentials)
    : setup_(std::move(setup)),
      credentials_(std::move(credentials)),
      name_(scram_name(setup_.hash, setup_.binding.has_value())) {
    assert(!setup_.nonce.empty() && setup_.nonce.find(',') == std::string::npos);
}

Result<std::optional<std::string>> Scram::start() {
    assert(state_ == State::fresh);
    state_ = State::over;
    if (auto ready = prepare(); !ready) return std::unexpected(ready.error());
    client_first_bare_ = "n=" + escape_name(credentials_.username) + ",r=" + setup_.nonce;
    state_ = State::asked;
    return gs2_header() + client_first_bare_;
}

Result<void> Scram::prepare() {
    auto username = prepared("user name", credentials_.username, Unassigned::allowed);
    if (!username) return std::unexpected(username.error());
    auto password = prepared("password", credentials_.password.reveal(), Unassigned::refused);
    if (!password) return std::unexpected(password.error());
    if (!is_text(credentials_.authorization_id))
        return fail(Errc::invalid_credentials, "authorization id: it is not text");
    credentials_.username = std::move(*username);
    credentials_.password = Secret(std::move(*password));
    return {};
}

std::string Scram::gs2_header() const {
    std::string header = setup_.binding ? "p=" + setup_.binding->type : setup_.binding_missed ? "y" : "n";
    header += ',';
    if (!credentials_.authorization_id.empty()) header += "a=" + escape_name(credentials_.authorization_id);
    return header += ',';
}

Result<std::optional<std::string>> Scram::prove(std::string_view server_first) {
    const auto asked = read_server_first(server_first, setup_.nonce, setup_.policy);
    if (!asked) return std::unexpected(asked.error());
    if (asked->offer_hash && !setup_.offer_hash.empty() && *asked->offer_hash != setup_.offer_hash)
        return fail(Errc::downgrade_detected);
    const std::string bound = gs2_header() + (setup_.binding ? setup_.binding->data : std::string());
    response_ = "c=" + to_base64(bound) + ",r=" + std::string(asked->nonce);
    server_first_ = server_first;
    begin_keys(*asked);
    return prove_on();
}

void Scram::begin_keys(const ServerFirst& asked) {
    const Secret password = std::exchange(credentials_.password, Secret());
    const std::string_view text = password.reveal();
    if (setup_.keys) {
        fingerprint_ = key_fingerprint(setup_.hash, credentials_.username, text, asked.salt, asked.iterations);
        if (auto known = setup_.keys->find(fingerprint_)) return void(keys_ = std::move(*known));
    }
    computing_.emplace(setup_.hash, text, asked.salt, asked.iterations);
}

Result<std::optional<std::string>> Scram::prove_on() {
    if (!computing_) return proof();
    if (!computing_->advance(setup_.policy.iterations_at_once)) return std::nullopt;
    keys_ = keys_of(setup_.hash, computing_->key());
    computing_.reset();
    return proof();
}

std::string Scram::proof() {
    const std::string signed_text = client_first_bare_ + "," + server_first_ + "," + response_;
    const std::string_view client_key = keys_.client_key.reveal();
    const std::string signature = hmac(setup_.hash, digest(setup_.hash, client_key), signed_text);
    server_signature_ = hmac(setup_.hash, keys_.server_key.reveal(), signed_text);
    return response_ + ",p=" + to_base64(exclusive_or(client_key, signature));
}

Result<void> Scram::verify(std::string_view server_final) {
    const auto signature = read_server_final(server_final);
    if (!signature) return std::unexpected(signature.error());
    if (!equal_in_constant_time(*signature, server_signature_)) return fail(Errc::bad_server_signature);
    if (setup_.keys) setup_.keys->keep(std::move(fingerprint_), std::move(keys_));
    keys_ = {};
    return {};
}

}  // namespace headstock::auth
