// SPDX-License-Identifier: MIT
#include "capi/conversation.hpp"

#include <memory>
#include <optional>

#include "capi/json_reader.hpp"
#include "capi/payload_types.hpp"

namespace headstock::capi {
namespace {

using bridge::Json;

std::string_view word_of(core::Delivery delivery) {
    switch (delivery) {
        case core::Delivery::sent:
            return "sent";
        case core::Delivery::acked:
            return "acked";
        default:
            return "failed";
    }
}

/// The value of an enumeration whose words begin with that of `first`, in order.
template <class E>
E read_word(JsonReader& reader, const char* key, E first, E last, E absent) {
    const auto found = reader.string(key);
    if (!found) return absent;
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i)
        if (word(static_cast<E>(i)) == *found) return static_cast<E>(i);
    reader.wrong(key, "no such word");
}

/// The one payload of a result, or null.
Json content_of(const core::Iq& iq) {
    const auto children = iq.view().children();
    return children.empty() ? Json() : payload_json(children.front());
}

}  // namespace

bridge::Element parse_stanza(std::string_view xml) {
    bridge::Element root = value(bridge::parse_element(xml));
    if (!root.ns().empty()) return root;
    // As it would be read inside of a stream, whose default namespace it has.
    std::string dressed = "<s:stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams'>";
    const std::size_t begin = xml.starts_with("<?") ? xml.find("?>") + 2 : 0;
    dressed.append(xml.substr(begin)).append("</s:stream>");
    const bridge::Element stream = value(bridge::parse_element(dressed));
    for (const bridge::View child : stream.view().children()) return child.own();
    refuse(HS_E_XML, "no stanza");
}

bridge::Element stanza_of(bridge::View element) {
    return element.ns().empty() ? parse_stanza(element.xml()) : element.own();
}

Conversation::Conversation(api::Session& session, const Wishes& wishes, std::function<void(std::string)> emit)
    : session_(session), emit_(std::move(emit)), answer_limit_(wishes.answer_limit) {
    if (wishes.software) session_.version.answer_with(*wishes.software);
    if (wishes.identity) session_.disco.add(*wishes.identity);
    listen(wishes);
}

Conversation::~Conversation() {
    for (const auto& [number, request] : asked_) session_.stream.router().forget(request);
}

void Conversation::listen(const Wishes& wishes) {
    const auto hear = [this](Subscription heard) { heard_.push_back(std::move(heard)); };
    core::Stream& of = session_.stream;
    if (wishes.trace)
        hear(of.on_trace([this](core::Direction direction, std::string_view xml) {
            EventJson made("trace");
            made.add("direction", direction == core::Direction::sent ? "sent" : "received").add("xml", xml);
            emit(std::move(made));
        }));
    hear(of.on_status([this](core::Status status) {
        EventJson made("status");
        made.add("status", word(status));
        if (status == core::Status::bound) made.add("address", session_.stream.address().text());
        emit(std::move(made));
    }));
    hear(session_.on_ready([this] { emit(EventJson("ready")); }));
    hear(of.on_resumed([this] { emit(EventJson("resumed")); }));
    hear(of.router().on_message([this, xml = wishes.xml](const core::Message& message) {
        emit_(message_event(message, session_.stream.address(), xml));
    }));
    hear(of.router().on_presence([this, xml = wishes.xml](const core::Presence& presence) {
        emit_(presence_event(presence, session_.stream.address(), xml));
    }));
    hear(session_.roster.on_loaded([this] { emit(std::move(EventJson("roster").add_json("items", roster()))); }));
    hear(session_.roster.on_update([this](const core::RosterItem& item) {
        if (session_.roster.loaded()) emit(std::move(EventJson("roster_changed").add_json("item", roster_json(item))));
    }));  // before that, `roster` will tell
    hear(of.on_undelivered(
        [this](bridge::View stanza) { emit(std::move(EventJson("undelivered").add("xml", stanza.xml()))); }));
    hear(of.on_end([this](const Error& why) {
        emit(std::move(EventJson("disconnected").add("resumable", session_.stream.resumable()).add_reason(why)));
    }));
}

void Conversation::send(bridge::View stanza, std::uint64_t* told) {
    if (!told) return value(session_.stream.send(stanza));
    const std::uint64_t number = last_number_ + 1;
    value(session_.stream.send(stanza, [this, number, alive = std::weak_ptr(alive_)](core::Delivery delivery) {
        if (alive.expired()) return;
        emit(std::move(EventJson("delivery").add("delivery", number).add("state", word_of(delivery))));
    }));
    last_number_ = *told = number;
}

