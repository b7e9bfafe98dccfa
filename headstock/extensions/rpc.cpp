// SPDX-License-Identifier: MIT
#include "headstock/extensions/rpc.hpp"

#include <algorithm>

namespace headstock::rpc {
namespace {

std::unexpected<Error> wrong(std::string text) {
    return fail(make_error_code(bridge::PayloadErrc::malformed), std::move(text));
}

bridge::Element element(std::string_view tag) { return bridge::Element(tag, ns); }

bool is_name(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("/.:_").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= max_method && std::ranges::all_of(text, allowed);
}

/// The values of <params/>; none where that is absent.
Result<std::vector<Value>> read_params(bridge::View within) {
    std::vector<Value> values;
    const auto params = within.child({"params", ns});
    if (!params) return values;
    for (const bridge::View param : params->children()) {
        const auto inner = param.child({"value", ns});
        if (!param.is({"param", ns}) || !inner) return wrong("a parameter without a value");
        Result<Value> value = Value::read(*inner);
        if (!value) return std::unexpected(std::move(value.error()));
        values.push_back(std::move(*value));
    }
    return values;
}

bridge::Element write_params(const std::vector<Value>& values) {
    bridge::Element params = element("params");
    for (const Value& value : values) params.add(element("param").add(value.write()));
    return params;
}

Result<Response> read_fault(bridge::View fault) {
    const auto value = fault.child({"value", ns});
    if (!value) return wrong("a fault without a value");
    const Result<Value> read = Value::read(*value);
    if (!read) return std::unexpected(read.error());
    const Value* code = read->member("faultCode");
    const Value* text = read->member("faultString");
    const std::int32_t* number = code ? code->as<std::int32_t>() : nullptr;
    const std::string* words = text ? text->as<std::string>() : nullptr;
    if (!number || !words) return wrong("a fault without faultCode and faultString");
    return Response{std::unexpected(Fault{*number, *words})};
}

}  // namespace

Result<Call> Call::from_xml(bridge::View query) {
    const auto call = query.child({"methodCall", ns});
    const auto name = call ? call->child({"methodName", ns}) : std::nullopt;
    if (!name) return fail(make_error_code(bridge::PayloadErrc::missing), "methodCall/methodName");
    std::string method = name->text();
    if (!is_name(method)) return wrong("not the name of a method: \"" + method.substr(0, 32) + "\"");
    Result<std::vector<Value>> params = read_params(*call);
    if (!params) return std::unexpected(std::move(params.error()));
    return Call{std::move(method), std::move(*params)};
}

bridge::Element Call::to_xml() const {
    bridge::Element call = element("methodCall");
    call.add(element("methodName").text(method));
    if (!params.empty()) call.add(write_params(params));
    return element("query").add(call);
}

Result<Response> Response::from_xml(bridge::View query) {
    const auto response = query.child({"methodResponse", ns});
    if (!response) return fail(make_error_code(bridge::PayloadErrc::missing), "methodResponse");
    if (const auto fault = response->child({"fault", ns})) return read_fault(*fault);
    Result<std::vector<Value>> params = read_params(*response);
    if (!params) return std::unexpected(std::move(params.error()));
    if (params->size() != 1) return wrong("a response has one value");
    return Response{std::move(params->front())};
}

bridge::Element Response::to_xml() const {
    bridge::Element response = element("methodResponse");
    if (outcome) {
        response.add(write_params({*outcome}));
    } else {
        Struct members;
        members.push_back({"faultCode", outcome.error().code});
        members.push_back({"faultString", outcome.error().text});
        response.add(element("fault").add(Value(std::move(members)).write()));
    }
    return element("query").add(response);
}

core::Request<Response> call(core::Jid program, std::string method, std::vector<Value> params) {
    return core::set<Response>(std::move(program), Call{std::move(method), std::move(params)}.to_xml());
}

Module::Module(core::Stream& stream)
    : answering_(stream.router().respond<Call>(core::IqType::set,
                                               [this](const core::Iq& question) { return answer(question); })),
      announced_(stream.announce(std::string(ns))) {}

Result<Response> Module::answer(const core::Iq& question) const {
    if (!may_call_) return fail(make_error_code(core::StanzaCondition::forbidden));
    const Result<Call> call = question.payload<Call>();
    if (!call) return fail(make_error_code(core::StanzaCondition::bad_request), call.error().text);
    if (!may_call_(question.from(), call->method)) return fail(make_error_code(core::StanzaCondition::forbidden));
    const auto method = methods_.find(call->method);
    if (method == methods_.end()) return Response{std::unexpected(Fault{no_such_method, "no method " + call->method})};
    const Method keep = method->second;  // it may be replaced while it runs
    return Response{keep(question.from(), call->params)};
}

}  // namespace headstock::rpc
