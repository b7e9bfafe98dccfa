// SPDX-License-Identifier: MIT
#include "headstock/extensions/pubsub_approval.hpp"

#include <utility>

namespace headstock::pubsub {
namespace {

/// The form about authorization, of that type, that a message carries.
std::optional<forms::Form> form_of(const core::Message& message) {
    if (message.type() == core::MessageType::error || !message.has<forms::Form>()) return std::nullopt;
    Result<forms::Form> form = message.payload<forms::Form>();
    if (!form || form->form_type() != subscribe_authorization) return std::nullopt;
    return *std::move(form);
}

forms::Field field(const char* var, std::string value) {
    forms::Field field;
    field.var = var;
    field.values.push_back(std::move(value));
    return field;
}

std::vector<forms::Field> fields_of(const ApprovalRequest& request, bool allowed) {
    std::vector<forms::Field> fields;
    if (request.subid) fields.push_back(field("pubsub#subid", *request.subid));
    fields.push_back(field("pubsub#node", request.node));
    fields.push_back(field("pubsub#subscriber_jid", request.subscriber.text()));
    fields.push_back(field("pubsub#allow", allowed ? "true" : "false"));
    return fields;
}

core::Message answer(const ApprovalRequest& request, const forms::Form& form) {
    core::Message message;
    message.to(request.service).add(form);
    if (!request.id.empty()) message.id(request.id);
    return message;
}

}  // namespace

std::optional<ApprovalRequest> approval_request(const core::Message& message) {
    std::optional<forms::Form> form = form_of(message);
    if (!form || form->type != forms::Type::form) return std::nullopt;
    const Result<std::string> node = form->value<std::string>("pubsub#node");
    const Result<core::Jid> subscriber = form->value<core::Jid>("pubsub#subscriber_jid");
    if (!node || !subscriber) return std::nullopt;
    std::optional<std::string> subid;
    if (const Result<std::string> value = form->value<std::string>("pubsub#subid")) subid = *value;
    return ApprovalRequest{message.from(), std::string(message.id()), *node, *subscriber, subid, *std::move(form)};
}

core::Message ask_approval(core::Jid owner, const ApprovalRequest& request) {
    std::vector<forms::Field> fields = fields_of(request, false);
    for (forms::Field& each : fields)
        each.type = each.var == "pubsub#subid"            ? forms::FieldType::hidden
                    : each.var == "pubsub#subscriber_jid" ? forms::FieldType::jid_single
                    : each.var == "pubsub#allow"          ? forms::FieldType::boolean
                                                          : forms::FieldType::text_single;
    ApprovalRequest asked = request;
    asked.service = std::move(owner);
    return answer(asked, forms::make(forms::Type::form, std::string(subscribe_authorization), std::move(fields)));
}

core::Message decide(const ApprovalRequest& request, bool allowed) {
    return answer(request,
                  forms::make(forms::Type::submit, std::string(subscribe_authorization), fields_of(request, allowed)));
}

core::Message postpone(const ApprovalRequest& request) {
    return answer(request, forms::make(forms::Type::cancel, std::string(subscribe_authorization)));
}

std::optional<bool> decision_of(const core::Message& answer, const ApprovalRequest& asked) {
    const std::optional<forms::Form> form = form_of(answer);
    if (!form || form->type != forms::Type::submit || answer.id() != asked.id) return std::nullopt;
    const Result<std::string> node = form->value<std::string>("pubsub#node");
    const Result<core::Jid> subscriber = form->value<core::Jid>("pubsub#subscriber_jid");
    if (!node || *node != asked.node || !subscriber || *subscriber != asked.subscriber) return std::nullopt;
    const Result<bool> allowed = form->value<bool>("pubsub#allow");
    return allowed ? std::optional(*allowed) : std::nullopt;
}

Subscription on_approval_request(core::Stream& stream, core::Jid service,
                                 std::function<void(const ApprovalRequest&)> handler) {
    return stream.router().on_message(
        [service = std::move(service), handler = std::move(handler)](const core::Message& message) {
            if (message.from() != service) return;
            if (const std::optional<ApprovalRequest> request = approval_request(message)) handler(*request);
        });
}

core::Request<commands::Command> ask_pending(core::Jid service) {
    return commands::execute(std::move(service), std::string(get_pending));
}

std::vector<std::string> pending_nodes(const commands::Command& answer) {
    std::vector<std::string> nodes;
    const forms::Field* const field = answer.form ? answer.form->field("pubsub#node") : nullptr;
    if (field)
        for (const forms::Option& option : field->options) nodes.push_back(option.value);
    return nodes;
}

Result<core::Request<commands::Command>> remind(core::Jid service, const commands::Command& answer, std::string node) {
    forms::Form form;
    form.type = forms::Type::submit;
    form.fields.push_back(field("pubsub#node", std::move(node)));
    return commands::proceed(std::move(service), answer, commands::Action::execute, std::move(form));
}

}  // namespace headstock::pubsub
