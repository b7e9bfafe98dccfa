// SPDX-License-Identifier: MIT
// Cuts a session of some 20,000 bytes each way after every byte, or with an argument after every so many and wherever
// a stanza ends, and looks whether anything was lost or came twice.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>
#include <span>

#include "trial.hpp"

#include "headstock/base/number.hpp"

namespace {

using headstock::testing::Cut;
using headstock::testing::Trial;

struct Tally {
    std::size_t cuts = 0;
    std::size_t resumed = 0;
    std::size_t wrong = 0;
};

void cut(Cut how, Tally& tally) {
    Trial trial(how);
    const std::string wrong = trial.run();
    ++tally.cuts;
    tally.resumed += trial.resumed() ? 1 : 0;
    if (wrong.empty()) return;
    ++tally.wrong;
    std::cerr << (how.sending ? "sending, " : "receiving, ") << how.after << (how.comes_back_late ? ", late: " : ": ")
              << wrong << '\n';
}

void cut_everywhere(bool sending, std::size_t size, std::size_t stride, const std::vector<std::size_t>& borders,
                    Tally& tally) {
    std::set<std::size_t> places(borders.begin(), borders.end());
    for (std::size_t at = 1; at < size; at += stride) places.insert(at);
    std::size_t number = 0;
    for (const std::size_t at : places) {
        cut({sending, at, false}, tally);
        if (++number % 10 == 0) cut({sending, at, true}, tally);
        if (tally.wrong > 10) return;
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    const std::size_t stride = argc > 1 ? headstock::read_number<std::size_t>(arguments[1]).value_or(0) : 1;
    if (stride == 0) return std::cerr << "usage: resumption_test [STRIDE]\n", EXIT_FAILURE;
    const auto begun = std::chrono::steady_clock::now();
    Trial whole({}, 1);
    if (const std::string wrong = whole.run(); !wrong.empty()) return std::cerr << wrong << '\n', EXIT_FAILURE;
    Tally tally;
    const std::size_t sent = whole.bytes_sent();
    const std::size_t received = whole.bytes_received();
    cut_everywhere(true, sent, stride, whole.sent_borders, tally);
    cut_everywhere(false, received, stride, whole.received_borders, tally);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::cout << sent << " bytes sent, " << received << " received; cut " << tally.cuts << " times, resumed "
              << tally.resumed << " times, wrong " << tally.wrong << " times; " << took.count() << " s\n";
    return tally.wrong == 0 && tally.resumed * 10 > tally.cuts * 8 ? EXIT_SUCCESS : EXIT_FAILURE;
}
