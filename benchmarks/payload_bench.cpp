// SPDX-License-Identifier: MIT
/// What a declared payload costs next to code written for it by hand: to read from an element, and to write as one.
#include <cstdio>
#include <cstdlib>

#include "by_hand.hpp"
#include "corpus/traffic.hpp"
#include "harness/arguments.hpp"
#include "harness/interleave.hpp"
#include "harness/report.hpp"

#include "headstock/bridge/payload.hpp"

namespace {

using namespace headstock;
using namespace headstock::bench;

constexpr std::string_view usage = "payload_bench [--times N] [--rounds N] [--json FILE]";

struct Setting {
    std::size_t times;
    int rounds;
    Report& report;
};

/// Ends the program unless both do the same.
void agree(bool same) {
    if (same) return;
    std::fputs("the code written by hand does something else\n", stderr);
    std::exit(1);
}

template <class Work>
Candidate repeated(std::size_t times, Work work) {
    return {"", [times, work] {
                for (std::size_t i = 0; i < times; ++i) work();
            }};
}

template <class Declared, class Hand>
void compare(std::string_view what, const Setting& setting, Declared declared, Hand by_hand) {
    const std::vector<Candidate> both{repeated(setting.times, declared), repeated(setting.times, by_hand)};
    const std::vector<Timing> timings = interleave(both, setting.rounds);
    const auto ns = [&](const Timing& timing) { return timing.seconds() * 1e9 / static_cast<double>(setting.times); };
    const double ratio = timings[1].faster_than(timings[0]);
    std::printf("%-28s declared %9.0f ns   by hand %9.0f ns   x%.2f\n", std::string(what).c_str(), ns(timings[0]),
                ns(timings[1]), ratio);
    setting.report.add({{"section", "payload"},
                        {"what", what},
                        {"declared", ns(timings[0])},
                        {"by_hand", ns(timings[1])},
                        {"ratio", ratio}});
}

template <class T, class Read, class Write>
void measure(const std::string& name, const std::string& iq, const Setting& setting, Read read, Write write) {
    const auto stanza = bridge::parse_element(iq);
    if (!stanza) std::exit(1);
    const bridge::View element = *stanza->children().begin();
    const Result<T> value = bridge::read<T>(element);
    agree(value && *value == *read(element) && bridge::write(*value) == write(*value));
    compare(
        "read " + name, setting, [&] { agree(bridge::read<T>(element).has_value()); },
        [&] { agree(read(element).has_value()); });
    compare(
        "write " + name, setting, [&] { agree(!bridge::write(*value).content().empty()); },
        [&] { agree(!write(*value).content().empty()); });
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    Report report(arguments.text("json", ""));
    const Setting setting{arguments.number("times", 2000), arguments.rounds(), report};
    Words words(1);
    measure<core::RosterQuery>("a roster of 20", traffic::roster(words, 20), setting, by_hand::read_roster,
                               by_hand::write_roster);
    measure<disco::Info>("service discovery", traffic::disco_info(words), setting, by_hand::read_info,
                         by_hand::write_info);
    return 0;
}
