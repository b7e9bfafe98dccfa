// SPDX-License-Identifier: MIT
#include "cli/doctor_probe.hpp"

#include <array>
#include <utility>

#include "headstock/core/core_error.hpp"
#include "headstock/core/stream_failure.hpp"
#include "headstock/core/stream_format.hpp"
#include "headstock/core/stream_options.hpp"

namespace headstock::cli {
namespace {

namespace ns = core::ns;

constexpr std::size_t read_size = 16U << 10U;  // a TLS record's

}  // namespace

Probe::Probe(const core::Jid& domain, wire::TlsContext context, bool direct)
    : domain_(domain),
      context_(std::move(context)),
      direct_(direct),
      parser_(*this, core::StreamOptions().before_login) {}

void Probe::start() {
    if (direct_) begin_tls();
    else open();
}

void Probe::open() {
    parser_.restart();
    await_ = Await::features;
    bridge::Element root("stream", ns::streams);
    root.attribute("to", domain_.domain()).attribute("version", "1.0");
    std::string header;
    if (auto written = bridge::write_start(root, header, core::stream_root); !written) return end(written.error());
    say(header);
}

void Probe::say(std::string_view words) {
    if (!tls_) output_ += words;
    else if (auto sent = tls_->send(words); !sent) end(sent.error());
}

void Probe::begin_tls() {
    wire::TlsOptions options;
    options.direct = direct_;
    auto tls = wire::Tls::client(context_, domain_.ascii_domain(), options);
    if (!tls) return end(std::move(tls.error()));
    tls_.emplace(std::move(*tls));
    if (auto begun = tls_->handshake(); !begun) end(std::move(begun.error()));
}

void Probe::describe_tls() {
    Encryption& seen = seen_.encryption.emplace();
    seen.version = tls_->version();
    seen.cipher = tls_->cipher();
    for (wire::Binding& binding : tls_->channel_bindings()) seen.bindings.push_back(std::move(binding.type));
    seen.certificate = read_certificate(tls_->peer_certificate());
}

void Probe::receive(std::string_view bytes) {
    if (finished_) return;
    if (!tls_) return parse(bytes);
    if (auto taken = tls_->receive(bytes); !taken) return end(std::move(taken.error()));
    if (!tls_->established()) return;
    if (!seen_.encryption) {
        describe_tls();
        open();
    }
    std::array<char, read_size> plain;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled before it is read
    while (!finished_) {
        const Result<std::size_t> size = tls_->read(plain);
        if (!size) return end(size.error());
        if (*size == 0) return;
        parse({plain.data(), *size});
    }
}

void Probe::parse(std::string_view bytes) {
    const Result<bridge::Flow> flow = parser_.feed(bytes);
    if (finished_) return;
    if (!flow) return end(flow.error());
    if (!std::exchange(proceeds_, false)) return;
    // Said in plain by whoever is between us and the server (CVE-2021-22947).
    if (!parser_.unparsed().empty()) return end(core::Errc::bytes_before_tls);
    begin_tls();
}

bridge::Flow Probe::on_start(bridge::View element, std::size_t depth) {
    if (depth > 0) return bridge::Flow::go;
    const std::string_view version = element.attribute("version").value_or("0");
    if (!element.is({"stream", ns::streams})) end(core::Errc::not_a_stream, element.tag());
    else if (!version.starts_with("1.")) end(core::Errc::unsupported_version, version);
    return finished_ ? bridge::Flow::stop : bridge::Flow::go;
}

bridge::Flow Probe::on_end(bridge::View element, std::size_t depth) {
    if (depth == 0) end(core::Errc::closed, "by the server");
    if (depth == 1) negotiate(element);
    return finished_ || proceeds_ ? bridge::Flow::stop : bridge::Flow::go;
}

void Probe::negotiate(bridge::View element) {
    if (element.is({"error", ns::streams})) return end(core::StreamFailure::read(element).error());
    if (await_ == Await::features && element.is({"features", ns::streams})) return take_features(element);
    if (await_ == Await::features || element.ns() != ns::tls) return end(core::Errc::unexpected_element, element.tag());
    if (element.tag() != "proceed") return end(core::Errc::tls_refused);
    proceeds_ = true;
}

void Probe::take_features(bridge::View features) {
    std::optional<Offer>& seen = tls_ ? seen_.within_tls : seen_.before_tls;
    seen = read_offer(features);
    if (!tls_ && seen->starttls) {
        await_ = Await::proceed;
        say(bridge::Element("starttls", ns::tls).xml());
        return;
    }
    say(core::stream_end);
    finished_ = true;
    if (tls_) tls_->close();
}

void Probe::lost(Error why) {
    if (finished_) return;
    if (!why.code && tls_)
        if (auto ended = tls_->end_of_stream(); !ended) why = std::move(ended.error());
    if (!why.code) why.code = core::Errc::connection_lost;
    end(std::move(why));
}

void Probe::end(Error why) {
    if (finished_) return;
    seen_.error = std::move(why);
    finished_ = true;
}

std::string Probe::take_output() {
    std::string out = std::exchange(output_, {});
    if (tls_) out += tls_->take_output();
    return out;
}

}  // namespace headstock::cli
