// SPDX-License-Identifier: MIT
#include "headstock/extensions/vcard.hpp"

#include "headstock/bridge/writer.hpp"

namespace headstock::vcard {

const std::string* Card::photo() const {
    for (const Photo& photo : photos)
        if (photo.data && !photo.data->data.empty()) return &photo.data->data;
    return nullptr;
}

core::Request<Card> query(core::Jid account) { return core::get<Card>(std::move(account)); }
core::Request<Card> own() { return core::get<Card>({}); }

Result<core::Request<core::Done>> store(const Card& card) {
    bridge::Element element = bridge::write(card);
    std::string xml;
    if (auto written = bridge::write(element, xml); !written) return std::unexpected(std::move(written.error()));
    if (xml.size() > max_size) return fail(std::make_error_code(std::errc::message_size), "a card has at most 192 KiB");
    return core::set({}, std::move(element));
}

void Module::answer_with(Card card) {
    answering_ =
        stream_.router().respond<Card>(core::IqType::get, [card = std::move(card)](const auto&) { return card; });
    announced_ = stream_.announce(std::string(ns));
}

}  // namespace headstock::vcard
