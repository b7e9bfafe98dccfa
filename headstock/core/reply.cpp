// SPDX-License-Identifier: MIT
#include "headstock/core/reply.hpp"

#include "headstock/core/router.hpp"

namespace headstock::core {

/// Whoever threw instead of answering did not mean to say that we do not know the request.
Reply::~Reply() {
    const bool thrown = std::uncaught_exceptions() > exceptions_;
    fail(StanzaFailure(thrown ? StanzaCondition::internal_server_error : StanzaCondition::service_unavailable));
}

void Reply::done() { send(result_); }

void Reply::done(bridge::View content) {
    if (!line_) return;
    result_.add(content);
    send(result_);
}

void Reply::fail(const StanzaFailure& failure) {
    if (!line_) return;
    Iq error(IqType::error);
    error.id(result_.id());
    if (!result_.to().empty()) error.to(result_.to());
    if (!result_.from().empty()) error.from(result_.from());
    send(error.add(failure.write()));
}

/// What cannot be written is still answered: the peer waits.
void Reply::send(const Iq& answer) {
    const auto line = std::exchange(line_, {});
    if (!line || !line->router) return;
    if (line->router->send_(answer.view()) || answer.type() == IqType::error) return;
    Iq error(IqType::error);
    error.id(answer.id());
    if (!answer.to().empty()) error.to(answer.to());
    if (!answer.from().empty()) error.from(answer.from());
    error.add(StanzaFailure(StanzaCondition::internal_server_error).write());
    (void)line->router->send_(error.view());
}

}  // namespace headstock::core
