// SPDX-License-Identifier: MIT
#include <strophe.h>

#include "peers/peer.hpp"

/// The library's own stream parser, which only its static library shows.
extern "C" {
struct parser_t;
using parser_start = void (*)(char* name, char** attributes, void* self);
using parser_end = void (*)(char* name, void* self);
using parser_stanza = void (*)(xmpp_stanza_t* stanza, void* self);
parser_t* parser_new(xmpp_ctx_t* context, parser_start start, parser_end end, parser_stanza stanza, void* self);
void parser_free(parser_t* parser);
int parser_feed(parser_t* parser, char* chunk, int size);
}

namespace headstock::bench {
namespace {

class Strophe final : public Reader {
public:
    Strophe()
        : context_(xmpp_ctx_new(nullptr, nullptr), &xmpp_ctx_free),
          parser_(parser_new(
                      context_.get(), [](char*, char**, void*) {},
                      [](char*, void* self) { static_cast<Strophe*>(self)->ended_ = true; },
                      [](xmpp_stanza_t*, void* self) { static_cast<Strophe*>(self)->seen(); }, this),
                  &parser_free) {}
    void feed(std::string_view bytes) override {
        parser_feed(parser_.get(), const_cast<char*>(bytes.data()), static_cast<int>(bytes.size()));
        fed_ += bytes.size();
    }
    /// Its expat puts off what is incomplete until it has twice as much, and cannot be told that nothing follows.
    void finish() override {
        const std::string blank(1024, ' ');
        const std::size_t fed = fed_;
        for (std::size_t i = 0; !ended_ && i < fed; i += blank.size()) feed(blank);
    }

private:
    bool ended_ = false;
    std::size_t fed_ = 0;
    std::unique_ptr<xmpp_ctx_t, void (*)(xmpp_ctx_t*)> context_;
    std::unique_ptr<parser_t, void (*)(parser_t*)> parser_;
};

}  // namespace

Peer libstrophe_tree() {
    return {"libstrophe", true, [] { return std::make_unique<Strophe>(); }};
}

}  // namespace headstock::bench
