// SPDX-License-Identifier: MIT
#include "headstock/auth/scram_server.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "headstock/auth/mechanism.hpp"
#include "headstock/auth/saslprep.hpp"
#include "headstock/auth/scram.hpp"
#include "headstock/base/base64.hpp"

namespace headstock::auth {
namespace {

std::unexpected<Error> malformed(std::string_view why) { return fail(Errc::malformed_response, std::string(why)); }

bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

Result<std::string> read_username(std::string_view text) {
    const auto name = unescape_name(text);
    if (!name) return malformed("the user name is not escaped");
    auto prepared = saslprep(*name, Unassigned::allowed);
    if (!prepared) return malformed("the user name cannot be prepared");
    return prepared;
}

}  // namespace

Result<ScramVerifier> make_verifier(Hash hash, std::string_view password, std::string_view salt, int iterations) {
    assert(!salt.empty() && iterations > 0);
    auto prepared = saslprep(password);
    if (!prepared) return std::unexpected(prepared.error());
    const Secret clean(std::move(*prepared));
    ScramKeys keys = derive_keys(hash, clean.reveal(), salt, iterations);
    return ScramVerifier{.hash = hash,
                         .salt = std::string(salt),
                         .iterations = iterations,
                         .stored_key = Secret(digest(hash, keys.client_key.reveal())),
                         .server_key = std::move(keys.server_key)};
}

ScramServer::ScramServer(ScramServerSetup setup, Random& random) : ScramServer(std::move(setup)) {
    setup_.nonce = make_nonce(random);
}

Result<void> ScramServer::check_flag(std::string_view flag) {
    if (flag == "n" || flag == "y") {
        if (setup_.plus) return fail(Errc::channel_binding_failed, "the mechanism asks for channel binding");
        if (flag == "y" && setup_.plus_offered) return fail(Errc::channel_binding_failed, "-PLUS was offered");
        return {};
    }
    if (!flag.starts_with("p=")) return malformed("the GS2 header is wrong");
    if (!setup_.plus) return fail(Errc::channel_binding_failed, "the mechanism has no channel binding");
    const auto ours = std::ranges::find(setup_.bindings, flag.substr(2), &ChannelBinding::type);
    if (ours == setup_.bindings.end()) return fail(Errc::channel_binding_failed, "its type is not supported");
    bound_ = ours->data;
    return {};
}

Result<std::string_view> ScramServer::read_header(std::string_view client_first) {
    const std::size_t flag_end = client_first.find(',');
    if (flag_end == std::string_view::npos) return malformed("the GS2 header is missing");
    const std::size_t end = client_first.find(',', flag_end + 1);
    if (end == std::string_view::npos) return malformed("the GS2 header is incomplete");
    if (auto good = check_flag(client_first.substr(0, flag_end)); !good) return std::unexpected(good.error());
    const std::string_view whom = client_first.substr(flag_end + 1, end - flag_end - 1);
    if (!whom.empty()) {
        auto name = whom.starts_with("a=") ? unescape_name(whom.substr(2)) : std::nullopt;
        if (!name || name->empty() || !is_text(*name)) return malformed("the authorization id is wrong");
        authorization_id_ = std::move(*name);
    }
    bound_.insert(0, client_first.substr(0, end + 1));
    return client_first.substr(end + 1);
}

Result<std::string> ScramServer::first(std::string_view client_first) {
    if (std::exchange(state_, State::over) != State::fresh) return malformed("it has said so before");
    if (client_first.size() > max_message_size) return malformed("it is too long");
    const auto bare = read_header(client_first);
    if (!bare) return std::unexpected(bare.error());
    const auto attributes = read_attributes(*bare, Errc::malformed_response);
    if (!attributes) return std::unexpected(attributes.error());
    if (attributes->size() < 2 || (*attributes)[0].name != 'n' || (*attributes)[1].name != 'r')
        return malformed("user name or nonce is missing");
    const std::string_view client_nonce = (*attributes)[1].value;
    if (!printable(client_nonce)) return malformed("the nonce is not printable");
    auto username = read_username((*attributes)[0].value);
    if (!username) return username;
    auto known = setup_.find(*username);
    if (!known) return fail(Errc::authentication_failed);

    verifier_ = std::move(*known);
    username_ = std::move(*username);
    nonce_ = std::string(client_nonce) + setup_.nonce;
    std::string answer =
        "r=" + nonce_ + ",s=" + to_base64(verifier_.salt) + ",i=" + std::to_string(verifier_.iterations);
    if (!setup_.offer_hash.empty()) answer += ",h=" + setup_.offer_hash;
    signed_text_ = std::string(*bare) + "," + answer + ",";
    state_ = State::asked;
    return answer;
}

Result<std::string> ScramServer::final(std::string_view client_final) {
    if (std::exchange(state_, State::over) != State::asked) return malformed("it was not asked");
    const auto attributes = read_attributes(client_final, Errc::malformed_response);
    if (!attributes) return std::unexpected(attributes.error());
    const std::vector<Attribute>& all = *attributes;
    if (all.size() < 3 || all[0].name != 'c' || all[1].name != 'r' || all.back().name != 'p')
        return malformed("channel binding, nonce or proof is missing");
    if (all[1].value != nonce_) return malformed("the nonce is wrong");
    const auto bound = from_base64(all[0].value);
    if (!bound || !equal_in_constant_time(*bound, bound_)) return fail(Errc::channel_binding_failed);
    const auto proof = from_base64(all.back().value);
    if (!proof || proof->size() != size(verifier_.hash)) return malformed("the proof has the wrong form");
    signed_text_ += client_final.substr(0, client_final.rfind(",p="));
    if (auto good = check_proof(*proof, signed_text_); !good) return std::unexpected(good.error());
    return "v=" + to_base64(hmac(verifier_.hash, verifier_.server_key.reveal(), signed_text_));
}

Result<void> ScramServer::check_proof(std::string_view proof, std::string_view signed_text) const {
    const std::string signature = hmac(verifier_.hash, verifier_.stored_key.reveal(), signed_text);
    const Secret client_key(exclusive_or(proof, signature));
    if (!equal_in_constant_time(digest(verifier_.hash, client_key.reveal()), verifier_.stored_key.reveal()))
        return fail(Errc::authentication_failed);
    return {};
}

}  // namespace headstock::auth
