// SPDX-License-Identifier: MIT
#include <iksemel.h>

#include "peers/peer.hpp"

namespace headstock::bench {
namespace {

/// Iksemel's stream parser: a tree a stanza, without namespaces.
class Iksemel final : public Reader {
public:
    Iksemel() : parser_(iks_stream_new(stream_ns_.data(), this, &heard), &iks_parser_delete) {}
    void feed(std::string_view bytes) override { iks_parse(parser_.get(), bytes.data(), bytes.size(), 0); }

private:
    static int heard(void* self, int type, iks* node) {
        if (type == IKS_NODE_NORMAL) static_cast<Iksemel*>(self)->seen();
        if (node != nullptr) iks_delete(node);
        return IKS_OK;
    }

    std::string stream_ns_ = "jabber:client";
    std::unique_ptr<iksparser, void (*)(iksparser*)> parser_;
};

}  // namespace

Peer iksemel_tree() {
    return {"iksemel", true, [] { return std::make_unique<Iksemel>(); }};
}

}  // namespace headstock::bench
