// SPDX-License-Identifier: MIT
#include "cli/doctor_certificate.hpp"

#include <asio/ip/address.hpp>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

#include "headstock/wire/names.hpp"
#include "headstock/wire/openssl.hpp"

namespace headstock::cli {
namespace {

using wire::detail::BioPtr;
using wire::detail::CertificatePtr;

constexpr std::int64_t day = 24 * 60 * 60;

std::string show(const X509_NAME* name) {
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (!out || X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253) < 0) return {};
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

std::time_t read_time(const ASN1_TIME* time) {
    std::tm parts{};
    return ASN1_TIME_to_tm(time, &parts) == 1 ? timegm(&parts) : 0;
}

template <class Address>
std::string show_address(const std::string& octets) {
    typename Address::bytes_type bytes{};
    std::ranges::copy(octets, bytes.begin());
    return Address(bytes).to_string();
}

std::vector<std::string> all_names(const X509& certificate) {
    wire::detail::Names names = wire::detail::names_of(certificate);
    std::vector<std::string> all = std::move(names.dns);
    all.insert(all.end(), names.srv.begin(), names.srv.end());
    all.insert(all.end(), names.xmpp.begin(), names.xmpp.end());
    for (const std::string& octets : names.ip) {
        if (octets.size() == 4) all.push_back(show_address<asio::ip::address_v4>(octets));
        if (octets.size() == 16) all.push_back(show_address<asio::ip::address_v6>(octets));
    }
    return all;
}

}  // namespace

std::int64_t Certificate::days_left(std::time_t now) const {
    const std::int64_t seconds = not_after - now;
    return seconds / day - (seconds % day < 0 ? 1 : 0);
}

std::optional<Certificate> read_certificate(std::string_view der) {
    const unsigned char* at = wire::detail::bytes_of(der);
    const CertificatePtr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!certificate) return std::nullopt;
    Certificate read;
    read.subject = show(X509_get_subject_name(certificate.get()));
    read.issuer = show(X509_get_issuer_name(certificate.get()));
    read.names = all_names(*certificate);
    read.not_before = read_time(X509_get0_notBefore(certificate.get()));
    read.not_after = read_time(X509_get0_notAfter(certificate.get()));
    return read;
}

std::string show_time(std::time_t time) {
    std::tm parts{};
    std::array<char, 32> text{};
    if (!gmtime_r(&time, &parts)) return {};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace headstock::cli
