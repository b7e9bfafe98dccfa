// SPDX-License-Identifier: MIT
// stage PROGRAM: a server, and a friend who answers, for a program that is run as
// PROGRAM JID FRIEND HOST PORT CA-FILE, with PASSWORD in its environment. Gives the program's exit code.
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>
#include <vector>

#include "support/place.hpp"

namespace hs = headstock;

namespace {

/// Answers one message and leaves.
asio::awaitable<void> answer_one(hs::client::Client& friend_of_all) {
    co_await friend_of_all.connect();
    const hs::core::Message heard = co_await friend_of_all.messages().next();
    friend_of_all.send(hs::core::chat(heard.from(), "You said: " + heard.body_in("en"), "en"));
    co_await friend_of_all.close();
}

/// A file with the authority to trust, which goes with this object.
class CaFile {
public:
    explicit CaFile(const std::string& pem)
        : path((std::filesystem::temp_directory_path() / ("headstock-" + std::to_string(::getpid()) + ".pem"))
                   .string()) {
        std::ofstream(path) << pem;
    }
    CaFile(const CaFile&) = delete;
    CaFile& operator=(const CaFile&) = delete;
    ~CaFile() { std::filesystem::remove(path); }
    std::string path;
};

/// Runs the program and gives its exit code.
int run(const std::string& program, const example::Place& place, const std::string& ca_file) {
    const hs::core::Account me = place.romeo();
    std::string address(me.jid.text());
    std::string to(place.juliet().jid.bare_text());
    std::string host = place.host();
    std::string port = std::to_string(place.port());
    std::string file = ca_file;
    std::string name = program;
    std::array<char*, 7> arguments{name.data(), address.data(), to.data(), host.data(),
                                   port.data(), file.data(),    nullptr};
    std::string password = "PASSWORD=" + std::string(me.password.reveal());
    std::vector<char*> environment{password.data()};
    for (char** each = environ; *each != nullptr; ++each) environment.push_back(*each);
    environment.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::execve(program.c_str(), arguments.data(), environment.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) return 2;
    const example::Place place(1, argv);
    const CaFile ca(place.trust().ca_pem);
    asio::io_context io;
    hs::client::Client juliet(io.get_executor(), place.juliet(), place.options());
    (void)juliet.messages();  // from here on they are kept
    asio::co_spawn(io, answer_one(juliet), [](std::exception_ptr wrong) {
        if (wrong) std::rethrow_exception(wrong);
    });
    std::thread friends([&] { io.run(); });
    const int code = run(argv[1], place, ca.path);
    if (code != 0) io.stop();
    friends.join();
    return code;
} catch (const std::exception& wrong) {
    std::cerr << wrong.what() << '\n';
    return 1;
}
