// SPDX-License-Identifier: MIT
#include "capi/entity.hpp"

#include <algorithm>
#include <chrono>

#include "capi/call.hpp"
#include "capi/element.hpp"
#include "capi/payload_types.hpp"

using namespace headstock;
using namespace headstock::capi;

namespace {

constexpr std::uint64_t longest_wait = 365ULL * 24 * 3600 * 1000;  // milliseconds: a year

/// Does `work(entity)`; who else may be inside is for the entity to say.
template <class Work>
hs_status on(hs_entity handle, Work work) noexcept {
    const std::shared_ptr<Entity> entity = handles().find<Entity>(handle);
    if (!entity) return call([] { refuse(HS_E_HANDLE); });
    return caught(entity.get(), [&] { return work(*entity); });
}

template <class Work>
hs_status perform(hs_entity handle, Work work) noexcept {
    return on(handle, [&](Entity& entity) { entity.perform(work); });
}

hs_status send(hs_entity handle, const bridge::Element& stanza, uint64_t* delivery) {
    return on(handle, [&](Entity& entity) {
        if (delivery) *delivery = 0;
        entity.perform_sending([&](Conversation& conversation) { conversation.send(stanza, delivery); });
    });
}

core::IqType iq_type(int32_t set) { return set ? core::IqType::set : core::IqType::get; }

}  // namespace

hs_status hs_address(hs_entity entity, hs_text* address) {
    return on(entity, [&](Entity& object) {
        std::string found;
        out(address);
        object.perform([&](Conversation& conversation) { found = conversation.stream().address().text(); });
        give(address, std::move(found));
    });
}

hs_status hs_state(hs_entity entity, hs_text* state) {
    return on(entity, [&](Entity& object) {
        std::string found;
        out(state);
        object.perform([&](Conversation& conversation) { found = word(conversation.stream().status()); });
        give(state, std::move(found));
    });
}

hs_status hs_send(hs_entity entity, const char* xml, size_t length, uint64_t* delivery) {
    return call([&] { return send(entity, parse_stanza(text(xml, length)), delivery); });
}

hs_status hs_send_element(hs_entity entity, hs_element stanza, uint64_t* delivery) {
    return call<ElementObject>(stanza,
                               [&](ElementObject& object) { return send(entity, stanza_of(object.view()), delivery); });
}

hs_status hs_send_message(hs_entity entity, const char* to, size_t to_length, const char* body, size_t body_length,
                          const char* language, size_t language_length, uint64_t* delivery) {
    return call([&] {
        const core::Message message = core::chat(value(core::Jid::parse(text(to, to_length))), text(body, body_length),
                                                 text(language, language_length));
        return send(entity, message.view().own(), delivery);
    });
}

hs_status hs_send_presence(hs_entity entity, const char* presence, size_t length) {
    return on(entity, [&](Entity& object) {
        const std::string_view json = text(presence, length);
        object.perform_sending([&](Conversation& conversation) { conversation.send_presence(json); });
    });
}

hs_status hs_ask(hs_entity entity, const char* to, size_t to_length, int32_t set, const char* type, size_t type_length,
                 const char* payload, size_t payload_length, uint64_t milliseconds, uint64_t* request) {
    return on(entity, [&](Entity& object) {
        std::uint64_t& number = out(request);
        const std::string_view whom = text(to, to_length);
        const core::Jid jid = whom.empty() ? core::Jid() : value(core::Jid::parse(whom));
        const bridge::Element content = payload_of(text(type, type_length), text(payload, payload_length));
        const auto limit = std::chrono::milliseconds(std::min<std::uint64_t>(milliseconds, longest_wait));
        object.perform_sending(
            [&](Conversation& conversation) { number = conversation.ask(iq_type(set), jid, content, limit); });
    });
}

hs_status hs_forget(hs_entity entity, uint64_t request) {
    return perform(entity, [&](Conversation& conversation) { conversation.forget(request); });
}

hs_status hs_serve(hs_entity entity, const char* tag, size_t tag_length, const char* ns, size_t ns_length,
                   int32_t set) {
    return perform(entity, [&](Conversation& conversation) {
        conversation.serve({text(tag, tag_length), text(ns, ns_length)}, iq_type(set));
    });
}

hs_status hs_reply(hs_entity entity, uint64_t request, const char* type, size_t type_length, const char* payload,
                   size_t payload_length) {
    return perform(entity, [&](Conversation& conversation) {
        const std::string_view content = text(payload, payload_length);
        if (content.empty()) return conversation.reply(request, nullptr);
        const bridge::Element element = payload_of(text(type, type_length), content);
        conversation.reply(request, &element);
    });
}

hs_status hs_refuse(hs_entity entity, uint64_t request, const char* condition, size_t condition_length,
                    const char* words, size_t words_length) {
    return perform(entity, [&](Conversation& conversation) {
        conversation.refuse_request(request, text(condition, condition_length), text(words, words_length));
    });
}

hs_status hs_announce(hs_entity entity, const char* feature, size_t length) {
    return perform(entity, [&](Conversation& conversation) { conversation.announce(text(feature, length)); });
}

hs_status hs_roster(hs_entity entity, hs_text* json) {
    return on(entity, [&](Entity& object) {
        bridge::Json roster;
        out(json);
        object.perform([&](Conversation& conversation) { roster = conversation.roster(); });
        give(json, dump(roster));
    });
}
