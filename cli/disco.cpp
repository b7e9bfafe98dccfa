// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/text.hpp"

namespace headstock::cli {
namespace {

Value::Fields head(const core::Jid& from, const std::string& node) {
    Value::Fields fields;
    fields.emplace_back("from", from.text());
    if (!node.empty()) fields.emplace_back("node", node);
    return fields;
}

/// Puts a line behind `lines`, of parts with tabs between.
void add_line(std::string& lines, std::initializer_list<std::string_view> parts) {
    std::string_view separator = lines.empty() ? "" : "\n";
    for (const std::string_view part : parts) {
        lines.append(separator).append(visible(part));
        separator = "\t";
    }
}

void add_extensions(Value::Fields& fields, const std::vector<bridge::Element>& extensions) {
    Value::List all;
    for (const bridge::Element& extension : extensions) all.emplace_back(extension.xml());
    if (!all.empty()) fields.emplace_back("extensions", std::move(all));
}

void tell(Output& out, Value::Fields fields, const disco::Info& info) {
    std::string lines;
    Value::List identities;
    for (const disco::Identity& identity : info.identities) {
        Value::Fields entry;
        entry.emplace_back("category", identity.category);
        entry.emplace_back("type", identity.type);
        if (identity.name) entry.emplace_back("name", *identity.name);
        identities.emplace_back(std::move(entry));
        add_line(lines, {"identity", identity.category + "/" + identity.type, identity.name.value_or("")});
    }
    Value::List features;
    for (const disco::Feature& feature : info.features) {
        features.emplace_back(feature.var);
        add_line(lines, {"feature", feature.var});
    }
    fields.emplace_back("identities", std::move(identities));
    fields.emplace_back("features", std::move(features));
    add_extensions(fields, info.extensions);
    if (out.json() || !lines.empty()) out.result("info", std::move(fields), lines);
}

void tell(Output& out, Value::Fields fields, const disco::Items& found) {
    std::string lines;
    Value::List items;
    for (const disco::Item& item : found.items) {
        Value::Fields entry;
        entry.emplace_back("jid", item.jid.text());
        if (item.node) entry.emplace_back("node", *item.node);
        if (item.name) entry.emplace_back("name", *item.name);
        items.emplace_back(std::move(entry));
        add_line(lines, {item.jid.text(), item.node.value_or(""), item.name.value_or("")});
    }
    fields.emplace_back("items", std::move(items));
    add_extensions(fields, found.extensions);
    if (out.json() || !lines.empty()) out.result("items", std::move(fields), lines);
}

asio::awaitable<int> discover(Session& session) {
    co_await log_in(session);
    const core::Jid target = target_of(session);
    const Options& options = session.context.options;
    Value::Fields fields = head(target, options.node);
    if (options.items) {
        const disco::Items items =
            co_await session.client.ask(disco::items(target, options.node).within(options.timeout));
        tell(session.context.out, std::move(fields), items);
    } else {
        const disco::Info info = co_await session.client.ask(disco::info(target, options.node).within(options.timeout));
        tell(session.context.out, std::move(fields), info);
    }
    co_return static_cast<int>(Exit::ok);
}

}  // namespace

int run_disco(Context& context) { return with_session(context, {}, discover); }

}  // namespace headstock::cli
