// SPDX-License-Identifier: MIT
#include "headstock/extensions/version.hpp"

namespace headstock::version {

core::Request<Info> query(core::Jid entity) {
    return core::get<Info>(std::move(entity));  // an empty <query/>: its name comes from Info::xml
}

void Module::answer_with(Info info) {
    answering_ =
        stream_.router().respond<Info>(core::IqType::get, [info = std::move(info)](const auto&) { return info; });
    announced_ = stream_.announce(std::string(ns));
}

void Module::ask(core::Jid entity) {
    stream_.ask<Info>(query(std::move(entity)), [](const Result<Info>&) {});
}

Subscription Module::on_received(std::function<void(const Info&)> handler) {
    return stream_.router().on_answer<Info>(std::move(handler));
}

}  // namespace headstock::version
