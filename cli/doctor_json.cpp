// SPDX-License-Identifier: MIT
#include "cli/doctor_report.hpp"

namespace headstock::cli {
namespace {

Value::List list(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

/// Adds a field, where it has something to say.
void add(Value::Fields& fields, const char* name, const std::vector<std::string>& texts) {
    if (!texts.empty()) fields.emplace_back(name, list(texts));
}
void add(Value::Fields& fields, const char* name, const std::optional<std::uint32_t>& number) {
    if (number) fields.emplace_back(name, *number);
}
void add(Value::Fields& fields, const char* name, const std::optional<Error>& error) {
    if (!error) return;
    Value::Fields told;
    told.emplace_back("code", static_cast<int>(exit_code(*error)));
    told.emplace_back("reason", error->code.message());
    told.emplace_back("text", error->text);
    fields.emplace_back(name, std::move(told));
}

Value::Fields fields_of(const Service& service) {
    Value::Fields fields;
    Value::List records;
    for (const network::SrvRecord& record : service.records) {
        Value::Fields entry;
        entry.emplace_back("priority", record.priority);
        entry.emplace_back("weight", record.weight);
        entry.emplace_back("port", record.port);
        entry.emplace_back("target", record.host);
        records.emplace_back(std::move(entry));
    }
    fields.emplace_back("service", service.name());
    fields.emplace_back("records", std::move(records));
    add(fields, "error", service.error);
    return fields;
}

Value::Fields fields_of(const Sasl2Offer& sasl2) {
    Value::Fields fields;
    fields.emplace_back("mechanisms", list(sasl2.mechanisms));
    fields.emplace_back("bind2", sasl2.bind);
    add(fields, "bind2_features", sasl2.binds);
    add(fields, "fast", sasl2.fast);
    fields.emplace_back("stream_management", sasl2.resumes);
    return fields;
}

Value::Fields fields_of(const Offer& offer) {
    Value::Fields fields;
    fields.emplace_back("starttls", offer.starttls);
    fields.emplace_back("starttls_required", offer.starttls_required);
    fields.emplace_back("mechanisms", list(offer.mechanisms));
    if (offer.binding_types) fields.emplace_back("channel_bindings", list(*offer.binding_types));
    if (offer.sasl2) fields.emplace_back("sasl2", fields_of(*offer.sasl2));
    fields.emplace_back("stream_management", offer.stream_management);
    add(fields, "compression", offer.compression);
    fields.emplace_back("registration", offer.registration);
    add(fields, "max_bytes", offer.max_bytes);
    add(fields, "idle_seconds", offer.idle_seconds);
    return fields;
}

Value::Fields fields_of(const Certificate& certificate, const Report& report) {
    Value::Fields fields;
    fields.emplace_back("subject", certificate.subject);
    fields.emplace_back("issuer", certificate.issuer);
    fields.emplace_back("names", list(certificate.names));
    fields.emplace_back("not_before", show_time(certificate.not_before));
    fields.emplace_back("not_after", show_time(certificate.not_after));
    fields.emplace_back("days_left", certificate.days_left(report.now));
    return fields;
}

Value::Fields fields_of(const Look& look, const Report& report) {
    Value::Fields fields;
    fields.emplace_back("version", look.seen.encryption->version);
    fields.emplace_back("cipher", look.seen.encryption->cipher);
    fields.emplace_back("channel_bindings", list(look.seen.encryption->bindings));
    if (look.seen.encryption->certificate)
        fields.emplace_back("certificate", fields_of(*look.seen.encryption->certificate, report));
    fields.emplace_back("verified", look.verified());
    return fields;
}

Value::Fields way_fields(const Look& look, const Report& report) {
    Value::Fields fields;
    fields.emplace_back("host", look.way.target.host);
    fields.emplace_back("port", look.way.target.port);
    fields.emplace_back("tls", look.way.target.direct_tls ? "direct" : "starttls");
    if (look.way.record) fields.emplace_back("priority", look.way.record->priority);
    if (look.way.record) fields.emplace_back("weight", look.way.record->weight);
    if (!look.way.address.empty()) fields.emplace_back("address", look.way.address);
    fields.emplace_back("reached", !look.unreached);
    if (look.seen.before_tls) fields.emplace_back("before_tls", fields_of(*look.seen.before_tls));
    if (look.seen.encryption) fields.emplace_back("encryption", fields_of(look, report));
    if (look.seen.within_tls) fields.emplace_back("within_tls", fields_of(*look.seen.within_tls));
    add(fields, "distrust", look.distrust);
    add(fields, "error", look.unreached ? look.unreached : look.seen.error);
    return fields;
}

Value::Fields fields_of(const Finding& finding) {
    Value::Fields fields;
    fields.emplace_back("severity", word(finding.severity));
    fields.emplace_back("finding", finding.key);
    fields.emplace_back("ways", Value::List(finding.ways.begin(), finding.ways.end()));
    fields.emplace_back("text", finding.text);
    return fields;
}

}  // namespace

Value::Fields report_fields(const Report& report) {
    Value::List services;
    Value::List ways;
    Value::List findings;
    for (const Service& service : report.services) services.emplace_back(fields_of(service));
    for (const Look& look : report.looks) ways.emplace_back(way_fields(look, report));
    for (const Finding& finding : report.findings) findings.emplace_back(fields_of(finding));
    Value::Fields fields;
    fields.emplace_back("domain", report.domain);
    fields.emplace_back("verdict", word(report.verdict()));
    fields.emplace_back("code", static_cast<int>(report.exit()));
    fields.emplace_back("dns", std::move(services));
    fields.emplace_back("ways", std::move(ways));
    fields.emplace_back("findings", std::move(findings));
    return fields;
}

}  // namespace headstock::cli
