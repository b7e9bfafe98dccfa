// SPDX-License-Identifier: MIT
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "peers/peer.hpp"

namespace headstock::bench {
namespace {

class LibXml2 : public Reader {
public:
    explicit LibXml2(const xmlSAXHandler& sax)
        : sax_(sax), parser_(xmlCreatePushParserCtxt(&sax_, nullptr, nullptr, 0, nullptr)) {
        parser_->_private = this;
        xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    }
    LibXml2(const LibXml2&) = delete;
    LibXml2& operator=(const LibXml2&) = delete;
    ~LibXml2() override {
        xmlFreeDoc(parser_->myDoc);
        xmlFreeParserCtxt(parser_);
    }
    void feed(std::string_view bytes) override {
        xmlParseChunk(parser_, bytes.data(), static_cast<int>(bytes.size()), 0);
    }
    static LibXml2& of(void* context) {
        return *static_cast<LibXml2*>(static_cast<xmlParserCtxtPtr>(context)->_private);
    }
    void opened() { ++depth_; }
    [[nodiscard]] bool in_stanza() const { return depth_ > 1; }
    /// Whether that was a stanza.
    bool closed() {
        if (--depth_ != 1) return false;
        seen();
        return true;
    }

private:
    xmlSAXHandler sax_;
    xmlParserCtxtPtr parser_;
    int depth_ = 0;
};

xmlSAXHandler null_handlers() {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int,
                            int, const xmlChar**) { LibXml2::of(context).opened(); };
    sax.endElementNs = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
        LibXml2::of(context).closed();
    };
    sax.characters = [](void*, const xmlChar*, int) {};
    return sax;
}

/// The library's own tree; what a stanza was is freed when it is complete.
xmlSAXHandler tree_handlers() {
    xmlSAXHandler sax{};
    xmlSAXVersion(&sax, 2);
    sax.startElementNs = [](void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int spaces,
                            const xmlChar** declared, int count, int defaulted, const xmlChar** attributes) {
        LibXml2::of(context).opened();
        xmlSAX2StartElementNs(context, name, prefix, uri, spaces, declared, count, defaulted, attributes);
    };
    // Text between stanzas must not become a node: the library would join it with one that is freed by then.
    sax.characters = [](void* context, const xmlChar* chars, int size) {
        if (LibXml2::of(context).in_stanza()) xmlSAX2Characters(context, chars, size);
    };
    sax.endElementNs = [](void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri) {
        const xmlNodePtr node = static_cast<xmlParserCtxtPtr>(context)->node;
        xmlSAX2EndElementNs(context, name, prefix, uri);
        if (!LibXml2::of(context).closed()) return;
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    };
    return sax;
}

}  // namespace

Peer libxml2_null() {
    return {"libxml2, null handlers", false, [] { return std::make_unique<LibXml2>(null_handlers()); }};
}

Peer libxml2_tree() {
    return {"libxml2 tree", true, [] { return std::make_unique<LibXml2>(tree_handlers()); }};
}

}  // namespace headstock::bench
