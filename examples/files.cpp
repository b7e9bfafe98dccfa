// SPDX-License-Identifier: MIT
// Files from Romeo to Juliet. Without arguments both are in this process, and a file goes twice: over a connection
// between the two, and in-band. Else each is a program of its own:
//
//     files receive DIRECTORY --server HOST …              saves what Romeo sends, one file, and leaves
//     files send FILE direct|proxy|in-band --server HOST …
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string_view>

#include "support/place.hpp"
#include "support/run.hpp"

#include "headstock/client/file_transfer.hpp"

using namespace headstock;
namespace fs = std::filesystem;

namespace {

/// Saves what a friend sends. All else is declined.
class Receiver {
public:
    Receiver(asio::io_context& io, client::Client& client, core::Jid sender, fs::path directory, int files)
        : io_(io),
          client_(client),
          sender_(std::move(sender)),
          directory_(std::move(directory)),
          left_(files),
          files_(client) {
        files_.answer_with([this](client::IncomingFile file) {
            if (file.from().bare() == sender_.bare()) example::spawn(io_, save(std::move(file)));
        });
    }

private:
    asio::awaitable<void> save(client::IncomingFile file) {
        client::FileSink sink(directory_, file.file().name);
        co_await file.receive(sink);
        std::cout << "saved " << sink.name() << std::endl;
        if (--left_ == 0) co_await client_.close();
    }

    asio::io_context& io_;
    client::Client& client_;
    core::Jid sender_;
    fs::path directory_;
    int left_;
    client::FileTransfers files_;
};

client::TransferOptions by(std::string_view way) {
    client::TransferOptions options;
    if (way == "direct") options.listen = network::Endpoint{"127.0.0.1", 0};
    options.find_proxies = way == "proxy";
    options.socks5 = way != "in-band";
    options.in_band = way == "in-band";
    return options;
}

asio::awaitable<void> send(client::Client& client, core::Jid to, fs::path path, std::string_view way) {
    client::FileTransfers files(client, by(way));
    client::FileSource source(path);
    file_offer::File file;
    file.name = path.filename().string();
    co_await files.send(to, source, file);
    std::cout << "sent " << file.name << ", " << way << std::endl;
}

asio::awaitable<void> send_and_leave(client::Client& client, core::Jid to, fs::path path, std::string_view way) {
    co_await client.connect();
    co_await send(client, to, path, way);
    co_await client.close();
}

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

asio::awaitable<void> show(client::Client& romeo, client::Client& juliet, fs::path directory) {
    const fs::path sonnet = directory / "sonnet.txt";
    std::ofstream file(sonnet);
    for (int i = 0; i < 10'000; ++i) file << i << ": Shall I compare thee to a summer's day?\n";
    file.close();
    co_await juliet.connect();
    co_await romeo.connect();
    co_await send(romeo, juliet.address(), sonnet, "direct");
    co_await send(romeo, juliet.address(), sonnet, "in-band");
    co_await romeo.close();
}

/// Both of them, with a folder of their own.
void show_both(const example::Place& place) {
    std::string pattern = (fs::temp_directory_path() / "headstock-XXXXXX").string();
    const fs::path directory = ::mkdtemp(pattern.data());
    asio::io_context io;
    client::Client romeo(io.get_executor(), place.romeo(), place.options());
    client::Client juliet(io.get_executor(), place.juliet(), place.options());
    const Receiver receiver(io, juliet, place.romeo().jid, directory, 2);
    example::run(io, show(romeo, juliet, directory));
    const std::string sonnet = content(directory / "sonnet.txt");
    const bool same =
        content(directory / "sonnet (2).txt") == sonnet && content(directory / "sonnet (3).txt") == sonnet;
    fs::remove_all(directory);
    if (!same) throw std::runtime_error("what came is not what was sent");
}

}  // namespace

int main(int argc, char** argv) try {
    asio::io_context io;
    if (argc > 3 && std::string_view(argv[1]) == "receive") {
        const example::Place place(argc - 2, argv + 2);
        client::Client juliet(io.get_executor(), place.juliet(), place.options());
        const Receiver receiver(io, juliet, place.romeo().jid, argv[2], 1);
        const Subscription ready = juliet.session().on_ready([] { std::cout << "ready" << std::endl; });
        example::run(io, juliet.run());
    } else if (argc > 4 && std::string_view(argv[1]) == "send") {
        const example::Place place(argc - 3, argv + 3);
        client::Client romeo(io.get_executor(), place.romeo(), place.options());
        example::run(io, send_and_leave(romeo, place.juliet().jid, argv[2], argv[3]));
    } else {
        show_both(example::Place(argc, argv));
    }
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