void Conversation::send_presence(std::string_view json) {
    JsonReader reader("presence", json);
    using Type = core::PresenceType;
    const auto type = read_word(reader, "type", Type::available, Type::error, Type::available);
    const auto show = read_word(reader, "show", core::Show::online, core::Show::dnd, core::Show::online);
    const auto to = reader.string("to");
    const auto status = reader.string("status");
    const auto priority = reader.number<std::int8_t>("priority").value_or(0);
    reader.finish();
    core::Presence presence = type == Type::available ? core::Presence(show, "", priority) : core::Presence(type);
    if (status) presence.status(*status);
    if (to) presence.to(value(core::Jid::parse(*to)));
    send(presence.view(), nullptr);
}

std::uint64_t Conversation::ask(core::IqType type, core::Jid to, bridge::Element payload, Duration limit) {
    struct Asking {
        bool over = false;  // the call, if not the question
        std::optional<Error> refused;
    };
    const auto asking = std::make_shared<Asking>();
    const std::uint64_t number = ++last_number_;
    const auto done = [this, asking, number](Result<std::reference_wrapper<const core::Iq>> answer) {
        if (!asking->over && !answer) asking->refused = std::move(answer.error());
        else if (!answer) answered(number, std::unexpected(std::move(answer.error())));
        else answered(number, content_of(answer->get()));
    };
    const Duration patience = limit > Duration::zero() ? limit : answer_limit_;
    const core::RequestId request = session_.stream.router().ask(type, to, payload, patience, done);
    asking->over = true;
    if (asking->refused) throw Failure(*std::move(asking->refused));
    asked_.emplace(number, request);
    return number;
}

void Conversation::answered(std::uint64_t request, const Result<Json>& answer) {
    asked_.erase(request);
    EventJson made(answer ? "answer" : "failure");
    made.add("request", request);
    if (!answer) made.add_reason(answer.error());
    else if (!answer->is_null()) made.add_json("payload", *answer);
    emit(std::move(made));
}

void Conversation::forget(std::uint64_t request) {
    const auto found = asked_.find(request);
    if (found == asked_.end()) refuse(HS_E_UNKNOWN, "no such open question");
    session_.stream.router().forget(found->second);
    asked_.erase(found);
}

void Conversation::serve(bridge::Name payload, core::IqType type) {
    std::string name = "{" + std::string(payload.ns) + "}" + std::string(payload.tag);
    const auto responder = [this](const core::Iq& request, core::Reply reply) {
        if (owed_.size() >= max_owed) owed_.erase(owed_.begin());
        const std::uint64_t number = ++last_number_;
        owed_.emplace(number, std::move(reply));
        emit_(request_event(request, number, session_.stream.address()));
    };
    served_.insert_or_assign({std::move(name), type}, session_.stream.router().respond_later(payload, type, responder));
}

core::Reply Conversation::owed(std::uint64_t request) {
    auto found = owed_.extract(request);
    if (!found) refuse(HS_E_UNKNOWN, "no such open request");
    return std::move(found.mapped());
}

void Conversation::reply(std::uint64_t request, const bridge::Element* payload) {
    core::Reply reply = owed(request);
    if (payload) reply.done(payload->view());
    else reply.done();
}

void Conversation::refuse_request(std::uint64_t request, std::string_view condition, std::string_view words) {
    const auto why = core::stanza_condition(condition);
    if (!why) refuse(HS_E_ARGUMENT, "no condition of RFC 6120: \"" + std::string(condition) + "\"");
    owed(request).fail(core::StanzaFailure(*why, std::string(words)));
}

void Conversation::announce(std::string_view feature) {
    if (announced_.contains(feature)) return;
    announced_.emplace(feature, session_.stream.announce(std::string(feature)));
}

Json Conversation::roster() const {
    Json all = Json::array();
    for (const auto& [jid, item] : session_.roster.items()) {
        Json entry = roster_json(item);
        Json& resources = entry["resources"] = Json::array();
        for (const core::Resource& each : session_.presences.of(jid)) resources.push_back(resource_json(each));
        all.push_back(std::move(entry));
    }
    return all;
}

}  // namespace headstock::capi
