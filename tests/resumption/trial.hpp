// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ledger.hpp"

#include "headstock/testing/server/world.hpp"

namespace headstock::testing {

/// How a connection is cut.
struct Cut {
    bool sending = true;           ///< or what is received
    std::size_t after = 0;         ///< bytes; 0: not at all
    bool comes_back_late = false;  ///< when the server has ended the session
};

/// Juliet, whose connection is cut once, and Romeo, whose is not, write to each other and ask questions.
class Trial {
public:
    explicit Trial(Cut cut, std::size_t chunk = 0);

    /// Plays it all; gives what went wrong, empty where nothing did.
    [[nodiscard]] std::string run();

    [[nodiscard]] std::size_t bytes_sent() const { return first_->bytes_sent(); }
    [[nodiscard]] std::size_t bytes_received() const { return first_->bytes_received(); }
    [[nodiscard]] bool resumed() const { return resumed_; }
    /// Where stanzas ended on the first connection, in bytes; the received ones only where they came byte by byte.
    std::vector<std::size_t> sent_borders;
    std::vector<std::size_t> received_borders;

private:
    void listen(core::Stream& stream, Ledger& own, Ledger& others);
    void ask(core::Stream& stream, std::string_view to, const std::string& name);
    void talk(int round);
    void pump();
    void come_back();
    void finish();
    [[nodiscard]] std::string judge() const;

    Cut cut_;
    test::World world_;
    core::Stream juliet_;
    core::Stream romeo_;
    std::unique_ptr<LocalLink> first_;
    std::unique_ptr<LocalLink> second_;
    std::unique_ptr<LocalLink> romeos_;
    Ledger hers_;
    Ledger his_;
    std::map<std::string, int> asked_, answered_;
    bool resumed_ = false;
    std::vector<Subscription> subscriptions_;
};

}  // namespace headstock::testing
