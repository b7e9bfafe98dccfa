// SPDX-License-Identifier: MIT
#include "headstock/bridge/parser.hpp"

#include <optional>
#include <string>

#include "headstock/bridge/engine/engine.hpp"

namespace headstock::bridge {
namespace {

std::string_view words(int value) {
    switch (static_cast<ParseErrc>(value)) {
        case ParseErrc::not_well_formed:
            return "the XML is not well-formed";
        case ParseErrc::bad_encoding:
            return "the input is not UTF-8 or holds a character that XML forbids";
        case ParseErrc::restricted_xml:
            return "comments, processing instructions, DTDs and entities are not allowed";
        case ParseErrc::bad_namespace_prefix:
            return "a namespace prefix is not declared, or may not be";
        case ParseErrc::unsupported_encoding:
            return "an encoding other than UTF-8 was declared";
        case ParseErrc::stanza_too_big:
            return "an element is too big";
        case ParseErrc::too_deep:
            return "elements are nested too deep";
        case ParseErrc::too_many_attributes:
            return "an element has too many attributes";
        case ParseErrc::too_many_namespaces:
            return "too many namespaces are declared";
        case ParseErrc::name_too_long:
            return "a name is too long";
        case ParseErrc::too_many_nodes:
            return "an element holds too many others";
        case ParseErrc::unexpected_end:
            return "the input ended too early";
        case ParseErrc::stopped:
            return "the parser was stopped";
    }
    return "unknown error of the XML parser";
}

/// Copies the root when it is complete.
class Keeper final : public Parser::Handler {
public:
    Flow on_end(View element, std::size_t depth) override {
        if (depth == 0) kept.emplace(element);
        return Flow::go;
    }
    std::optional<Element> kept;
};

}  // namespace

const std::error_category& parse_category() {
    static const Category category("headstock.parser", words);
    return category;
}

std::error_code make_error_code(ParseErrc code) { return {static_cast<int>(code), parse_category()}; }

Flow Parser::Handler::on_start(View, std::size_t) { return Flow::go; }

void Parser::Abandon::operator()(detail::Engine* engine) const { engine->abandon(); }

Parser::Parser(Handler& handler, const Limits& limits)
    : engine_(new detail::Engine(handler, limits, detail::Engine::Mode::stream)) {}
Parser::~Parser() = default;

std::span<char> Parser::prepare(std::size_t size) { return engine_->prepare(size); }
Result<Flow> Parser::commit(std::size_t size) { return engine_->commit(size); }
Result<Flow> Parser::feed(std::string_view bytes) { return engine_->feed(bytes); }
Result<Flow> Parser::resume() { return engine_->resume(); }
Result<void> Parser::finish() { return engine_->finish(); }
std::string_view Parser::unparsed() const { return engine_->unparsed(); }
void Parser::restart() { engine_->restart(); }
void Parser::limit(const Limits& limits) { engine_->limit(limits); }
void Parser::take_for_client(std::string_view ns) { engine_->take_for_client(ns); }
Position Parser::position() const { return engine_->position(); }
bool Parser::in_root() const { return engine_->in_root(); }
bool Parser::root_closed() const { return engine_->root_closed(); }
void Parser::release_memory() { engine_->release_memory(); }

Result<Element> parse_element(std::string_view xml, const Limits& limits) {
    Keeper keeper;
    detail::Engine engine(keeper, limits, detail::Engine::Mode::document);
    std::error_code wrong;
    if (const auto fed = engine.feed(xml); !fed) wrong = fed.error().code;
    else if (const auto finished = engine.finish(); !finished) wrong = finished.error().code;
    if (!wrong) return std::move(*keeper.kept);
    const Position at = engine.position();
    return fail(wrong, "line " + std::to_string(at.line) + ", column " + std::to_string(at.column));
}

}  // namespace headstock::bridge
