// SPDX-License-Identifier: MIT
#include <pugixml.hpp>

#include "peers/peer.hpp"

namespace headstock::bench {
namespace {

/// No namespaces, hardly a check.
class PugiXml final : public Reader {
public:
    void feed(std::string_view bytes) override {
        if (document_.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8)) seen();
    }

private:
    pugi::xml_document document_;
};

}  // namespace

Peer pugixml_tree() {
    return {"pugixml", true, [] { return std::make_unique<PugiXml>(); }, false};
}

}  // namespace headstock::bench
