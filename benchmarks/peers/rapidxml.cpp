// SPDX-License-Identifier: MIT
#include <rapidxml/rapidxml.hpp>

#include "peers/peer.hpp"

namespace headstock::bench {
namespace {

/// In place, in a copy: what was received is needed again. No namespaces, hardly a check.
class RapidXml final : public Reader {
public:
    void feed(std::string_view bytes) override {
        scratch_ = bytes;
        document_.clear();
        try {
            document_.parse<rapidxml::parse_default>(scratch_.data());
            seen();
        } catch (const rapidxml::parse_error&) {
            return;  // the count tells
        }
    }

private:
    std::string scratch_;
    rapidxml::xml_document<> document_;
};

}  // namespace

Peer rapidxml_tree() {
    return {"rapidxml", true, [] { return std::make_unique<RapidXml>(); }, false};
}

}  // namespace headstock::bench
