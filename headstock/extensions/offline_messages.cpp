// SPDX-License-Identifier: MIT
#include "headstock/extensions/offline_messages.hpp"

#include <algorithm>

#include "headstock/base/number.hpp"

namespace headstock::offline_messages {
namespace {

constexpr std::string_view forms_ns = "jabber:x:data";

Result<std::uint64_t> read_count(const core::Iq& result) {
    const Result<disco::Info> info = result.payload<disco::Info>();
    if (!info) return std::unexpected(info.error());
    for (const bridge::Element& form : info->extensions) {
        if (!form.is({"x", forms_ns})) continue;
        for (const bridge::View field : form.children()) {
            const auto value = field.child({"value", forms_ns});
            if (field.attribute("var") == "number_of_messages" && value)
                return read_number<std::uint64_t>(value->text());
        }
    }
    return fail(make_error_code(bridge::PayloadErrc::missing), "number_of_messages");
}

Result<std::vector<Header>> read_headers(const core::Iq& result) {
    const Result<disco::Items> items = result.payload<disco::Items>();
    if (!items) return std::unexpected(items.error());
    if (items->items.size() > max_headers)
        return fail(std::make_error_code(std::errc::result_out_of_range), "more than 10,000 messages are kept");
    std::vector<Header> headers;
    for (const disco::Item& item : items->items) {
        Result<core::Jid> from = core::Jid::parse(item.name.value_or(""));
        if (!item.node || !from)
            return fail(make_error_code(bridge::PayloadErrc::malformed), "a header without a sender");
        headers.push_back({*item.node, std::move(*from)});
    }
    return headers;
}

template <class Answer>
core::Request<Answer> about_node(bridge::Name query, Result<Answer> (*read)(const core::Iq&)) {
    return {core::IqType::get, {}, bridge::Element(query).attribute("node", ns), read};
}

Offline naming(const std::vector<std::string>& nodes, Action action) {
    Offline order;
    for (const std::string& node : nodes) order.items.push_back({action, std::nullopt, node});
    return order;
}

}  // namespace

core::Request<std::uint64_t> count() { return about_node(bridge::name_of<disco::Info>(), &read_count); }
core::Request<std::vector<Header>> headers() { return about_node(bridge::name_of<disco::Items>(), &read_headers); }

core::Request<core::Done> remove(const std::vector<std::string>& nodes) {
    return core::set<core::Done>({}, bridge::write(naming(nodes, Action::remove)));
}

core::Request<core::Done> purge() {
    Offline order;
    order.purges = true;
    return core::set<core::Done>({}, bridge::write(order));
}

Module::Module(core::Stream& stream)
    : stream_(stream), messages_(stream.router().on_message([this](const core::Message& m) { received(m); })) {}

void Module::view(const std::vector<std::string>& nodes, Handler handler, std::function<void(Result<void>)> done) {
    ask(naming(nodes, Action::view),
        {++last_, std::set<std::string>(nodes.begin(), nodes.end()), {}, std::move(handler), {}}, std::move(done));
}

void Module::fetch(Handler handler, std::function<void(Result<void>)> done) {
    Offline order;
    order.fetches = true;
    ask(order, {++last_, std::nullopt, {}, std::move(handler), {}}, std::move(done));
}

void Module::ask(const Offline& order, Open open, std::function<void(Result<void>)> done) {
    const std::uint64_t number = open.number;
    open_.push_back(std::move(open));
    questions_.ask<core::Done>(core::get<core::Done>({}, bridge::write(order)),
                               [this, number, done = std::move(done)](Result<core::Done> answer) {
                                   answered(number, answer.has_value());
                                   if (!done) return;
                                   if (answer) done({});
                                   else done(std::unexpected(std::move(answer.error())));
                               });
}

void Module::answered(std::uint64_t number, bool well) {
    for (Open& open : open_)
        if (open.number == number) open.until = stream_.clock().now() + (well ? grace : Duration(0));
    std::erase_if(open_, [this](const Open& open) { return open.until && *open.until <= stream_.clock().now(); });
}

void Module::received(const core::Message& message) {
    if (open_.empty() || !message.has<Offline>()) return;
    const Result<Offline> offline = message.payload<Offline>();
    if (!offline || offline->items.size() != 1) return;
    const std::string& node = offline->items.front().node;
    for (Open& open : open_) {
        if (open.until && *open.until <= stream_.clock().now()) continue;
        if (open.wanted && !open.wanted->contains(node)) continue;
        if (open.come.size() >= max_headers || !open.come.insert(node).second) continue;
        const Handler handler = open.handler;  // it may ask again, which moves what is open
        return handler(node, message);
    }
}

}  // namespace headstock::offline_messages
