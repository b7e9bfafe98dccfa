// SPDX-License-Identifier: MIT
#include <gloox/parser.h>
#include <gloox/tag.h>
#include <gloox/taghandler.h>

#include "peers/peer.hpp"

namespace headstock::bench {
namespace {

class Gloox final : public Reader, gloox::TagHandler {
public:
    Gloox() : parser_(this) {}
    void feed(std::string_view bytes) override {
        data_ = bytes;
        parser_.feed(data_);
    }

private:
    void handleTag(gloox::Tag* tag) override {  // NOLINT(readability-identifier-naming): its name
        if (tag->name() != "stream") seen();
    }

    gloox::Parser parser_;
    std::string data_;
};

}  // namespace

Peer gloox_tree() {
    return {"gloox", true, [] { return std::make_unique<Gloox>(); }};
}

}  // namespace headstock::bench
