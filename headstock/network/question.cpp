// SPDX-License-Identifier: MIT
#include "headstock/network/question.hpp"

#include <arpa/nameser.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>

#include "headstock/network/errc.hpp"

namespace headstock::network {
namespace {

constexpr std::size_t max_records = 4096;  // of one answer, which is at most 64 KiB
constexpr std::size_t max_addresses = 64;
constexpr std::size_t longest_name = 253;

std::error_code meaning(int status) {
    switch (status) {
        case ARES_SUCCESS:
        case ARES_ENODATA:
        case ARES_ENOTFOUND:
            return {};
        case ARES_ETIMEOUT:
        case ARES_ECANCELLED:
            return Errc::dns_timeout;  // cancelled: by the channel, at its time limit
        case ARES_ENOMEM:
            return std::make_error_code(std::errc::not_enough_memory);
        default:
            return Errc::dns_server_failure;
    }
}

// c-ares tells of a server's SERVFAIL or REFUSED, tried to the end, as of one that could not be contacted.
std::string_view detail(int status) {
    return status == ARES_ECONNREFUSED ? "no server could answer" : ares_strerror(status);
}

template <std::size_t size>
std::array<unsigned char, size> bytes_at(const void* place) {
    std::array<unsigned char, size> bytes;
    std::memcpy(bytes.data(), place, size);
    return bytes;
}

std::optional<asio::ip::address> read_address(const ares_addrinfo_node& node) {
    if (node.ai_family == AF_INET && node.ai_addrlen >= sizeof(sockaddr_in))
        return asio::ip::address_v4(bytes_at<4>(&reinterpret_cast<const sockaddr_in*>(node.ai_addr)->sin_addr));
    if (node.ai_family == AF_INET6 && node.ai_addrlen >= sizeof(sockaddr_in6))
        return asio::ip::address_v6(bytes_at<16>(&reinterpret_cast<const sockaddr_in6*>(node.ai_addr)->sin6_addr));
    return std::nullopt;
}

// No host has these; 0.0.0.0 would reach this very machine.
bool is_nobody(const asio::ip::address& address) { return address.is_unspecified() || address.is_multicast(); }

}  // namespace

void Question::settle(int status) {
    pending_ = false;
    error_.code = meaning(status);
    if (error_.code) error_.text = name_ + " (" + std::string(detail(status)) + ")";
}

ServiceQuestion::ServiceQuestion(const std::string& domain, bool direct_tls)
    : Question((direct_tls ? "_xmpps-client._tcp." : "_xmpp-client._tcp.") + domain), direct_tls_(direct_tls) {}

void ServiceQuestion::ask(Channel& channel) {
    if (name().size() > longest_name) return settle(ARES_ENOTFOUND);  // the domain fits, its services do not
    const auto callback = [](void* self, int status, int, unsigned char* answer, int size) {
        static_cast<ServiceQuestion*>(self)->hear(status, answer, size);
    };
    ares_query(channel.handle(), name().c_str(), ns_c_in, ns_t_srv, callback, this);
}

bool ServiceQuestion::denied() const { return found() && std::ranges::all_of(records, &SrvRecord::denies); }

void ServiceQuestion::hear(int status, const unsigned char* answer, int size) {
    ares_srv_reply* first = nullptr;
    if (status == ARES_SUCCESS) status = ares_parse_srv_reply(answer, size, &first);
    const std::unique_ptr<ares_srv_reply, decltype(&ares_free_data)> owner(first, &ares_free_data);
    for (const ares_srv_reply* at = first; at && records.size() < max_records; at = at->next)
        records.push_back(SrvRecord{at->host, at->port, at->priority, at->weight, direct_tls_});
    settle(status);
}

void AddressQuestion::ask(Channel& channel) {
    const auto callback = [](void* self, int status, int, ares_addrinfo* answer) {
        static_cast<AddressQuestion*>(self)->hear(status, answer);
        ares_freeaddrinfo(answer);
    };
    ares_addrinfo_hints hints{};
    hints.ai_family = family_;
    hints.ai_flags = ARES_AI_NOSORT;  // families are raced anyway, and sorting opens sockets
    ares_getaddrinfo(channel.handle(), name().c_str(), nullptr, &hints, callback, this);
}

void AddressQuestion::hear(int status, const ares_addrinfo* answer) {
    for (const ares_addrinfo_node* at = answer ? answer->nodes : nullptr; at; at = at->ai_next) {
        const std::optional<asio::ip::address> address = read_address(*at);
        if (!address || is_nobody(*address) || addresses.size() >= max_addresses) continue;
        if (std::ranges::find(addresses, *address) == addresses.end()) addresses.push_back(*address);
    }
    settle(status);
}

}  // namespace headstock::network
