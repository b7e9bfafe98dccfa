// SPDX-License-Identifier: MIT
#include "headstock/client/file_transfer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/detached.hpp>

#include <algorithm>
#include <map>

#include "headstock/client/client_test.hpp"
#include "headstock/network/socks5_server.hpp"

namespace headstock::client {
namespace {

using namespace client_test;

class MemorySource final : public Source {
public:
    explicit MemorySource(std::string of, std::uint64_t more = 0)
        : bytes(std::move(of)), claimed(bytes.size() + more) {}
    [[nodiscard]] std::uint64_t size() const override { return claimed; }
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> into) override {
        const std::string_view rest = std::string_view(bytes).substr(std::min<std::size_t>(offset, bytes.size()));
        const std::size_t count = std::min(rest.size(), into.size());
        std::copy_n(rest.begin(), count, into.begin());
        return count;
    }
    std::string bytes;
    std::uint64_t claimed;
};

class MemorySink final : public Sink {
public:
    void write(std::string_view more) override { bytes += more; }
    void finish() override { finished = true; }
    std::string bytes;
    bool finished = false;
};

class FileTransferTest : public Clients {
protected:
    FileTransferTest() {
        SeededRandom random(7);
        content = random.bytes(300'001);
        EXPECT_FALSE(run(both()));
    }
    asio::awaitable<void> both() {
        co_await r->connect();
        co_await j->connect();
    }
    static TransferOptions blocks_only() {
        TransferOptions options;
        options.socks5 = false;
        return options;
    }
    /// Romeo listens.
    static TransferOptions directly() {
        TransferOptions options;
        options.in_band = false;
        options.listen = network::Endpoint{"127.0.0.1", 0};
        return options;
    }
    /// Juliet takes whatever is offered.
    void take(FileTransfers& transfers, std::optional<file_offer::Part> part = {}) {
        transfers.answer_with([this, part](IncomingFile file) {
            name = file_offer::safe_name(file.file().name);
            offered = file.file();
            from = file.from();
            const Progress progress = [this](std::uint64_t done, std::uint64_t of) { heard = {done, of}; };
            asio::awaitable<void> receiving = file.receive(sink, progress, part);
            asio::co_spawn(io, std::move(receiving), [this](std::exception_ptr thrown) {
                received = true;
                try {
                    if (thrown) std::rethrow_exception(thrown);
                } catch (const Failure& failure) {
                    wrong = failure.error();
                }
            });
        });
    }
    asio::awaitable<void> sending(FileTransfers& transfers, Source& source) {
        file_offer::File file;
        file.name = "../sonnet 18.txt";
        file.description = "Shall I compare thee";
        const Progress progress = [this](std::uint64_t done, std::uint64_t of) { told = {done, of}; };
        co_await transfers.send(j->address(), source, file, progress);
    }
    /// Sends, and waits for Juliet to have it or not.
    std::optional<Error> send(FileTransfers& transfers, Source& source) {
        const auto whole = [&]() -> asio::awaitable<void> {
            std::exception_ptr thrown;
            try {
                co_await sending(transfers, source);
            } catch (...) {
                thrown = std::current_exception();
            }
            for (int i = 0; i < 500 && offered && !received; ++i) co_await pause(10ms);
            if (thrown) std::rethrow_exception(thrown);
        };
        return run(whole());
    }
    void expect_received() {
        EXPECT_TRUE(received);
        EXPECT_FALSE(wrong) << wrong->message();
        EXPECT_TRUE(sink.finished);
        EXPECT_EQ(sink.bytes, content);
    }

    std::unique_ptr<Client> r = romeo();
    std::unique_ptr<Client> j = juliet();
    std::string content;
    std::string name;
    std::optional<file_offer::File> offered;
    core::Jid from;
    MemorySink sink;
    std::pair<std::uint64_t, std::uint64_t> told;
    std::pair<std::uint64_t, std::uint64_t> heard;
    bool received = false;
    std::optional<Error> wrong;
};

TEST_F(FileTransferTest, goes_in_band) {
    FileTransfers romeos(*r, blocks_only());
    FileTransfers juliets(*j);
    take(juliets);
    MemorySource source(content);
    EXPECT_FALSE(send(romeos, source));
    expect_received();
    EXPECT_EQ(name, "sonnet 18.txt");
    EXPECT_EQ(from, r->address());
    EXPECT_EQ(offered->description, "Shall I compare thee");
    EXPECT_TRUE(offered->hash && offered->ranged);
    EXPECT_EQ(told, (std::pair<std::uint64_t, std::uint64_t>(300'001, 300'001)));
    EXPECT_EQ(heard, told);
}

TEST_F(FileTransferTest, goes_directly) {
    FileTransfers romeos(*r, directly());
    FileTransfers juliets(*j);
    take(juliets);
    MemorySource source(content);
    EXPECT_FALSE(send(romeos, source));
    expect_received();
}

TEST_F(FileTransferTest, of_nothing_goes_too) {
    for (const TransferOptions& way : {directly(), blocks_only()}) {
        FileTransfers romeos(*r, way);
        FileTransfers juliets(*j);
        take(juliets);
        content.clear();
        received = false;
        MemorySource source(content);
        EXPECT_FALSE(send(romeos, source));
        expect_received();
    }
}

TEST_F(FileTransferTest, goes_in_band_where_no_host_can_be_reached) {
    TransferOptions way = directly();
    way.in_band = true;
    way.announced_host = "127.0.0.9";
    FileTransfers romeos(*r, way);
    FileTransfers juliets(*j);
    take(juliets);
    MemorySource source(content);
    EXPECT_FALSE(send(romeos, source));
    expect_received();
}

TEST_F(FileTransferTest, goes_in_band_where_nobody_has_a_host) {
    FileTransfers romeos(*r);
    FileTransfers juliets(*j);
    take(juliets);
    MemorySource source(content);
    EXPECT_FALSE(send(romeos, source));
    expect_received();
}

TEST_F(FileTransferTest, fails_where_there_is_no_way) {
    TransferOptions way = directly();
    way.announced_host = "127.0.0.9";
    FileTransfers romeos(*r, way);
    FileTransfers juliets(*j);
    take(juliets);
    MemorySource source(content);
    EXPECT_EQ(send(romeos, source).value().code, core::StanzaCondition::item_not_found);
    EXPECT_EQ(wrong.value().code, TransferErrc::no_way);
    EXPECT_FALSE(sink.finished);
}

TEST_F(FileTransferTest, fails_where_the_methods_differ) {
    FileTransfers romeos(*r, blocks_only());
    FileTransfers juliets(*j, directly());
    take(juliets);
    MemorySource source(content);
    EXPECT_EQ(send(romeos, source).value().code, core::StanzaCondition::bad_request);
    EXPECT_FALSE(offered);
}

TEST_F(FileTransferTest, begins_only_where_the_program_says_so) {
    FileTransfers romeos(*r);
    MemorySource source(content);
    EXPECT_EQ(send(romeos, source).value().code, core::StanzaCondition::service_unavailable);
    TransferOptions small;
    small.max_size = 300'000;
    FileTransfers juliets(*j, small);
    EXPECT_EQ(send(romeos, source).value().code, core::StanzaCondition::bad_request);
    take(juliets);
    EXPECT_EQ(send(romeos, source).value().code, core::StanzaCondition::forbidden);
    EXPECT_FALSE(offered);
    juliets.answer_with([](IncomingFile file) { file.decline(); });
    source.bytes = "short";
    source.claimed = 5;
    EXPECT_EQ(send(romeos, source).value().code, core::StanzaCondition::forbidden);
}

TEST_F(FileTransferTest, offers_that_wait_are_only_so_many) {
    TransferOptions few;
    few.max_offers = 2;
    FileTransfers romeos(*r, blocks_only());
    FileTransfers juliets(*j, few);
    std::vector<IncomingFile> waiting;
    juliets.answer_with([&](IncomingFile file) { waiting.push_back(std::move(file)); });
    MemorySource source(content);
    for (int i = 0; i < 2; ++i) asio::co_spawn(io, sending(romeos, source), asio::detached);
    EXPECT_FALSE(run(pause(200ms)));
    ASSERT_EQ(waiting.size(), 2U);
    EXPECT_EQ(send(romeos, source).value().code, core::StanzaCondition::forbidden);
    waiting.clear();
    EXPECT_FALSE(run(pause(200ms)));
}

TEST_F(FileTransferTest, may_be_of_a_part) {
    for (const TransferOptions& way : {directly(), blocks_only()}) {
        FileTransfers romeos(*r, way);
        FileTransfers juliets(*j);
        take(juliets, file_offer::Part{100'000, 50'000});
        sink.bytes.clear();
        received = false;
        MemorySource source(content);
        EXPECT_FALSE(send(romeos, source));
        EXPECT_TRUE(sink.finished);
        EXPECT_TRUE(sink.bytes == content.substr(100'000, 50'000));
    }
}

TEST_F(FileTransferTest, that_ends_too_early_is_not_finished) {
    for (TransferOptions way : {directly(), blocks_only()}) {
        way.hash = false;
        FileTransfers romeos(*r, way);
        FileTransfers juliets(*j);
        take(juliets);
        received = false;
        MemorySource source(content, 1);
        EXPECT_EQ(send(romeos, source).value().code, TransferErrc::incomplete);
        ASSERT_TRUE(wrong);
        EXPECT_EQ(wrong->code, TransferErrc::incomplete);
        EXPECT_FALSE(sink.finished);
    }
}

TEST_F(FileTransferTest, that_is_cancelled_ends_on_both_sides) {
    FileTransfers romeos(*r, blocks_only());
    FileTransfers juliets(*j);
    take(juliets);
    MemorySource source(std::string(20'000'000, 'a'));
    asio::cancellation_signal cancel;
    std::exception_ptr ended;
    asio::co_spawn(io, sending(romeos, source),
                   asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr thrown) { ended = thrown; }));
    const auto watch = [&]() -> asio::awaitable<void> {
        while (told.first == 0) co_await pause(1ms);
        cancel.emit(asio::cancellation_type::terminal);
        while (!received || !ended) co_await pause(1ms);
    };
    EXPECT_FALSE(run(watch()));
    EXPECT_EQ(wrong.value().code, TransferErrc::incomplete);
    EXPECT_FALSE(sink.finished);
}

