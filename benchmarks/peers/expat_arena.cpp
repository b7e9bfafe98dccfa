// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <unordered_map>
#include <vector>

#include "peers/expat_base.hpp"

namespace headstock::bench {
namespace {

/// Memory that is given back as a whole, and kept for the next stanza.
class Arena {
public:
    void* take(std::size_t size) {
        size = (size + 7) & ~std::size_t{7};
        while (block_ < blocks_.size() && used_ + size > blocks_[block_].size()) ++block_, used_ = 0;
        if (block_ == blocks_.size()) blocks_.emplace_back(std::max(size, std::size_t{8} * 1024));
        void* const place = blocks_[block_].data() + used_;
        used_ += size;
        return place;
    }
    std::string_view copy(std::string_view text) {
        char* const place = static_cast<char*>(take(text.size()));
        std::memcpy(place, text.data(), text.size());
        return {place, text.size()};
    }
    void clear() { block_ = used_ = 0; }

private:
    std::vector<std::vector<char>> blocks_;
    std::size_t block_ = 0;
    std::size_t used_ = 0;
};

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// Names as numbers, so that comparing them is cheap.
class Names {
public:
    std::uint32_t number(std::string_view name) {
        const auto found = numbers_.find(name);
        if (found != numbers_.end()) return found->second;
        return numbers_.emplace(name, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }

private:
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

struct Attribute {
    std::uint32_t name;
    std::string_view value;
};

struct Node {
    std::uint32_t name = 0;  ///< 0 for a text
    std::uint32_t attribute_count = 0;
    Attribute* attributes = nullptr;
    std::string_view text;
    Node* parent = nullptr;
    Node* first = nullptr;
    Node* last = nullptr;
    Node* next = nullptr;
};

/// The best that can be done on top of expat: one arena a stanza, numbered names, no other allocation.
class ArenaTree final : public ExpatReader<ArenaTree> {
public:
    ArenaTree() { names_.number(""); }
    void start(const XML_Char* name, const XML_Char** attributes) {
        if (++depth_ == 1) return;
        Node& node = add();
        node.name = names_.number(name);
        while (attributes[2 * node.attribute_count] != nullptr) ++node.attribute_count;
        node.attributes = static_cast<Attribute*>(arena_.take(node.attribute_count * sizeof(Attribute)));
        for (std::uint32_t i = 0; i < node.attribute_count; ++i)
            new (node.attributes + i) Attribute{names_.number(attributes[2 * i]), arena_.copy(attributes[2 * i + 1])};
        current_ = &node;
    }
    void end() {
        if (--depth_ == 0) return;
        current_ = current_->parent;
        if (depth_ != 1) return;
        seen();
        arena_.clear();
    }
    void text(std::string_view chars) {
        if (current_ != nullptr) add().text = arena_.copy(chars);
    }

private:
    Node& add() {
        Node& node = *new (arena_.take(sizeof(Node))) Node;
        node.parent = current_;
        if (current_ == nullptr) return node;
        (current_->first == nullptr ? current_->first : current_->last->next) = &node;
        current_->last = &node;
        return node;
    }

    int depth_ = 0;
    Arena arena_;
    Names names_;
    Node* current_ = nullptr;
};

}  // namespace

Peer expat_arena() {
    return {"expat + arena tree", true, [] { return std::make_unique<ArenaTree>(); }};
}

}  // namespace headstock::bench
