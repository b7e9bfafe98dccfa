// SPDX-License-Identifier: MIT
#include "headstock/core/starttls.hpp"

#include "headstock/core/namespaces.hpp"

namespace headstock::core {

bridge::Name StartTls::name() const { return {"starttls", ns::tls}; }

bool StartTls::wanted(const Negotiation& negotiation, bridge::View) const {
    return !negotiation.channel.encrypted && negotiation.options.encryption == Encryption::required;
}

Result<Progress> StartTls::start(bridge::View, Negotiation&, const Send& send) {
    if (auto sent = send(bridge::Element("starttls", ns::tls)); !sent) return std::unexpected(std::move(sent.error()));
    return Progress::wait;
}

Result<Progress> StartTls::hear(bridge::View element, Negotiation&, const Send&) {
    if (element.is({"proceed", ns::tls})) return Progress::encrypt;
    if (element.is({"failure", ns::tls})) return fail(Errc::tls_refused);
    return fail(Errc::unexpected_element, std::string(element.tag()));
}

}  // namespace headstock::core