/// Romeo sends `bytes` by hand, of which he said something else.
class LyingSender : public FileTransferTest {
protected:
    asio::awaitable<void> lie(file_offer::File file, std::string bytes) {
        in_band::Module pipes(r->stream());
        const std::vector<std::string> methods{std::string(in_band::ns)};
        const stream_initiation::Initiation offer = file_offer::make("a0", file, methods);
        (void)co_await r->ask(stream_initiation::offer(j->address(), offer));
        std::unique_ptr<in_band::Bytestream> pipe;
        pipes.open(j->address(), "a0", [&](Result<std::unique_ptr<in_band::Bytestream>> opened) {
            pipe = *std::move(opened);
            pipe->send(bytes);
        });
        while (!received) co_await pause(1ms);
    }
};

TEST_F(LyingSender, of_too_much_is_found_out) {
    FileTransfers juliets(*j);
    take(juliets);
    EXPECT_FALSE(run(lie({"a", 3}, "four")));
    EXPECT_EQ(wrong.value().code, TransferErrc::too_long);
    EXPECT_FALSE(sink.finished);
}

TEST_F(LyingSender, of_other_content_is_found_out) {
    FileTransfers juliets(*j);
    take(juliets);
    EXPECT_FALSE(run(lie({"a", 4, bridge::HexBytes{std::string(16, 'x')}}, "four")));
    EXPECT_EQ(wrong.value().code, TransferErrc::wrong_hash);
    EXPECT_FALSE(sink.finished);
}

