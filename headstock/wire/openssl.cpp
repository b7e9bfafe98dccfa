// SPDX-License-Identifier: MIT
#include "headstock/wire/openssl.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <limits>

#include "headstock/base/hex.hpp"

namespace headstock::wire::detail {

Noted take_errors() {
    Noted noted;
    const char* function = nullptr;
    while (const unsigned long code = ERR_get_error_all(nullptr, nullptr, &function, nullptr, nullptr)) {
        if (noted.code == 0) {
            noted.code = code;
            noted.function = function ? function : "";
        }
        const char* reason = ERR_reason_error_string(code);
        if (noted.text.size() > 200) continue;
        if (!noted.text.empty()) noted.text += "; ";
        noted.text += reason ? reason : "error " + std::to_string(code);
    }
    return noted;
}

std::string printable(std::string_view text, std::size_t limit) {
    std::string shown;
    for (const char c : text.substr(0, limit)) {
        if (c >= 0x20 && c < 0x7f && c != '\\') shown += c;
        else shown += "\\x" + to_hex(std::string_view(&c, 1));
    }
    return text.size() > limit ? shown + "..." : shown;
}

BioPtr reading(std::string_view text) {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

int no_passphrase(char*, int, int, void*) { return -1; }

std::vector<CertificatePtr> read_certificates(std::string_view pem) {
    std::vector<CertificatePtr> certificates;
    const BioPtr source = reading(pem);
    if (!source) return certificates;
    while (X509* one = PEM_read_bio_X509(source.get(), nullptr, &no_passphrase, nullptr))
        certificates.emplace_back(one);
    // Every list ends with "no start line"; anything else is a certificate that cannot be read.
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) certificates.clear();
    else ERR_clear_error();
    return certificates;
}

KeyPtr read_key(std::string_view pem) {
    const BioPtr source = reading(pem);
    if (!source) return nullptr;
    return KeyPtr(PEM_read_bio_PrivateKey(source.get(), nullptr, &no_passphrase, nullptr));
}

}  // namespace headstock::wire::detail
