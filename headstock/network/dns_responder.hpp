// SPDX-License-Identifier: MIT
#pragma once
#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/udp.hpp>
#include <asio/read.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headstock::network::test {

/// A name server of one zone on 127.0.0.1, by UDP and TCP, which can be told to misbehave. Not part of the library.
class DnsResponder {
public:
    enum class Manner {
        right,
        servfail,
        refused,
        mute,
        lose_first,       ///< says nothing to the first question
        truncated,        ///< by UDP nothing but "ask by TCP"
        wrong_id,         ///< every answer has an id that nobody asked with
        wrong_question,   ///< answers what was not asked
        no_answer_bytes,  ///< ends in the middle of a record
        pointer_loop,     ///< a compressed name that points to itself
        short_record,     ///< an SRV record of 3 bytes
        late,             ///< 150 ms
        garbage,          ///< not a DNS message
        hang_up           ///< by UDP truncated; by TCP closes at once
    };

    explicit DnsResponder(asio::io_context& io)
        : acceptor_(io, {asio::ip::address_v4::loopback(), 0}), socket_(io, udp_endpoint()) {
        asio::co_spawn(io, serve_udp(), asio::detached);
        asio::co_spawn(io, serve_tcp(), asio::detached);
    }

    [[nodiscard]] std::string address() const {
        return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }

    void add_srv(const std::string& name, int priority, int weight, int port, std::string_view target) {
        add(name, type_srv, number(priority) + number(weight) + number(port) + encoded(target));
    }
    void add_a(const std::string& name, std::string_view address) {
        const auto bytes = asio::ip::make_address_v4(address).to_bytes();
        add(name, type_a, std::string(bytes.begin(), bytes.end()));
    }
    void add_aaaa(const std::string& name, std::string_view address) {
        const auto bytes = asio::ip::make_address_v6(address).to_bytes();
        add(name, type_aaaa, std::string(bytes.begin(), bytes.end()));
    }
    void add_cname(const std::string& name, std::string_view target) {
        add(name, type_cname, encoded(target));
        aliases_[name] = target;
    }
    /// How questions for `name` are answered; with `type`, only those of that type.
    void behave(const std::string& name, Manner manner, int type = 0) { manners_[{name, type}] = manner; }

    /// How many questions came for `name`, by UDP and by TCP.
    [[nodiscard]] int asked(const std::string& name) const { return count(udp_asked_, name) + asked_by_tcp(name); }
    [[nodiscard]] int asked_by_tcp(const std::string& name) const { return count(tcp_asked_, name); }
    [[nodiscard]] int asked_at_all() const { return total_; }

    static constexpr int type_a = 1;
    static constexpr int type_cname = 5;
    static constexpr int type_aaaa = 28;
    static constexpr int type_srv = 33;

private:
    struct Question {
        std::string name;
        int type = 0;
        std::string wire;  // as it stands in the message
    };
    using Records = std::vector<std::pair<int, std::string>>;

    [[nodiscard]] asio::ip::udp::endpoint udp_endpoint() const {
        return {asio::ip::address_v4::loopback(), acceptor_.local_endpoint().port()};
    }

    static std::string number(int value) { return {static_cast<char>(value >> 8), static_cast<char>(value)}; }
    static int number_at(const std::string& bytes, std::size_t at) {
        return static_cast<unsigned char>(bytes[at]) << 8 | static_cast<unsigned char>(bytes[at + 1]);
    }
    static int count(const std::map<std::string, int>& counts, const std::string& name) {
        const auto found = counts.find(name);
        return found == counts.end() ? 0 : found->second;
    }

    static std::string encoded(std::string_view name) {
        std::string wire;
        while (!name.empty() && name != ".") {
            const std::string_view label = name.substr(0, name.find('.'));
            wire += static_cast<char>(label.size());
            wire += label;
            name.remove_prefix(std::min(label.size() + 1, name.size()));
        }
        return wire + '\0';
    }

    static Question read_question(const std::string& query) {
        Question question;
        std::size_t at = 12;
        while (query[at] != 0) {
            const auto size = static_cast<std::size_t>(query[at]);
            question.name += (question.name.empty() ? "" : ".") + query.substr(at + 1, size);
            at += size + 1;
        }
        question.type = number_at(query, at + 1);
        question.wire = query.substr(12, at + 5 - 12);
        return question;
    }

    void add(const std::string& name, int type, std::string data) { zone_[name].emplace_back(type, std::move(data)); }

    [[nodiscard]] Manner manner(const Question& question) const {
        for (const int type : {question.type, 0}) {
            const auto found = manners_.find({question.name, type});
            if (found != manners_.end()) return found->second;
        }
        return Manner::right;
    }

    static std::string record(const std::string& owner, int type, const std::string& data) {
        return encoded(owner) + number(type) + number(1) + number(0) + number(60) +
               number(static_cast<int>(data.size())) + data;
    }

