// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

#include "peers/peer.hpp"

#include "headstock/bridge/dispatcher.hpp"

namespace headstock::bench {

/// Limits that none of the corpora reaches.
[[nodiscard]] bridge::Limits wide_limits();

/// Reads `bytes` as a transport does, which reads right into the parser's buffer: the copy stands for the read. Ends
/// the program where the parser refuses them.
void take(bridge::Parser& parser, std::string_view bytes);

/// Our parser, which tells stanzas and their parts to a dispatcher.
class Headstock final : public Reader {
public:
    /// With 20 rules for what comes: seven for stanzas, which count them, and the rest for what stanzas carry. Besides
    /// with `others` for what does not come, though each second has a tag that does; one in ten is for any depth.
    explicit Headstock(std::size_t others = 0);
    void feed(std::string_view bytes) override { take(parser_, bytes); }

private:
    void add_others(std::size_t count);
    std::size_t payloads_ = 0;
    bridge::Dispatcher dispatcher_;
    std::vector<Subscription> rules_;
    bridge::Parser parser_;
};

[[nodiscard]] Peer headstock_tree();

}  // namespace headstock::bench
