// SPDX-License-Identifier: MIT
// extensions alone: a question as a value, and the payload of its answer.
#include "headstock/extensions/disco.hpp"
#include "headstock/extensions/version.hpp"

using namespace headstock;

int main() {
    const auto question = version::query(core::jid("juliet@capulet.lit/balcony"));
    const bool asks = question.payload.is({"query", "jabber:iq:version"}) && question.to.resource() == "balcony";
    const auto answer =
        bridge::parse_element("<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.7</version></query>");
    if (!answer) return 1;
    const auto info = bridge::read<version::Info>(*answer);

    core::Stream stream(core::Account(core::jid("romeo@montague.lit"), Secret("wherefore")));
    version::Module version(stream);
    const disco::Module disco(stream);
    version.answer_with({"Exodus", "0.7", std::nullopt});
    return asks && info && info->software == "Exodus" && !info->os && disco.info().has(version::ns) ? 0 : 1;
}