/// Relays at a port what two peers send who asked for the same name: a component's part is played by Mercutio.
class Proxied : public FileTransferTest {
protected:
    Proxied() {
        server.add_account("mercutio", "plague");
        m = client("mercutio", "plague");
        EXPECT_FALSE(run(m->connect()));
        port.emplace(io.get_executor(), network::Endpoint{"127.0.0.1", 0});
        asio::co_spawn(io, take_guests(), asio::detached);
        told_where = m->stream().router().respond<bytestreams::Query>(core::IqType::get, [this](const core::Iq&) {
            bytestreams::Query answer;
            answer.hosts.push_back({m->address(), "127.0.0.1", port->port()});
            return answer;
        });
        activated = m->stream().router().respond<bytestreams::Query>(core::IqType::set, [this](const core::Iq& iq) {
            const auto query = iq.payload<bytestreams::Query>().value();
            begin(bytestreams::address(*query.sid, iq.from(), *query.activated));
            return core::Done();
        });
    }
    ~Proxied() override { port->close(); }

    asio::awaitable<void> take_guests() {
        for (;;) {
            std::unique_ptr<network::Transport> guest = co_await port->accept();
            std::string wanted = co_await network::hear_socks5(*guest);
            co_await network::answer_socks5(*guest, wanted, true);
            guests[wanted].push_back(std::move(guest));
        }
    }
    void begin(const std::string& wanted) {
        ASSERT_EQ(guests[wanted].size(), 2U);
        asio::co_spawn(io, relay(*guests[wanted][1], *guests[wanted][0]), asio::detached);
    }
    static asio::awaitable<void> relay(network::Transport& a, network::Transport& b) {
        std::string buffer(10'000, '\0');
        for (;;) {
            const std::size_t count = co_await a.read(buffer);
            if (count == 0) co_return b.close();
            co_await b.write(std::string_view(buffer).substr(0, count));
        }
    }

    std::unique_ptr<Client> m;
    std::optional<network::TcpListener> port;
    std::map<std::string, std::vector<std::unique_ptr<network::Transport>>> guests;
    Subscription told_where;
    Subscription activated;
};

TEST_F(Proxied, files_go_over_a_proxy) {
    TransferOptions way;
    way.in_band = false;
    way.proxies = {m->address()};
    FileTransfers romeos(*r, way);
    FileTransfers juliets(*j);
    take(juliets);
    MemorySource source(content);
    EXPECT_FALSE(send(romeos, source));
    expect_received();
    EXPECT_EQ(guests.size(), 1U);
}

}  // namespace
}  // namespace headstock::client
