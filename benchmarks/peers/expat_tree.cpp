// SPDX-License-Identifier: MIT
#include <string>
#include <utility>
#include <vector>

#include "peers/expat_base.hpp"

namespace headstock::bench {
namespace {

struct Node {
    std::string name;
    std::string text;
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<std::unique_ptr<Node>> children;
    Node* parent = nullptr;
};

/// What most libraries on expat do: a tree of nodes that own strings.
class Tree final : public ExpatReader<Tree> {
public:
    void start(const XML_Char* name, const XML_Char** attributes) {
        if (++depth_ == 1) return;
        auto node = std::make_unique<Node>();
        node->name = name;
        for (; *attributes != nullptr; attributes += 2) node->attributes.emplace_back(attributes[0], attributes[1]);
        node->parent = current_;
        Node* const opened = node.get();
        if (current_ == nullptr) stanza_ = std::move(node);
        else current_->children.push_back(std::move(node));
        current_ = opened;
    }
    void end() {
        if (--depth_ == 0) return;
        current_ = current_->parent;
        if (depth_ != 1) return;
        seen();
        stanza_.reset();
    }
    void text(std::string_view chars) {
        if (current_ != nullptr) current_->text += chars;
    }

private:
    int depth_ = 0;
    std::unique_ptr<Node> stanza_;
    Node* current_ = nullptr;
};

}  // namespace

Peer expat_tree() {
    return {"expat + std::string tree", true, [] { return std::make_unique<Tree>(); }};
}

}  // namespace headstock::bench
