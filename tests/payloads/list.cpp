// SPDX-License-Identifier: MIT
// Prints what the linked tests have registered, a payload a line: type, file, tags, namespaces; for table.py.
#include <cstdio>
#include <string>

#include "headstock/bridge/round_trip.hpp"

namespace {

template <class Words>
std::string joined(const Words& words) {
    std::string line;
    for (const std::string_view word : words) line.append(line.empty() ? "" : " ").append(word);
    return line;
}

}  // namespace

int main() {
    for (const headstock::bridge::RegisteredPayload& payload : headstock::bridge::registered_payloads()) {
        const std::string tags = joined(payload.tags);
        const std::string namespaces = joined(payload.namespaces);
        std::printf("%s\t%s\t%s\t%s\n", std::string(payload.type).c_str(), std::string(payload.file).c_str(),
                    tags.c_str(), namespaces.c_str());
    }
    return 0;
}
