// SPDX-License-Identifier: MIT
#include <limits>
#include <map>
#include <optional>
#include <string>

#include "capi/call.hpp"
#include "capi/element.hpp"
#include "capi/json_reader.hpp"

#include "headstock/bridge/dispatcher.hpp"

using namespace headstock;
using namespace headstock::capi;

namespace {

class ParserObject final : public Object {
public:
    static bool is(Kind kind) { return kind == Kind::parser; }
    explicit ParserObject(const bridge::Limits& limits) : Object(Kind::parser), parser(dispatcher, limits) {}

    void keep(Subscription made, std::uint64_t* number) {
        rules.emplace(++last_rule, std::move(made));
        if (number) *number = last_rule;
    }

    bridge::Dispatcher dispatcher;
    bridge::Parser parser;
    std::map<std::uint64_t, Subscription> rules;
    std::uint64_t last_rule = 0;
};

bridge::Limits limits_of(std::string_view options) {
    bridge::Limits limits;
    JsonReader reader("options", options);
    for (const auto& [key, limit] : {std::pair{"stanza", &limits.stanza},
                                     {"depth", &limits.depth},
                                     {"attributes", &limits.attributes},
                                     {"namespaces", &limits.namespaces},
                                     {"name", &limits.name},
                                     {"nodes", &limits.nodes},
                                     {"waiting", &limits.waiting}})
        *limit = reader.number<std::uint32_t>(key).value_or(*limit);
    reader.finish();
    return limits;
}

/// Shows `element` to a callback, for as long as that runs.
bridge::Flow show(bridge::View element, hs_rule_callback callback, void* user) {
    const hs_handle handle = handles().add(std::make_shared<ElementObject>(element));
    const std::int32_t flow = callback(user, handle, element.depth());
    (void)handles().remove(handle, Kind::element);
    return flow == HS_STOP ? bridge::Flow::stop : flow == HS_PAUSE ? bridge::Flow::pause : bridge::Flow::go;
}

hs_status status_of_flow(Result<bridge::Flow> flow) {
    if (!flow && flow.error().code == bridge::ParseErrc::stopped) return HS_STOPPED;
    switch (value(std::move(flow))) {
        case bridge::Flow::pause:
            return HS_PAUSED;
        case bridge::Flow::stop:
            return HS_STOPPED;
        default:
            return HS_OK;
    }
}

bridge::Depth depth_of(std::int32_t depth) {
    if (depth == HS_ANY_DEPTH) return bridge::Depth::any;
    if (depth < 0) refuse(HS_E_ARGUMENT, "a depth below 0");
    return {static_cast<std::size_t>(depth)};
}

}  // namespace

hs_status hs_parser_new(const char* options, size_t length, hs_parser* made) {
    return call([&] {
        out(made);
        *made = handles().add(std::make_shared<ParserObject>(limits_of(text(options, length))));
    });
}

hs_status hs_parser_free(hs_parser parser) { return release(parser, Kind::parser); }

hs_status hs_parser_on(hs_parser parser, const char* tag, size_t tag_length, const char* ns, size_t ns_length,
                       int32_t depth, hs_rule_callback callback, void* user, uint64_t* rule) {
    return call<ParserObject>(parser, [&](ParserObject& object) {
        if (rule) *rule = 0;
        if (!callback) refuse(HS_E_ARGUMENT, "no callback");
        const std::string_view wanted = text(tag, tag_length);
        const std::string_view place = text(ns, ns_length);
        const bridge::Depth level = depth_of(depth);
        const auto action = [callback, user](bridge::View element) { return show(element, callback, user); };
        Subscription made = !tag  ? object.dispatcher.at(level, action)
                            : !ns ? object.dispatcher.on(bridge::AnyNamespace{wanted}, action, level)
                                  : object.dispatcher.on(bridge::Name{wanted, place}, action, level);
        object.keep(std::move(made), rule);
    });
}

hs_status hs_parser_on_path(hs_parser parser, const char* path, size_t length, hs_rule_callback callback, void* user,
                            uint64_t* rule) {
    return call<ParserObject>(parser, [&](ParserObject& object) {
        if (rule) *rule = 0;
        if (!callback) refuse(HS_E_ARGUMENT, "no callback");
        auto made = object.dispatcher.on_path(
            text(path, length), [callback, user](bridge::View element) { return show(element, callback, user); });
        if (!made) refuse(HS_E_ARGUMENT, made.error().message());
        object.keep(*std::move(made), rule);
    });
}

hs_status hs_parser_on_unmatched(hs_parser parser, hs_rule_callback callback, void* user, uint64_t* rule) {
    return call<ParserObject>(parser, [&](ParserObject& object) {
        if (rule) *rule = 0;
        if (!callback) refuse(HS_E_ARGUMENT, "no callback");
        const auto action = [callback, user](bridge::View element, bridge::Depth) {
            return show(element, callback, user);
        };
        object.keep(object.dispatcher.on_unmatched(action), rule);
    });
}

hs_status hs_parser_cancel(hs_parser parser, uint64_t rule) {
    return call<ParserObject>(parser, [&](ParserObject& object) {
        if (object.rules.erase(rule) == 0) refuse(HS_E_UNKNOWN, "no such rule");
    });
}

hs_status hs_parser_feed(hs_parser parser, const void* bytes, size_t length) {
    return call<ParserObject, From::outside>(parser, [&](ParserObject& object) {
        return status_of_flow(object.parser.feed(text(static_cast<const char*>(bytes), length)));
    });
}

hs_status hs_parser_resume(hs_parser parser) {
    return call<ParserObject, From::outside>(
        parser, [](ParserObject& object) { return status_of_flow(object.parser.resume()); });
}

hs_status hs_parser_finish(hs_parser parser) {
    return call<ParserObject, From::outside>(parser, [](ParserObject& object) { value(object.parser.finish()); });
}

hs_status hs_parser_restart(hs_parser parser) {
    return call<ParserObject>(parser, [](ParserObject& object) { object.parser.restart(); });
}

hs_status hs_parser_position(hs_parser parser, uint64_t* offset, uint64_t* line, uint64_t* column) {
    return call<ParserObject>(parser, [&](const ParserObject& object) {
        const bridge::Position position = object.parser.position();
        if (offset) *offset = position.offset;
        if (line) *line = position.line;
        if (column) *column = position.column;
    });
}
