// SPDX-License-Identifier: MIT
#include "headstock/extensions/out_of_band.hpp"

namespace headstock::out_of_band {
namespace {

core::StanzaFailure malformed(const Error& why) {
    return core::StanzaFailure(core::StanzaCondition::bad_request, why.message());
}

}  // namespace

core::Request<core::Done> offer(core::Jid whom, const File& file, Duration limit) {
    return core::set(std::move(whom), bridge::write(file)).within(limit);
}

void Module::answer_with(std::function<void(Offer)> handler) {
    const auto answer = [handler = std::move(handler)](const core::Iq& iq, core::Reply reply) {
        Result<File> file = iq.payload<File>();
        if (!file) return reply.fail(malformed(file.error()));
        handler(Offer(iq.from(), *std::move(file), std::move(reply)));
    };
    answering_ = stream_.router().respond_later(bridge::name_of<File>(), core::IqType::set, answer);
    announced_ = stream_.announce(std::string(ns));
}

Subscription Module::on_link(std::function<void(const core::Message&, const Link&)> handler) {
    announced_links_ = stream_.announce(std::string(link_ns));
    return stream_.router().on_message<Link>(std::move(handler));
}

Subscription Module::on_link(std::function<void(const core::Presence&, const Link&)> handler) {
    announced_links_ = stream_.announce(std::string(link_ns));
    return stream_.router().on_presence([handler = std::move(handler)](const core::Presence& presence) {
        if (!presence.has<Link>()) return;
        if (const Result<Link> link = presence.payload<Link>()) handler(presence, *link);
    });
}

}  // namespace headstock::out_of_band
