// SPDX-License-Identifier: MIT
#include "peers/peer.hpp"

namespace headstock::bench {

std::vector<Peer> stream_peers() {
    std::vector<Peer> all;
#ifdef HEADSTOCK_HAS_EXPAT
    all.push_back(expat_null());
    all.push_back(expat_tree());
    all.push_back(expat_arena());
#endif
#ifdef HEADSTOCK_HAS_LIBXML2
    all.push_back(libxml2_null());
    all.push_back(libxml2_tree());
#endif
#ifdef HEADSTOCK_HAS_IKSEMEL
    all.push_back(iksemel_tree());
#endif
#ifdef HEADSTOCK_HAS_LIBSTROPHE
    all.push_back(libstrophe_tree());
#endif
#ifdef HEADSTOCK_HAS_GLOOX
    all.push_back(gloox_tree());
#endif
    return all;
}

std::vector<Peer> stanza_peers() {
    std::vector<Peer> all;
#ifdef HEADSTOCK_HAS_RAPIDXML
    all.push_back(rapidxml_tree());
#endif
#ifdef HEADSTOCK_HAS_PUGIXML
    all.push_back(pugixml_tree());
#endif
#ifdef HEADSTOCK_HAS_QT
    all.push_back(qt_tree());
#endif
    return all;
}

std::string absent_peers() { return HEADSTOCK_ABSENT_PEERS; }
std::string peer_versions() { return HEADSTOCK_PEER_VERSIONS; }

}  // namespace headstock::bench
