// SPDX-License-Identifier: MIT
#include "headstock/core/stream_resume.hpp"

namespace headstock::core {

bridge::Name Resume::name() const { return {"sm", ns::stream_management}; }

bool Resume::wanted(const Negotiation& negotiation, bridge::View) const {
    return negotiation.authenticated && negotiation.bound.empty() &&
           negotiation.management.resume_request(negotiation.clock.now());
}

Result<Progress> Resume::start(bridge::View, Negotiation& negotiation, const Send& send) {
    const auto request = negotiation.management.resume_request(negotiation.clock.now());
    if (auto sent = send(request->view()); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<Progress> Resume::hear(bridge::View element, Negotiation& negotiation, const Send&) {
    StreamManagement& management = negotiation.management;
    if (element.is({"resumed", ns::stream_management})) {
        if (auto heard = management.resumed(element); !heard) return std::unexpected(std::move(heard.error()));
        negotiation.bound = management.address();
        return Progress::done;
    }
    if (!element.is({"failed", ns::stream_management}))
        return fail(Errc::unexpected_element, std::string(element.tag()));
    management.resume_failed(element);
    return Progress::done;
}

}  // namespace headstock::core
