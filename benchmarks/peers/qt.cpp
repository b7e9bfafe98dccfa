// SPDX-License-Identifier: MIT
#include <QDomDocument>

#include "peers/peer.hpp"

namespace headstock::bench {
namespace {

/// QXmpp's way: what was read is put into the stream's tags and parsed as a document. Its best case is a read that is
/// one whole stanza; else it reads the beginning again with each piece.
class Qt final : public Reader {
public:
    void feed(std::string_view bytes) override {
        QByteArray wrapped("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        wrapped.append(bytes.data(), static_cast<int>(bytes.size())).append("</stream:stream>");
        QDomDocument document;
        document.setContent(wrapped, true);
        QDomElement stanza = document.documentElement().firstChildElement();
        for (; !stanza.isNull(); stanza = stanza.nextSiblingElement()) seen();
    }
};

}  // namespace

Peer qt_tree() {
    return {"QDomDocument, as QXmpp", true, [] { return std::make_unique<Qt>(); }, false};
}

}  // namespace headstock::bench