    // The records of the name and of what it is an alias of.
    void collect(const std::string& name, int type, std::string& answers, int& found) const {
        const auto records = zone_.find(name);
        if (records == zone_.end()) return;
        for (const auto& [kind, data] : records->second) {
            if (kind != type && kind != type_cname) continue;
            answers += record(name, kind, data);
            ++found;
        }
        const auto alias = aliases_.find(name);
        if (alias != aliases_.end()) collect(alias->second, type, answers, found);
    }

    static std::string message(const std::string& id, int flags, const Question& question, int count,
                               const std::string& answers) {
        return id + number(flags) + number(1) + number(count) + number(0) + number(0) + question.wire + answers;
    }

    [[nodiscard]] int code(const Question& question) const {
        const Manner how = manner(question);
        if (how == Manner::servfail) return 2;
        if (how == Manner::refused) return 5;
        return zone_.contains(question.name) ? 0 : 3;
    }

    [[nodiscard]] std::string answer(const std::string& query, const Question& question, bool udp) const {
        const Manner how = manner(question);
        if (how == Manner::mute || (how == Manner::lose_first && asked(question.name) == 1)) return {};
        const std::string id = query.substr(0, 2);
        std::string answers;
        int found = 0;
        if (code(question) == 0) collect(question.name, question.type, answers, found);
        const std::string right = message(id, 0x8180 | code(question), question, found, answers);
        const bool cut = how == Manner::truncated || how == Manner::hang_up || right.size() > 512;
        return udp && cut ? message(id, 0x8380, question, 0, {}) : distorted(how, question, right);
    }

    static std::string distorted(Manner how, const Question& question, std::string right) {
        constexpr std::size_t question_at = 12;
        const std::size_t answers_at = question_at + question.wire.size();
        switch (how) {
            case Manner::wrong_id:
                right[0] = static_cast<char>(~right[0]);
                return right;
            case Manner::wrong_question:
                right[question_at + 1] = static_cast<char>(right[question_at + 1] ^ 1);
                return right;
            case Manner::no_answer_bytes:
                return right.substr(0, right.size() - 3);
            case Manner::pointer_loop:
                return right.insert(answers_at, {'\xc0', static_cast<char>(answers_at)});
            case Manner::short_record:
                return right.substr(0, answers_at) + record(question.name, question.type, "abc");
            case Manner::garbage:
                return right.substr(0, 2) + std::string(40, '\xff');
            default:
                return right;
        }
    }

    asio::awaitable<void> serve_udp() {
        std::array<char, 1024> buffer{};
        for (;;) {
            asio::ip::udp::endpoint from;
            const std::size_t size =
                co_await socket_.async_receive_from(asio::buffer(buffer), from, asio::use_awaitable);
            const std::string query(buffer.data(), size);
            const Question question = read_question(query);
            ++udp_asked_[question.name];
            ++total_;
            const std::string reply = answer(query, question, true);
            if (reply.empty()) continue;
            if (manner(question) == Manner::late)
                asio::co_spawn(socket_.get_executor(), send_late(reply, from), asio::detached);
            else co_await socket_.async_send_to(asio::buffer(reply), from, asio::use_awaitable);
        }
    }

    asio::awaitable<void> send_late(std::string reply, asio::ip::udp::endpoint to) {
        asio::steady_timer timer(socket_.get_executor(), std::chrono::milliseconds(150));
        co_await timer.async_wait(asio::use_awaitable);
        co_await socket_.async_send_to(asio::buffer(reply), to, asio::use_awaitable);
    }

    asio::awaitable<void> serve_tcp() {
        for (;;) {
            asio::ip::tcp::socket client = co_await acceptor_.async_accept(asio::use_awaitable);
            asio::co_spawn(acceptor_.get_executor(), serve_client(std::move(client)), asio::detached);
        }
    }

    asio::awaitable<void> serve_client(asio::ip::tcp::socket client) {
        for (;;) {
            std::string size(2, '\0');
            co_await asio::async_read(client, asio::buffer(size), asio::use_awaitable);
            std::string query(static_cast<std::size_t>(number_at(size, 0)), '\0');
            co_await asio::async_read(client, asio::buffer(query), asio::use_awaitable);
            const Question question = read_question(query);
            ++tcp_asked_[question.name];
            ++total_;
            if (manner(question) == Manner::hang_up) co_return;
            const std::string reply = answer(query, question, false);
            const std::string framed = number(static_cast<int>(reply.size())) + reply;
            co_await asio::async_write(client, asio::buffer(framed), asio::use_awaitable);
        }
    }

    asio::ip::tcp::acceptor acceptor_;
    asio::ip::udp::socket socket_;
    std::map<std::string, Records> zone_;
    std::map<std::string, std::string> aliases_;
    std::map<std::pair<std::string, int>, Manner> manners_;
    std::map<std::string, int> udp_asked_;
    std::map<std::string, int> tcp_asked_;
    int total_ = 0;
};

}  // namespace headstock::network::test
