// SPDX-License-Identifier: MIT
#include "cli/doctor_report.hpp"

#include <algorithm>
#include <array>

#include "cli/text.hpp"

#include "headstock/network/tcp.hpp"

namespace headstock::cli {
namespace {

constexpr std::array<std::string_view, 4> severity_words{"ok", "note", "warning", "problem"};
constexpr std::size_t label_width = 20;
constexpr std::size_t max_shown = 20;  // names in a line; JSON has them all

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (std::size_t i = 0; i < texts.size() && i < max_shown; ++i) all += (i == 0 ? "" : ", ") + texts[i];
    if (texts.size() > max_shown) all += ", and " + std::to_string(texts.size() - max_shown) + " more";
    return all.empty() ? "none" : all;
}

/// Lines for people, each made safe as it comes.
class Lines {
public:
    void line(std::string_view text) { text_ += (text_.empty() ? "" : "\n") + visible(text); }
    void row(std::string_view label, std::string_view value) {
        std::string text = "   " + std::string(label);
        text.append(label_width - std::min(label_width, label.size()), ' ');
        line(text.append(value));
    }
    void empty() { text_ += '\n'; }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

void show_service(const Service& service, Lines& lines) {
    if (service.error) lines.line(service.name() + ": " + service.error->message());
    else if (service.records.empty()) lines.line(service.name() + ": none");
    for (const network::SrvRecord& record : service.records)
        lines.line(service.name() + ": priority " + std::to_string(record.priority) + ", weight " +
                   std::to_string(record.weight) + ", port " + std::to_string(record.port) + ", " + record.host);
}

void show_encryption(const Look& look, const Report& report, Lines& lines) {
    const Encryption& seen = *look.seen.encryption;
    lines.row("TLS", seen.version + ", " + seen.cipher);
    lines.row("bindings to prove", joined(seen.bindings));
    if (const auto& certificate = seen.certificate) {
        lines.row("certificate", certificate->subject.empty() ? "without a subject" : certificate->subject);
        lines.row("  names", joined(certificate->names));
        lines.row("  issuer", certificate->issuer);
        lines.row("  valid", show_time(certificate->not_before) + " to " + show_time(certificate->not_after) + ", " +
                                 std::to_string(certificate->days_left(report.now)) + " days left");
    }
    lines.row("  verified", look.distrust ? "no: " + look.distrust->message() : "yes");
}

void show_limits(const Offer& offer, Lines& lines) {
    if (offer.max_bytes) lines.row("largest stanza", std::to_string(*offer.max_bytes) + " bytes");
    if (offer.idle_seconds) lines.row("longest silence", std::to_string(*offer.idle_seconds) + " seconds");
}

void show_offer(const Offer& offer, Lines& lines) {
    lines.row("SASL", joined(offer.mechanisms));
    lines.row("channel bindings", offer.binding_types ? joined(*offer.binding_types) : "not told");
    if (const auto& sasl2 = offer.sasl2) {
        lines.row("SASL2", joined(sasl2->mechanisms));
        if (sasl2->bind) lines.row("  Bind 2", sasl2->binds.empty() ? "yes" : "with " + joined(sasl2->binds));
        if (!sasl2->fast.empty()) lines.row("  FAST", joined(sasl2->fast));
        if (sasl2->resumes) lines.row("  stream management", "yes");
    }
    if (offer.stream_management) lines.row("stream management", "yes");
    if (!offer.compression.empty()) lines.row("compression", joined(offer.compression));
    if (offer.registration) lines.row("registration", "open");
    show_limits(offer, lines);
}

void show_before_tls(const Offer& offer, Lines& lines) {
    lines.row("STARTTLS", !offer.starttls ? "not offered" : offer.starttls_required ? "required" : "optional");
    if (!offer.mechanisms.empty()) lines.row("SASL before TLS", joined(offer.mechanisms));
    if (offer.sasl2) lines.row("SASL2 before TLS", joined(offer.sasl2->mechanisms));
}

void show_look(const Look& look, const Report& report, Lines& lines) {
    if (look.unreached) lines.row("TCP", "not reached: " + look.unreached->message());
    else lines.row("TCP", "reached");
    if (look.seen.before_tls) show_before_tls(*look.seen.before_tls, lines);
    if (look.seen.encryption) show_encryption(look, report, lines);
    if (look.seen.within_tls) show_offer(*look.seen.within_tls, lines);
    if (look.seen.error) lines.row("ended", look.seen.error->message());
}

std::string title(const Way& way) {
    std::string text = network::show(network::Endpoint{way.target.host, way.target.port});
    text += way.target.direct_tls ? ", direct TLS" : ", STARTTLS";
    if (!way.address.empty()) text += ", at " + way.address;
    return text;
}

void show_finding(const Finding& finding, Lines& lines) {
    std::string text = std::string(word(finding.severity)) + " " + finding.key;
    for (std::size_t i = 0; i < finding.ways.size(); ++i)
        text += (i == 0 ? " (" : ", ") + std::to_string(finding.ways[i]);
    lines.line(text + (finding.ways.empty() ? ": " : "): ") + finding.text);
}

}  // namespace

std::string_view word(Severity severity) { return severity_words.at(static_cast<std::size_t>(severity)); }

Severity Report::verdict() const {
    Severity worst = Severity::ok;
    for (const Finding& finding : findings) worst = std::max(worst, finding.severity);
    return worst;
}

Exit Report::exit() const {
    const Severity worst = verdict();
    if (worst < Severity::warning) return Exit::ok;
    return std::ranges::find(findings, worst, &Finding::severity)->exit;
}

std::string report_text(const Report& report) {
    Lines lines;
    lines.line(report.domain + ": " + std::string(word(report.verdict())));
    for (const Service& service : report.services) show_service(service, lines);
    for (std::size_t i = 0; i < report.looks.size(); ++i) {
        lines.empty();
        lines.line(std::to_string(i + 1) + ". " + title(report.looks[i].way));
        show_look(report.looks[i], report, lines);
    }
    if (!report.findings.empty()) lines.empty();
    for (const Finding& finding : report.findings) show_finding(finding, lines);
    return lines.take();
}

}  // namespace headstock::cli
