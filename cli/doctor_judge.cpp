// SPDX-License-Identifier: MIT
#include "cli/doctor_judge.hpp"

#include <algorithm>

#include "headstock/wire/error.hpp"

namespace headstock::cli {
namespace {

constexpr std::int64_t soon = 14;   // days
constexpr std::int64_t ahead = 30;  // days: what renews itself has done so by then

bool offers_login(const Offer& offer) { return !offer.mechanisms.empty() || offer.sasl2; }

bool has(const std::vector<std::string>& all, std::string_view one) { return std::ranges::find(all, one) != all.end(); }

struct Distrust {
    std::string_view key;
    std::string_view help;
};

Distrust distrust_of(const std::error_code& code) {
    switch (static_cast<wire::Errc>(code.value())) {
        case wire::Errc::certificate_expired:
            return {"certificate-expired", "renew it, and let that happen by itself"};
        case wire::Errc::certificate_not_yet_valid:
            return {"certificate-not-yet-valid", "show the one before until then, or set this machine's clock"};
        case wire::Errc::wrong_name:
            return {"certificate-wrong-name", "get one for the domain of the addresses, whatever the host is called"};
        case wire::Errc::self_signed:
            return {"certificate-self-signed", "get one of an authority that clients trust"};
        case wire::Errc::unknown_authority:
            return {"certificate-unknown-authority",
                    "show the whole chain, or get one of an authority that clients trust"};
        case wire::Errc::certificate_revoked:
            return {"certificate-revoked", "get another, with a new key"};
        case wire::Errc::weak_certificate:
            return {"certificate-weak", "get one with a P-256 key, or RSA of 2048 bits or more, signed with SHA-256"};
        case wire::Errc::bad_purpose:
            return {"certificate-purpose", "get one whose extended key usage is that of a server"};
        case wire::Errc::not_an_authority:
            return {"certificate-not-an-authority", "get one of an authority that may issue certificates"};
        default:
            return {"certificate-bad", "get another"};
    }
}

void judge_certificate(const Report& report, const Look& look, Judgement& judgement) {
    if (look.distrust) {
        const auto [key, help] = distrust_of(look.distrust->code);
        judgement.problem(key, Exit::tls, look.distrust->message() + ": clients do not connect; " + std::string(help));
    } else if (look.seen.encryption->certificate) {
        const std::int64_t days = look.seen.encryption->certificate->days_left(report.now);
        const std::string text = "the certificate expires in " + std::to_string(days) + " days: then clients do not ";
        if (days < soon) judgement.warning("certificate-expires-soon", text + "connect; renew it now");
        else if (days < ahead)
            judgement.note("certificate-expires", text + "connect; see that it is renewed by itself");
    }
}

void judge_end(const Seen& seen, Judgement& judgement) {
    const Exit exit = exit_code(*seen.error);
    const std::string why =
        seen.error->message() + (seen.encryption ? " (inside TLS)" : "") + ": clients cannot log in here; ";
    if (exit == Exit::tls)
        judgement.problem("tls-failed", exit,
                          why + "set TLS 1.2 and 1.3, ciphers with forward secrecy, and a certificate for this domain");
    else if (exit == Exit::timeout)
        judgement.problem("too-slow", exit, why + "see what the server waits for, or grant more with --timeout");
    else
        judgement.problem("stream-failed", exit,
                          why + "see that an XMPP server listens here, for clients, and serves this domain");
}

/// What is said before TLS is for everybody on the way to read, and to change.
void judge_before_tls(const Offer& offer, Judgement& judgement) {
    if (!offer.starttls)
        judgement.problem("no-starttls", Exit::tls,
                          "STARTTLS is not offered: all is said in the clear, and careful clients do not connect; "
                          "give the server a certificate and let it require encryption of clients");
    else if (!offer.starttls_required)
        judgement.warning("starttls-optional",
                          "STARTTLS is not required: clients may talk in the clear; require encryption of clients");
    if (has(offer.mechanisms, "PLAIN") || (offer.sasl2 && has(offer.sasl2->mechanisms, "PLAIN")))
        judgement.problem("plain-before-tls", Exit::tls,
                          "PLAIN is offered before TLS: passwords may be read on the way; allow no login before TLS");
    else if (offers_login(offer))
        judgement.warning("login-before-tls",
                          "logins are offered before TLS: who listens can guess passwords at leisure; allow none");
    if (offer.registration)
        judgement.warning("registration-before-tls",
                          "accounts can be made before TLS: their passwords may be read on the way; allow none");
}

void judge_offer(const Offer& offer, Judgement& judgement) {
    if (!offer.compression.empty())
        judgement.warning("compression",
                          "compression is offered (XEP-0138): sizes betray what is encrypted, and small data may grow "
                          "without bound; turn it off");
    if (offer.registration)
        judgement.note("registration",
                       "anybody may make an account (XEP-0077): spammers do; if that is not meant, turn it off");
}

}  // namespace

void judge_look(const Report& report, const Look& look, Judgement& judgement) {
    const Seen& seen = look.seen;
    if (seen.before_tls) judge_before_tls(*seen.before_tls, judgement);
    if (seen.encryption || look.distrust) judge_certificate(report, look, judgement);
    if (seen.encryption && seen.encryption->version == "TLSv1.2")
        judgement.note("tls-1.2", "only TLS 1.2 is spoken: 1.3 needs a round trip less, and hides the certificate");
    if (seen.error) judge_end(seen, judgement);
    if (!seen.within_tls) return;
    judge_offer(*seen.within_tls, judgement);
    judge_logins(look, judgement);
}

}  // namespace headstock::cli
