// SPDX-License-Identifier: MIT
#pragma once
#include <asio/ip/address.hpp>

#include <string>
#include <utility>
#include <vector>

#include "headstock/base/error.hpp"
#include "headstock/network/channel.hpp"
#include "headstock/network/srv.hpp"

/// What is asked of a Channel, and what came of it. A question stays where it is while it is pending, and outlives its
/// channel. Internal.
namespace headstock::network {

class Question {
public:
    explicit Question(std::string name) : name_(std::move(name)) {}
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    [[nodiscard]] bool pending() const { return pending_; }
    /// Why there is no answer; nothing when there is one, even if it says "no such thing".
    [[nodiscard]] const Error& error() const { return error_; }
    [[nodiscard]] bool failed() const { return static_cast<bool>(error_.code); }

protected:
    void settle(int status);
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    std::string name_;
    bool pending_ = true;
    Error error_;
};

/// The SRV records of one service.
class ServiceQuestion : public Question {
public:
    ServiceQuestion(const std::string& domain, bool direct_tls);
    void ask(Channel& channel);
    [[nodiscard]] bool found() const { return !records.empty(); }
    /// Whether all that was found says "not offered".
    [[nodiscard]] bool denied() const;

    std::vector<SrvRecord> records;

private:
    void hear(int status, const unsigned char* answer, int size);
    bool direct_tls_;
};

/// The addresses of a host: those of one family (AF_INET, AF_INET6), or of both (AF_UNSPEC).
class AddressQuestion : public Question {
public:
    AddressQuestion(std::string host, int family) : Question(std::move(host)), family_(family) {}
    void ask(Channel& channel);
    [[nodiscard]] bool found() const { return !addresses.empty(); }

    std::vector<asio::ip::address> addresses;

private:
    void hear(int status, const ares_addrinfo* answer);
    int family_;
};

}  // namespace headstock::network
