// SPDX-License-Identifier: MIT
#include "peers/expat_base.hpp"

namespace headstock::bench {
namespace {

/// Handlers that only count: the least that expat can cost.
class Null final : public ExpatReader<Null> {
public:
    void start(const XML_Char*, const XML_Char**) { ++depth_; }
    void end() {
        if (--depth_ == 1) seen();
    }
    void text(std::string_view) {}

private:
    int depth_ = 0;
};

}  // namespace

Peer expat_null() {
    return {"expat, null handlers", false, [] { return std::make_unique<Null>(); }};
}

}  // namespace headstock::bench
