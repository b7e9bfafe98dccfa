// SPDX-License-Identifier: MIT
#include "headstock/core/stream_failure.hpp"

#include <algorithm>

#include "headstock/bridge/parser.hpp"
#include "headstock/core/core_error.hpp"
#include "headstock/core/namespaces.hpp"

namespace headstock::core {
namespace {

StreamCondition condition_of(bridge::ParseErrc code) {
    switch (code) {
        case bridge::ParseErrc::restricted_xml:
            return StreamCondition::restricted_xml;
        case bridge::ParseErrc::bad_namespace_prefix:
            return StreamCondition::bad_namespace_prefix;
        case bridge::ParseErrc::unsupported_encoding:
            return StreamCondition::unsupported_encoding;
        case bridge::ParseErrc::stanza_too_big:
        case bridge::ParseErrc::too_deep:
        case bridge::ParseErrc::too_many_attributes:
        case bridge::ParseErrc::too_many_namespaces:
        case bridge::ParseErrc::name_too_long:
        case bridge::ParseErrc::too_many_nodes:
            return StreamCondition::policy_violation;
        default:
            return StreamCondition::not_well_formed;
    }
}

StreamCondition condition_of(Errc code) {
    switch (code) {
        case Errc::not_a_stream:
            return StreamCondition::invalid_namespace;
        case Errc::unsupported_version:
            return StreamCondition::unsupported_version;
        case Errc::login_timeout:
            return StreamCondition::connection_timeout;
        case Errc::tls_not_offered:
            return StreamCondition::policy_violation;
        case Errc::unexpected_element:
            return StreamCondition::unsupported_stanza_type;
        case Errc::malformed_ack:
            return StreamCondition::bad_format;
        default:
            return StreamCondition::undefined_condition;
    }
}

}  // namespace

StreamFailure StreamFailure::read(bridge::View error) {
    StreamFailure failure;
    for (const bridge::View child : error.children()) {
        if (child.ns() != ns::stream_errors) {
            failure.application = child.tag();
        } else if (child.tag() == "text") {
            failure.text = child.text();
            failure.text.resize(std::min(failure.text.size(), max_text));
        } else if (const auto condition = stream_condition(child.tag())) {
            failure.condition = *condition;
            if (*condition == StreamCondition::see_other_host) failure.other_host = child.text();
        }
    }
    return failure;
}

bridge::Element StreamFailure::write() const {
    bridge::Element error("error", ns::streams);
    error.add(bridge::Element(word(condition), ns::stream_errors).text(other_host));
    if (!text.empty()) error.add(bridge::Element("text", ns::stream_errors).text(text));
    return error;
}

Error StreamFailure::error() const {
    if (!other_host.empty()) return {make_error_code(condition), other_host};
    return {make_error_code(condition), text.empty() ? application : text};
}

StreamFailure StreamFailure::of(const Error& error) {
    StreamFailure failure;
    if (error.code.category() == bridge::parse_category())
        failure.condition = condition_of(static_cast<bridge::ParseErrc>(error.code.value()));
    else if (error.code.category() == core_category())
        failure.condition = condition_of(static_cast<Errc>(error.code.value()));
    return failure;
}

}  // namespace headstock::core
