// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "cli/doctor_judge.hpp"

namespace headstock::cli {
namespace {

using Names = std::vector<std::string>;

constexpr std::array<std::string_view, 4> broken{"CRAM-MD5", "DIGEST-MD5", "LOGIN", "NTLM"};

bool is_scram(std::string_view name) { return name.starts_with("SCRAM-"); }
bool is_bound(std::string_view name) { return is_scram(name) && name.ends_with("-PLUS"); }
bool is_modern(std::string_view name) { return is_scram(name) && !name.starts_with("SCRAM-SHA-1"); }
bool is_broken(std::string_view name) { return std::ranges::find(broken, name) != broken.end(); }

/// Those of SASL and SASL2, each once.
Names all_mechanisms(const Offer& offer) {
    Names all = offer.mechanisms;
    if (offer.sasl2) all.insert(all.end(), offer.sasl2->mechanisms.begin(), offer.sasl2->mechanisms.end());
    std::ranges::sort(all);
    const auto rest = std::ranges::unique(all);
    all.erase(rest.begin(), rest.end());
    return all;
}

void judge_binding(const Look& look, const Names& mechanisms, Judgement& judgement) {
    const std::optional<Names>& types = look.seen.within_tls->binding_types;
    const auto provable = [&](const std::string& type) {
        return std::ranges::find(look.seen.encryption->bindings, type) != look.seen.encryption->bindings.end();
    };
    if (std::ranges::none_of(mechanisms, is_bound))
        judgement.note(
            "no-channel-binding",
            "no -PLUS mechanism is offered: who has got hold of a certificate for the domain can pass logins "
            "on, and listen; turn channel binding on");
    else if (!types)
        judgement.note("binding-types-untold",
                       "-PLUS mechanisms are offered, and not which channel bindings they go with (XEP-0440): clients "
                       "have to guess; let the server tell");
    else if (std::ranges::none_of(*types, provable))
        judgement.warning("binding-unusable",
                          "-PLUS mechanisms are offered, with channel bindings that nobody can prove on " +
                              look.seen.encryption->version + ": their logins fail; turn tls-exporter on (RFC 9266)");
}

void judge_scram(const Look& look, const Names& mechanisms, Judgement& judgement) {
    if (std::ranges::none_of(mechanisms, is_modern))
        judgement.note("scram-sha-1",
                       "SCRAM goes with SHA-1 only: offer SCRAM-SHA-256 too, which is harder to guess from");
    judge_binding(look, mechanisms, judgement);
}

}  // namespace

void judge_logins(const Look& look, Judgement& judgement) {
    const Names mechanisms = all_mechanisms(*look.seen.within_tls);
    if (mechanisms.empty())
        return judgement.problem("no-login", Exit::authentication,
                                 "no login is offered inside TLS: nobody can log in; turn SASL on");
    for (const std::string& name : mechanisms) {
        if (is_broken(name))
            judgement.warning("weak-mechanism",
                              name + " is offered: it was given up as unsafe (RFC 6331); turn it off");
        if (name == "ANONYMOUS")
            judgement.note("anonymous",
                           "anybody may log in without an account (ANONYMOUS): if that is not meant, turn it off");
    }
    if (std::ranges::any_of(mechanisms, is_scram)) judge_scram(look, mechanisms, judgement);
    else if (std::ranges::find(mechanisms, "PLAIN") != mechanisms.end())
        judgement.warning(
            "only-plain",
            "PLAIN is offered and no SCRAM: the server gets every password to see, and careful clients do "
            "not log in; offer SCRAM-SHA-256");
}

}  // namespace headstock::cli
